Feature: Cancelling
  Leaving a paid plan is one step that is never refused. What was paid for can be used until the month is over, and
  until then it can be taken back.

  Rule: What was paid for is there until the end of the month

    Scenario: It goes on
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      When Alice cancels the plan of Acme
      Then Acme pays for the starter plan
      And Acme moves to the free plan on 1 May, 00:00

    Scenario: Then it is over
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Alice has cancelled the plan of Acme
      When it becomes 5 May, 00:00
      Then Acme is on the free plan and pays nothing
      And the only invoice of Acme is over $29.00

    Scenario: What was used beyond the plan is still invoiced
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And "Website" has used 100 GB of bandwidth
      And Alice has cancelled the plan of Acme
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $29.00 and $7.20

    Scenario: By the operator, at the payment provider
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      When the operator cancels the plan of Acme at the payment provider
      Then Acme moves to the free plan on 1 May, 00:00

    Scenario: In a trial it ends with the trial
      Given Alice owns Acme, which is trying the starter plan
      And Acme pays with a card that works
      And Alice has cancelled the plan of Acme
      When it becomes 16 March, 09:05
      Then Acme is on the free plan and pays nothing
      And Acme has no invoice

    Scenario: Who pays nothing has nothing to cancel
      Given Alice owns Acme, on the free plan
      When Alice tries to cancel the plan of Acme
      Then Alice is told that nothing is subscribed to

  Rule: It is never refused, and takes nothing away

    Scenario: With more than fits the free plan
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Acme has 5 projects
      And Alice has cancelled the plan of Acme
      When it becomes 1 May, 00:05
      Then Acme is on the free plan and pays nothing
      And Acme has 5 active projects

    Scenario: While a payment is owed
      Given Alice owns Acme, on the starter plan, whose payment has failed on 4 May
      When Alice cancels the plan of Acme
      Then Acme moves to the free plan on 1 June, 00:00

  Rule: It can be taken back until it has happened

    Scenario: By choosing the plan again
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Alice has cancelled the plan of Acme
      And Alice has chosen the starter plan for Acme
      When it becomes 4 May, 00:15
      Then Acme pays for the starter plan
      And the invoices of Acme are over $29.00 and $29.00

    Scenario: Afterwards it is a new subscription
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Alice has cancelled the plan of Acme
      And it is 16 May, 12:00
      When Alice chooses the starter plan for Acme
      Then Acme pays for the starter plan
      And the invoices of Acme are over $29.00 and $14.50
