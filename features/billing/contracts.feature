Feature: Contracts
  The largest customers agree on a price of their own. They are sent an invoice each month, have thirty days to pay
  it, and the operator can change anybody's plan without taking money by surprise.

  Rule: A contract with a price is invoiced, to be paid within thirty days

    Scenario: From the day on which it was agreed
      Given it is 16 April, 00:00
      And Alice owns Acme, on the free plan
      When the operator agrees on a contract with Acme for $500.00 a month
      Then Acme pays for the enterprise plan
      And the newest invoice of Acme is open, over $250.00

    Scenario: Each month
      Given it is 1 April, 00:00
      And Alice owns Acme, whose contract costs $500.00 a month
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $500.00 and $500.00

    Scenario: Usage beyond the contract has 40 % off
      Given it is 1 April, 00:00
      And Alice owns Acme, whose contract costs $500.00 a month and allows 20,000 API calls
      And Acme has the project "Website", which has used 120,000 API calls with overage
      When it becomes 4 May, 00:15
      Then the newest invoice of Acme has $30.00 of usage
      And the newest invoice of Acme is open, over $530.00

    Scenario: Nothing is owed for thirty days
      Given it is 1 April, 00:00
      And Alice owns Acme, whose contract costs $500.00 a month
      When it becomes 30 April, 12:00
      Then Acme pays for the enterprise plan

    Scenario: Then a payment is owed
      Given it is 1 April, 00:00
      And Alice owns Acme, whose contract costs $500.00 a month
      When it becomes 1 May, 12:00
      Then Acme owes a payment, and is restricted on 15 May, 00:00

    Scenario: By bank it is paid
      Given it is 1 April, 00:00
      And Alice owns Acme, whose contract costs $500.00 a month
      And it is 1 May, 12:00
      When Acme pays what is open by bank
      Then Acme pays for the enterprise plan

  Rule: A plan that the operator grants costs nothing

    Scenario: To a company that pays nothing
      Given Alice owns Acme, on the free plan
      When the operator moves Acme to the pro plan
      Then Acme is on the pro plan and pays nothing

    Scenario: To a company in its trial
      Given Alice owns Acme, which is trying the starter plan
      When the operator moves Acme to the pro plan
      Then Acme is on the pro plan and pays nothing
      And nothing can cost Acme money any more

    Scenario: A contract without a price
      Given Alice owns Acme, on the enterprise plan
      When it becomes 4 April, 00:15
      Then Acme has no invoice

  Rule: Who pays goes on paying, for the plan that the operator has chosen

    Scenario: The larger plan is there at once
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      When the operator moves Acme to the pro plan
      Then Acme pays for the pro plan
      And the only invoice of Acme is over $29.00

    Scenario: The next invoice has the difference
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      And the operator has moved Acme to the pro plan
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $29.00 and $134.00

    Scenario: A contract follows a plan that was paid by card
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      And it is 16 April, 00:00
      When the operator agrees on a contract with Acme for $500.00 a month
      Then Acme pays for the enterprise plan
