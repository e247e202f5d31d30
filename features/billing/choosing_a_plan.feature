Feature: Choosing a plan
  An owner moves to a paid plan without talking to anybody, and knows to the cent what it will cost before
  saying yes. Nobody else in the company can spend its money.

  Rule: The first paid plan is tried before it is paid

    Scenario: Chosen when signing up
      Given Alice has signed up Acme for the starter plan
      When Alice accepts the invitation to Acme
      Then Acme is trying the starter plan until 16 March, 09:00

    Scenario: Chosen later
      Given Alice owns Acme, on the free plan
      When Alice chooses the starter plan for Acme
      Then Acme is trying the starter plan until 16 March, 09:00

    Scenario: What has begun works at once
      Given Alice owns Acme, on the free plan, with the project "Website"
      And Alice has chosen the starter plan for Acme
      When Alice starts the project "Shop" at Acme
      Then Acme has 2 active projects

    Scenario: The largest plan is agreed on with a person
      Given Alice owns Acme, on the free plan
      When Alice tries to choose the enterprise plan for Acme
      Then Alice is told that the value makes no sense

  Rule: A preview tells to the cent what a plan will cost

    Scenario: A larger plan in the middle of a month
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      When Alice previews the pro plan for Acme
      Then the preview says $35.00 now and $99.00 each month
      And the preview credits $14.50 and charges $49.50

    Scenario: The first paid plan
      Given Alice owns Acme, on the free plan
      When Alice previews the starter plan for Acme
      Then the preview says $0.00 now and $29.00 each month
      And the preview says that it can be tried until 16 March, 09:00

    Scenario: A smaller plan
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      And it is 16 April, 00:00
      When Alice previews the starter plan for Acme
      Then the preview says $0.00 now and $29.00 each month
      And the preview says that it starts on 1 May, 00:00

    Scenario: The invoice is what the preview was
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      And Alice has previewed the pro plan for Acme
      And it is 16 April, 00:14
      When Alice chooses the pro plan for Acme
      Then the newest invoice of Acme is paid, over $35.00

    Scenario: A preview holds for a quarter of an hour
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      When Alice previews the pro plan for Acme
      Then the preview holds until 16 April, 00:15

    Scenario: After that the price is that of the moment
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      And Alice has previewed the pro plan for Acme
      And it is 16 April, 00:20
      When Alice chooses the pro plan for Acme
      Then the newest invoice of Acme is paid, over $34.96

    Scenario: Looking costs nothing
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      When Alice previews the pro plan for Acme
      Then Acme pays for the starter plan
      And the only invoice of Acme is over $29.00

  Rule: How to pay is entered at a page of the payment provider

    Scenario: The first subscription there begins with the trial
      Given Alice owns Acme, on the free plan
      When Alice subscribes Acme to the starter plan with a card that works
      Then Acme is trying the starter plan until 16 March, 09:00
      And Acme has no invoice

    Scenario: Once the trial was used, it is paid there at once
      Given Alice owns Acme, whose trial is over
      And it is 16 April, 00:00
      When Alice subscribes Acme to the starter plan with a card that works
      Then Acme pays for the starter plan
      And the newest invoice of Acme is paid, over $14.50

    Scenario: A card that is declined there changes nothing
      Given Alice owns Acme, whose trial is over
      When Alice tries to subscribe Acme to the starter plan with a card that is declined
      Then Alice is told that the plan must be paid first
      And Acme is on the free plan and pays nothing

    Scenario: Whoever has subscribed does not subscribe again
      Given Alice owns Acme, which is trying the starter plan
      When Alice tries to open the checkout of Acme
      Then Alice is told that there is a subscription already

  Rule: Owners spend the company's money, admins see what was spent, others neither

    Scenario Outline: An admin may <deed>
      Given Alice owns Acme, which is trying the starter plan
      And Bob is an admin of Acme
      When Bob tries to <deed> of Acme
      Then Bob is allowed

      Examples:
        | deed                  |
        | read the billing page |
        | read the invoices     |

    Scenario Outline: An admin may not <deed>
      Given Alice owns Acme, which is trying the starter plan
      And Bob is an admin of Acme
      When Bob tries to <deed> of Acme
      Then Bob is told that this is not theirs to do

      Examples:
        | deed                  |
        | preview the pro plan  |
        | choose the pro plan   |
        | cancel the plan       |
        | open the checkout     |
        | open the payment page |

    Scenario Outline: A member may not <deed>
      Given Alice owns Acme, which is trying the starter plan
      And Bob is a member of Acme
      When Bob tries to <deed> of Acme
      Then Bob is told that this is not theirs to do

      Examples:
        | deed                  |
        | read the billing page |
        | read the invoices     |
        | choose the pro plan   |
        | cancel the plan       |

    Scenario: Another company may not even know that it is there
      Given Alice owns Acme, which is trying the starter plan
      And Mallory owns Globex, on the free plan
      When Mallory tries to read the billing page of Acme
      Then Mallory is told that there is no such thing
