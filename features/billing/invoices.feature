Feature: Invoices
  Each month is paid in advance, and comes with what was used beyond the plan in the month before. An invoice
  that was made stays as it is, whatever becomes of the company's plan.

  Rule: Each month has one invoice

    Scenario: The next month
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $29.00 and $29.00
      And the newest invoice of Acme is paid, over $29.00

    Scenario: Month after month
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      When it becomes 4 July, 00:15
      Then the invoices of Acme are over $99.00, $99.00, $99.00 and $99.00

    Scenario: Who pays nothing gets none
      Given Alice owns Acme, on the free plan
      When it becomes 4 April, 00:15
      Then Acme has no invoice

    Scenario: Who was granted a plan gets none
      Given Alice owns Acme, on the starter plan
      When it becomes 4 April, 00:15
      Then Acme is on the starter plan and pays nothing
      And Acme has no invoice

  Rule: For three days it is a draft, so that late usage is on it

    Scenario: As long as usage can come
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      When it becomes 3 May, 23:00
      Then the newest invoice of Acme is a draft, over $29.00

    Scenario: Then it is charged
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 3 May, 23:00
      When it becomes 4 May, 00:15
      Then the newest invoice of Acme is paid, over $29.00

  Rule: An invoice does not change any more

    Scenario: After a larger plan was chosen
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      When Alice chooses the pro plan for Acme
      Then the invoices of Acme are over $29.00 and $35.00

    Scenario: After the plan was left
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Alice has cancelled the plan of Acme
      When it becomes 5 June, 00:00
      Then the only invoice of Acme is over $29.00
