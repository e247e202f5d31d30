Feature: Changing the plan
  Companies grow and shrink. More is given at once, less only when the paid month is over; nobody buys a
  month's volume for the price of a day, and nothing that a customer has is ever taken away.

  Rule: A larger plan works at once

    Scenario: Seats
      Given Alice owns Acme, on the free plan
      And Acme has invited Bob as a member
      And Acme has invited Carol as a member
      And the operator has moved Acme to the starter plan
      When Alice invites Dave to Acme as a member
      Then Acme has filled 4 seats

    Scenario: Projects
      Given Alice owns Acme, on the free plan, with the project "Website"
      And the operator has moved Acme to the starter plan
      When Alice starts the project "Shop" at Acme
      Then Acme has 2 active projects

    Scenario: Storage
      Given Alice owns Acme, on the free plan, with the project "Website"
      And the operator has moved Acme to the starter plan
      When "Website" reports 10 GB of storage
      Then Acme holds 10 GB

  Rule: The month's volume grows by what is left of the month

    Scenario Outline: From starter to pro <when>
      Given it is 1 April, 00:00
      And Alice owns Acme, on the starter plan
      And it is <moment>
      When the operator moves Acme to the pro plan
      Then Acme may use <volume> API calls in April

      Examples:
        | when                     | moment          | volume    |
        | on the first             | 1 April, 00:00  | 1,000,000 |
        | in the middle of a month | 16 April, 00:00 | 550,000   |
        | on the last day          | 30 April, 00:00 | 130,000   |
        | in a last, odd minute    | 30 April, 23:59 | 100,021   |

    Scenario: Two larger plans in one month
      Given it is 1 April, 00:00
      And Alice owns Acme, on the free plan
      And the operator has moved Acme to the starter plan on 11 April, 00:00
      And it is 21 April, 00:00
      When the operator moves Acme to the pro plan
      Then Acme may use 370,000 API calls in April

    Scenario: The next month has the whole volume
      Given it is 16 April, 00:00
      And Alice owns Acme, on the starter plan
      And the operator has moved Acme to the pro plan
      When it becomes 1 May, 00:00
      Then Acme may use 1,000,000 API calls in May

    Scenario: The volume is exact
      Given it is 1 April, 00:00
      And Alice owns Acme, on the starter plan, with the project "Website"
      And it is 16 April, 00:00
      And the operator has moved Acme to the pro plan
      When "Website" tries to use 550,001 API calls
      Then Acme is told that the API calls are used up

    Scenario: What was used stays used
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 10,000 API calls
      When the operator moves Acme to the starter plan
      Then Acme has used 10,000 API calls

    Scenario: What was priced stays priced
      Given Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the project "Website"
      And "Website" has used 102,000 API calls
      When the operator moves Acme to the pro plan
      Then the usage of Acme costs $0.90

  Rule: Each part of a month is priced by the plan under which it was used

    Scenario: Storage beyond the old plan, within the new one
      Given it is 1 April, 00:00
      And Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the project "Website", which holds 20 GB
      And the operator has moved Acme to the pro plan on 16 April, 00:00
      When it becomes 1 May, 00:00
      Then the usage of Acme in April costs $0.45

    Scenario: Late use is priced by the plan of its own month
      Given it is 31 March, 12:00
      And Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the project "Website"
      And the operator has moved Acme to the pro plan on 1 April, 12:00
      When "Website" uses 101,000 API calls as of 31 March, 23:00
      Then the usage of Acme in March costs $0.45

    Scenario: Bandwidth has one price before and another after
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And "Website" has used 100 GB of bandwidth
      And the operator has moved Acme to the pro plan
      When "Website" uses 100 GB of bandwidth
      Then the usage of Acme costs $13.60

  Rule: A smaller plan waits for the end of the month

    Scenario: Until then the volume stays
      Given Alice owns Acme, on the pro plan
      When the operator moves Acme to the starter plan
      Then Acme is on the pro plan
      And Acme may use 1,000,000 API calls in March

    Scenario: Then it is smaller
      Given Alice owns Acme, on the pro plan
      And the operator has moved Acme to the starter plan
      When it becomes 1 April, 00:00
      Then Acme is on the starter plan
      And Acme may use 100,000 API calls in April

    Scenario: Meanwhile seats keep to the smaller plan
      Given Alice owns Acme, on the pro plan
      And Acme has invited 9 people
      And the operator has moved Acme to the starter plan
      When Alice tries to invite Bob to Acme as a member
      Then Alice is told that every seat is taken

    Scenario: Meanwhile projects keep to the smaller plan
      Given Alice owns Acme, on the pro plan
      And Acme has 5 projects
      And the operator has moved Acme to the starter plan
      When Alice tries to start the project "Website" at Acme
      Then Alice is told that no further project fits the plan

    Scenario: Meanwhile storage keeps to the smaller plan
      Given Alice owns Acme, on the pro plan
      And Acme has the project "Website", which holds 10 GB
      And the operator has moved Acme to the starter plan
      When "Website" tries to report 11 GB of storage
      Then Acme is told that the storage is full

    Scenario: Meanwhile calls may use the larger plan
      Given Alice owns Acme, on the pro plan, with the project "Website"
      And the operator has moved Acme to the starter plan
      When "Website" uses 1,000,000 API calls
      Then Acme has used 1,000,000 API calls

    Scenario: A change of mind
      Given Alice owns Acme, on the pro plan
      And the operator has moved Acme to the starter plan
      And the operator has moved Acme to the pro plan
      When it becomes 1 April, 00:00
      Then Acme is on the pro plan

  Rule: A smaller plan into which the company does not fit is refused, with all that must go

    Scenario: Too many people, projects and bytes
      Given Alice owns Acme, on the pro plan
      And Acme has invited 10 people
      And Acme has 6 projects, which hold 2 GB each
      When the operator tries to move Acme to the starter plan
      Then the operator learns what does not fit: seats, projects and storage
      And Acme is on the pro plan

    Scenario: Only what does not fit is listed
      Given Alice owns Acme, on the starter plan
      And Acme has 2 projects
      When the operator tries to move Acme to the free plan
      Then the operator learns what does not fit: projects

  Rule: The largest customers have a contract of their own

    Scenario: What the contract says
      Given it is 1 April, 00:00
      And Alice owns Acme, whose contract allows 20,000 API calls a month
      And Acme has the project "Website"
      And "Website" has used 20,000 API calls
      When "Website" tries to use 1 API call
      Then Acme is told that the API calls are used up

    Scenario: What the contract does not mention has no limit
      Given Alice owns Acme, whose contract allows 20,000 API calls a month
      And Acme has the project "Website"
      When "Website" uses 1,000,000 compute minutes
      Then Acme has used 1,000,000 compute minutes
