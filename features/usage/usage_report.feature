Feature: Usage report and cost allocation
  The report says what was used, what it costs and which project caused it. Finance adds up the parts and
  gets the whole, to the cent, every time.

  Rule: The report shows every meter, with its volume, overage, rate and cost

    Scenario: A month on the starter plan
      Given Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the project "Website"
      And "Website" has used 102,000 API calls
      And "Website" has used 10 GB of bandwidth
      When Alice reads the usage report of Acme
      Then the report shows
        | meter     | used             | included          | beyond          | cost  |
        | api_call  | 102,000          | 100,000           | 2,000           | $0.90 |
        | bandwidth | 10 GB            | 0                 | 10 GB           | $0.72 |
        | compute   | 0                | 1,000             | 0               | $0.00 |
        | storage   | 0                | 10 GB             | 0               | $0.00 |

    Scenario: The price of the plan stands beside the usage, not in it
      Given Alice owns Acme, on the starter plan, with the project "Website"
      When Alice reads the usage report of Acme
      Then the report totals $0.00
      And the plan costs $29.00

    Scenario Outline: The <plan> plan pays <rate> for 1,000 calls
      Given Alice owns Acme, on the <plan> plan
      When Alice reads the usage report of Acme
      Then the rate for 1,000 API calls is <rate>

      Examples:
        | plan       | rate  |
        | starter    | $0.45 |
        | pro        | $0.40 |
        | enterprise | $0.30 |

    Scenario: A month without any use
      Given Alice owns Acme, on the starter plan
      When Alice reads the usage report of Acme
      Then the report totals $0.00

    Scenario: The report of a month that is over
      Given Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the project "Website"
      And "Website" has used 102,000 API calls
      And it is 1 May, 00:00
      When Alice reads the usage report of Acme for March
      Then the report totals $0.90

  Rule: The reports begin with the month in which the company was founded

    Scenario: A month before it was founded
      Given Alice owns Acme, on the starter plan
      When Alice tries to read the usage report of Acme for February
      Then Alice is told that there is no such thing

    Scenario: The month to come is open, and empty
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And "Website" has used 5 API calls
      When Alice reads the usage report of Acme for April
      Then the report totals $0.00

    Scenario: A month further ahead
      Given Alice owns Acme, on the starter plan
      When Alice tries to read the usage report of Acme for May
      Then Alice is told that the value makes no sense

  Rule: The parts add up to the whole, to the cent

    Scenario: Three equal projects share an amount that three does not divide
      Given Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the projects "Website", "Shop" and "App"
      And each project of Acme has used 34,000 API calls
      When Alice reads the usage report of Acme
      Then the report totals $0.90
      And the projects are charged $0.30, $0.30 and $0.30

    Scenario: The odd cent goes to one of them
      Given Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the projects "Website", "Shop" and "App"
      And each project of Acme has used 37,037 API calls
      When Alice reads the usage report of Acme
      Then the report totals $5.00
      And the projects are charged $1.67, $1.67 and $1.66

    Scenario: Who uses more pays more
      Given Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the projects "Website" and "Shop"
      And "Website" has used 90,000 API calls
      And "Shop" has used 30,000 API calls
      When Alice reads the usage report of Acme
      Then the projects are charged $6.75 and $2.25

    Scenario: An archived project keeps its share
      Given Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the project "Website"
      And "Website" has used 102,000 API calls
      And Alice has archived "Website"
      When Alice reads the usage report of Acme
      Then the projects are charged $0.90

  Rule: A project can be read day by day

    Scenario: Two days
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And it is 4 March, 12:00
      And "Website" has sent these records
        | record | moment         | usage        |
        | r-1    | 2 March, 23:59 | 10 API calls |
        | r-2    | 3 March, 00:00 | 5 API calls  |
      When Alice reads the days of "Website"
      Then the days show 10 API calls on 2 March and 5 API calls on 3 March
