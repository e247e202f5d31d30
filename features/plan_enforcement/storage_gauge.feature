Feature: Storage
  Storage is not used up, it is held. A project says how much it holds now; the company is charged for how
  much was held for how long, and can always make room by deleting something.

  Rule: A project states what it holds now

    Scenario: A new statement replaces the former one
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" holds 600 MB
      When "Website" reports 700 MB of storage
      Then Acme holds 700 MB

    Scenario: A company holds what its projects hold together
      Given Alice owns Acme, on the starter plan, with the projects "Website" and "Shop"
      And "Website" holds 4 GB
      When "Shop" reports 5 GB of storage
      Then Acme holds 9 GB

    Scenario: What is held is still held next month
      Given Alice owns Acme, on the starter plan, with the projects "Website" and "Shop"
      And "Website" holds 8 GB
      And the next month has begun
      When "Shop" reports 1 GB of storage
      Then Acme holds 9 GB

    Scenario: A statement that comes too late is refused
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And "Website" holds 2 GB
      When "Website" tries to report 1 GB of storage as of 1 March, 09:00
      Then Acme is told that a newer statement stands
      And Acme holds 2 GB

  Rule: A company holds no more than its plan includes, and may always hold less

    Scenario: A rise beyond the plan is refused
      Given Alice owns Acme, on the starter plan, with the projects "Website" and "Shop"
      And "Website" holds 8 GB
      When "Shop" tries to report 3 GB of storage
      Then Acme is told that the storage is full
      And Acme holds 8 GB

    Scenario: A fall is always accepted
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And "Website" holds 10 GB
      When "Website" reports 9 GB of storage
      Then Acme holds 9 GB

    Scenario: What is given back can be taken again
      Given Alice owns Acme, on the starter plan, with the projects "Website" and "Shop"
      And "Website" holds 10 GB
      And "Website" holds 4 GB
      When "Shop" reports 6 GB of storage
      Then Acme holds 10 GB

    Scenario: The last bytes at the same moment
      Given Alice owns Acme, on the starter plan
      And Acme has 5 projects
      When each of the projects tries to report 4 GB of storage at the same moment
      Then 2 of 5 succeed
      And Acme holds 8 GB

  Rule: What an archived project holds keeps counting

    Scenario: Archiving deletes nothing
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And "Website" holds 4 GB
      When Alice archives "Website"
      Then Acme holds 4 GB

    Scenario: An archived project may hold less
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And "Website" holds 4 GB
      And Alice has archived "Website"
      When "Website" reports 1 GB of storage
      Then Acme holds 1 GB

    Scenario: An archived project cannot hold more
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And "Website" holds 4 GB
      And Alice has archived "Website"
      When "Website" tries to report 5 GB of storage
      Then Acme is told that the project is archived

  Rule: Storage beyond the plan is priced by how long it is held

    Scenario: Held for half of April
      Given it is 1 April, 00:00
      And Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the project "Website", which holds 20 GB
      And it is 16 April, 00:00
      When "Website" reports 10 GB of storage
      Then the usage of Acme in April costs $0.45

    Scenario: Held through a whole month after the one in which it was stated
      Given it is 16 April, 00:00
      And Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the project "Website", which holds 20 GB
      When it becomes 1 June, 00:00
      Then the usage of Acme in May costs $0.90

    Scenario: A rise must be affordable until the end of the month
      Given it is 1 April, 00:00
      And Alice owns Acme, on the starter plan, with overage up to $0.45 a month
      And Acme has the project "Website"
      When "Website" tries to report 20 GB of storage
      Then Acme is told that the spend cap is reached

    Scenario: The same rise is affordable when half of the month is over
      Given it is 16 April, 00:00
      And Alice owns Acme, on the starter plan, with overage up to $0.45 a month
      And Acme has the project "Website"
      When "Website" reports 20 GB of storage
      Then Acme holds 20 GB

    Scenario: What is carried over may pass the cap, but nothing is added to it
      Given it is 16 April, 00:00
      And Alice owns Acme, on the starter plan, with overage up to $0.45 a month
      And Acme has the project "Website", which holds 20 GB
      And it is 1 May, 12:00
      When "Website" tries to use 1 GB of bandwidth
      Then Acme is told that the spend cap is reached

    Scenario: What is carried over is charged though it passes the cap
      Given it is 16 April, 00:00
      And Alice owns Acme, on the starter plan, with overage up to $0.45 a month
      And Acme has the project "Website", which holds 20 GB
      When it becomes 1 June, 00:00
      Then the usage of Acme in May costs $0.90

    Scenario: A fall gives back the money that was set aside
      Given it is 16 April, 00:00
      And Alice owns Acme, on the starter plan, with overage up to $0.45 a month
      And Acme has the project "Website", which holds 20 GB
      And "Website" holds 10 GB
      When "Website" reports 20 GB of storage
      Then Acme holds 20 GB
