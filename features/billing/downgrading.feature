Feature: Downgrading
  A smaller plan waits until the month that is paid for is over. It is refused while the company does not fit into
  it, with all that must go, so that nobody loses something by saving money.

  Rule: Until the end of the month everything stays

    Scenario: It waits
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      And it is 16 April, 00:00
      When Alice chooses the starter plan for Acme
      Then Acme pays for the pro plan
      And Acme moves to the starter plan on 1 May, 00:00

    Scenario: Then it takes effect
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      And Alice has chosen the starter plan for Acme
      When it becomes 1 May, 00:05
      Then Acme pays for the starter plan
      And no change of plan waits at Acme

    Scenario: And costs its own price
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      And Alice has chosen the starter plan for Acme
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $99.00 and $29.00

    Scenario: To the plan that costs nothing
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Alice has chosen the free plan for Acme
      When it becomes 1 May, 00:05
      Then Acme is on the free plan and pays nothing

    Scenario: Meanwhile nothing grows beyond the smaller plan
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      And Acme has 5 projects
      And Alice has chosen the starter plan for Acme
      When Alice tries to start the project "Website" at Acme
      Then Alice is told that no further project fits the plan

  Rule: A change of mind costs nothing

    Scenario: Choosing the plan that one has takes back what waits
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      And Alice has chosen the starter plan for Acme
      When Alice chooses the pro plan for Acme
      Then no change of plan waits at Acme
      And the only invoice of Acme is over $99.00

    Scenario: Then the next month is the same again
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      And Alice has chosen the starter plan for Acme
      And Alice has chosen the pro plan for Acme
      When it becomes 4 May, 00:15
      Then Acme pays for the pro plan
      And the invoices of Acme are over $99.00 and $99.00

    Scenario: The last choice is what counts
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      And Alice has chosen the starter plan for Acme
      And Alice has chosen the free plan for Acme
      When it becomes 1 May, 00:05
      Then Acme is on the free plan and pays nothing

  Rule: A plan into which the company does not fit is refused, with all that must go

    Scenario: Too many projects and bytes
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      And Acme has 6 projects, which hold 2 GB each
      When Alice tries to choose the starter plan for Acme
      Then Alice learns what does not fit: projects and storage
      And no change of plan waits at Acme

    Scenario: Too many people
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      And Acme has invited 10 people
      When Alice tries to choose the starter plan for Acme
      Then Alice learns what does not fit: seats
