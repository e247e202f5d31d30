Feature: Outage of the payment provider
  The product goes on without its payment provider. Only what must be paid at once waits for it, is told so, and is
  never half done; whatever was decided meanwhile is told as soon as it is back.

  Rule: Nobody who works notices

    Scenario: Usage is recorded
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And the payment provider is out of reach
      When "Website" uses 100,000 API calls
      Then Acme has used 100,000 API calls

    Scenario: Limits hold
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And "Website" has used 100,000 API calls
      And the payment provider is out of reach
      When "Website" tries to use 1 API call
      Then Acme is told that the API calls are used up

    Scenario Outline: Everybody can <deed>
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the payment provider is out of reach
      When Alice tries to <deed> of Acme
      Then Alice is allowed

      Examples:
        | deed                  |
        | read the company page |
        | start a project       |
        | invite Carol          |
        | read the billing page |
        | read the invoices     |

    Scenario: People sign in
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the payment provider is out of reach
      When Alice tries to sign in
      Then Alice is allowed

    Scenario: Companies sign up
      Given the payment provider is out of reach
      And Alice has signed up Acme for the starter plan
      When Alice accepts the invitation to Acme
      Then Acme is trying the starter plan until 16 March, 09:00

  Rule: What must be paid at once waits, and is never half done

    Scenario: A larger plan
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the payment provider is out of reach
      When Alice tries to choose the pro plan for Acme
      Then Alice is told that it cannot be done right now
      And Acme pays for the starter plan
      And the only invoice of Acme is over $29.00

    Scenario: Trying again later is one change, paid once
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the payment provider is out of reach
      And Alice has tried to choose the pro plan for Acme
      And the payment provider comes back on 16 April, 00:00
      When Alice chooses the pro plan for Acme
      Then the newest invoice of Acme is paid, over $35.00

    Scenario: Asking again after an answer that was lost
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      And the next answer of the payment provider gets lost
      And Alice has tried to choose the pro plan for Acme
      When Alice chooses the pro plan for Acme
      Then the invoices of Acme are over $29.00 and $35.00

    Scenario: What was paid takes effect, though its answer was lost and nobody asks again
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      And the next answer of the payment provider gets lost
      And Alice has tried to choose the pro plan for Acme
      When it becomes 16 April, 00:05
      Then the invoices of Acme are over $29.00 and $35.00

    Scenario Outline: Nobody can <deed>
      Given Alice owns Acme, whose trial is over
      And the payment provider is out of reach
      When Alice tries to <deed> of Acme
      Then Alice is told that it cannot be done right now

      Examples:
        | deed                  |
        | open the checkout     |
        | open the payment page |

  Rule: What costs nothing now is decided, and told afterwards

    Scenario: Cancelling
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the payment provider is out of reach
      When Alice cancels the plan of Acme
      Then Acme moves to the free plan on 1 May, 00:00

    Scenario: The cancellation is told
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the payment provider is out of reach
      And Alice has cancelled the plan of Acme
      And the payment provider is back
      When it becomes 5 May, 00:00
      Then nothing can cost Acme money any more

    Scenario: A smaller plan is told
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      And the payment provider is out of reach
      And Alice has chosen the starter plan for Acme
      And the payment provider is back
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $99.00 and $29.00

    Scenario: A trial is told
      Given the payment provider is out of reach
      And Alice owns Acme, which is trying the starter plan
      And the payment provider is back
      And it is 3 March, 09:00
      When Alice enters a card that works for Acme
      Then Acme is trying the starter plan until 16 March, 09:00

    Scenario: Usage is told
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And the payment provider is out of reach
      And "Website" has used 100 GB of bandwidth
      And the payment provider comes back 20 hours later
      When it becomes 4 May, 00:15
      Then the newest invoice of Acme has $7.20 of usage

  Rule: What was decided before a boundary is charged as of the boundary, however late it is told

    Scenario Outline: A smaller plan chosen just before <end>, and told <late> later
      Given Alice owns Acme, which has paid for the pro plan since <since>
      And the payment provider is out of reach from <moment> on
      And Alice has chosen the starter plan for Acme
      When the payment provider comes back <late> later
      Then the invoices of Acme come to <amount> in all

      Examples: A draft is corrected
        | end      | since      | moment             | late      | amount  |
        | May      | 1 April    | 30 April, 23:57    | 5 minutes | $128.00 |
        | May      | 1 April    | 30 April, 23:57    | 10 hours  | $128.00 |
        | New Year | 1 December | 31 December, 23:57 | 5 minutes | $128.00 |
        | New Year | 1 December | 31 December, 23:57 | 10 hours  | $128.00 |

      Examples: A final invoice is credited
        | end      | since      | moment             | late      | amount  |
        | May      | 1 April    | 30 April, 23:57    | 4 days    | $128.00 |
        | May      | 1 April    | 30 April, 23:57    | 40 days   | $157.00 |
        | New Year | 1 December | 31 December, 23:57 | 4 days    | $128.00 |
        | New Year | 1 December | 31 December, 23:57 | 40 days   | $157.00 |

    Scenario Outline: A smaller plan chosen at the end of a trial, and told <late> later
      Given Alice owns Acme, which is trying the pro plan
      And Acme pays with a card that works
      And the payment provider is out of reach from 16 March, 08:57 on
      And Alice has chosen the starter plan for Acme
      When the payment provider comes back <late> later
      Then the invoices of Acme come to <amount> in all

      Examples:
        | late      | amount |
        | 5 minutes | $14.62 |
        | 10 hours  | $14.62 |
        | 4 days    | $14.62 |
        | 40 days   | $43.62 |

    Scenario Outline: Leaving just before the month is over, told <late> later
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the payment provider is out of reach from 30 April, 23:57 on
      And Alice has cancelled the plan of Acme
      When the payment provider comes back <late> later
      Then the invoices of Acme come to $29.00 in all
      And nothing can cost Acme money any more

      Examples:
        | late      |
        | 5 minutes |
        | 10 hours  |
        | 4 days    |
        | 40 days   |

    Scenario Outline: Leaving at the end of a trial, told <late> later
      Given Alice owns Acme, which is trying the pro plan
      And Acme pays with a card that works
      And the payment provider is out of reach from 16 March, 08:57 on
      And Alice has cancelled the plan of Acme
      When the payment provider comes back <late> later
      Then the invoices of Acme come to $0.00 in all

      Examples:
        | late      |
        | 5 minutes |
        | 10 hours  |
        | 4 days    |
        | 40 days   |

    Scenario Outline: Staying after all, told <late> after the plan has ended at the payment provider
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Alice has cancelled the plan of Acme
      And the payment provider is out of reach from 30 April, 23:57 on
      And Alice has chosen the starter plan for Acme
      When the payment provider comes back <late> later
      Then the invoices of Acme come to $58.00 in all

      Examples:
        | late      |
        | 5 minutes |
        | 10 hours  |
        | 4 days    |

    Scenario Outline: Closing just before the month is over, told <late> later
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the payment provider is out of reach from 30 April, 23:57 on
      And Alice has closed Acme
      When the payment provider comes back <late> later
      Then the invoices of Acme come to $29.00 in all

      Examples:
        | late      |
        | 5 minutes |
        | 10 hours  |
        | 4 days    |
