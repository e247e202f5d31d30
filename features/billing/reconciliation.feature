Feature: Reconciliation
  Two sets of books drift apart sooner or later: a notice is lost, somebody changes something at the payment
  provider, usage is not told. Each morning they are compared, and what is safe is mended; the rest is for a person.

  Rule: The operator learns what differs, and what could be mended

    Scenario: Nothing differs
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And "Website" has used 100 GB of bandwidth
      And it is 16 April, 12:30
      When the operator reconciles Acme
      Then the operator learns that both books agree

    Scenario: A subscription whose notice was lost
      Given Alice owns Acme, on the free plan
      And the notices of the payment provider get lost
      And Alice has subscribed Acme to the starter plan with a card that works
      When the operator reconciles Acme
      Then the operator learns of a subscription that nobody here knew of, and it is mended
      And Acme is trying the starter plan until 16 March, 09:00

    Scenario: A payment whose notice was lost
      Given Alice owns Acme, on the starter plan, whose payment has failed on 4 May
      And the notices of the payment provider get lost
      And Acme pays with a card that works
      When the operator reconciles Acme
      Then the operator learns of a payment that nobody here knew of, and it is mended
      And Acme pays for the starter plan

    Scenario: A cancellation at the payment provider whose notice was lost
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the notices of the payment provider get lost
      And the operator has cancelled the plan of Acme at the payment provider
      When the operator reconciles Acme
      Then the operator learns of a change that only one of the two knew of, and it is mended
      And Acme moves to the free plan on 1 May, 00:00

    Scenario: Usage that was not told
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And the payment provider is out of reach
      And "Website" has used 100 GB of bandwidth
      And 4 hours have passed
      When the operator reconciles Acme once the payment provider is back
      Then the operator learns of usage that was not told, and it is mended

  Rule: The house does so by itself each morning

    Scenario: A cancellation at the payment provider
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 12:00
      And the notices of the payment provider get lost
      And the operator has cancelled the plan of Acme at the payment provider
      When it becomes 17 April, 05:00
      Then Acme moves to the free plan on 1 May, 00:00

    Scenario: A payment that was made
      Given Alice owns Acme, on the starter plan, whose payment has failed on 4 May
      And the notices of the payment provider get lost
      And Acme pays with a card that works
      When it becomes 5 May, 05:00
      Then Acme pays for the starter plan
