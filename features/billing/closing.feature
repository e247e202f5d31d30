Feature: Closing a company that pays
  Who leaves must not go on paying. Billing stops first, for sure; only then the data goes.

  Rule: What is paid ends with the month

    Scenario: No further month is charged
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      And Alice has closed Acme
      When it becomes 5 May, 00:00
      Then the only invoice of Acme is over $29.00
      And nothing can cost Acme money any more

    Scenario: A trial ends without a charge
      Given Alice owns Acme, which is trying the starter plan
      And Acme pays with a card that works
      And Alice has closed Acme
      When it becomes 16 March, 09:05
      Then Acme has no invoice
      And nothing can cost Acme money any more

    Scenario: A closing company chooses no plan
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Alice has closed Acme
      When Alice tries to choose the pro plan for Acme
      Then Alice is told that the company is closing

    Scenario: Closing needs no payment provider
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the payment provider is out of reach
      When Alice closes Acme
      Then Acme is closing

  Rule: Reopening does not subscribe again

    Scenario: What ends with the month still ends
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Alice has closed Acme
      When Alice reopens Acme
      Then Acme moves to the free plan on 1 May, 00:00

    Scenario: Unless the plan is chosen again
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Alice has closed Acme
      And Alice has reopened Acme
      When Alice chooses the starter plan for Acme
      Then Acme pays for the starter plan
      And no change of plan waits at Acme

  Rule: Nothing is erased before billing has ended

    Scenario: When it has ended, all is erased
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      And Alice has closed Acme
      When it becomes 17 May, 00:00
      Then Alice belongs to no company
      And nothing can cost Acme money any more

    Scenario: As long as nobody knows whether it has ended, nothing is erased
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the payment provider is out of reach
      And Alice has closed Acme
      When it becomes 17 May, 00:00
      Then Alice belongs to Acme alone

    Scenario: It is made up for as soon as that is known
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the payment provider is out of reach
      And Alice has closed Acme
      And it is 17 May, 00:00
      When the payment provider has been back for an hour
      Then nothing can cost Acme money any more
