Feature: Usage caps
  A plan includes a volume of use each month. Nobody is to find a bill that they did not agree to, so use
  stops exactly where the included volume ends: not one call later, and not one call too early.

  Rule: What fits is counted, what does not fit is refused whole

    Scenario: The very last call that the plan includes
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 9,999 API calls
      When "Website" uses 1 API call
      Then Acme has used 10,000 API calls

    Scenario: One call too many
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 10,000 API calls
      When "Website" tries to use 1 API call
      Then Acme is told that the API calls are used up
      And Acme has used 10,000 API calls

    Scenario: A record that fits only in part is refused as a whole
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 9,995 API calls
      When "Website" tries to use 10 API calls
      Then Acme is told that the API calls are used up
      And Acme has used 9,995 API calls

    Scenario: After a refusal, what fits is still taken
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 9,995 API calls
      And "Website" was refused 10 API calls
      When "Website" uses 5 API calls
      Then Acme has used 10,000 API calls

    Scenario: A part of a compute minute counts as just that part
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 99.5 compute minutes
      When "Website" uses 0.5 compute minutes
      Then Acme has used 100 compute minutes

    Scenario: Compute minutes stop at the plan as well
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 99.5 compute minutes
      When "Website" tries to use 0.500001 compute minutes
      Then Acme is told that the compute minutes are used up

  Rule: The volume belongs to the whole company

    Scenario: All projects draw on the same volume
      Given Alice owns Acme, on the starter plan, with the projects "Website" and "Shop"
      And "Website" has used 60,000 API calls
      And "Shop" has used 40,000 API calls
      When "Shop" tries to use 1 API call
      Then Acme is told that the API calls are used up

    Scenario: One meter at its limit does not stop another
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 10,000 API calls
      When "Website" uses 5 compute minutes
      Then Acme has used 5 compute minutes

    Scenario: Another company's use takes nothing away
      Given Alice owns Acme, on the free plan, with the project "Website"
      And Mallory owns Globex, on the free plan
      And Globex has used up its API calls
      When "Website" uses 1 API call
      Then Acme has used 1 API call

  Rule: Each month starts with the full volume

    Scenario: A new month begins
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 10,000 API calls
      And the next month has begun
      When "Website" uses 1 API call
      Then Acme has used 1 API call

  Rule: Bandwidth has a price but no limit

    Scenario: A free company transfers as much as it likes
      Given Alice owns Acme, on the free plan, with the project "Website"
      When "Website" uses 5,000 GB of bandwidth
      Then Acme has used 5,000 GB of bandwidth
      And the usage of Acme costs $0.00

  Rule: Only what can be counted is counted

    Scenario Outline: Nobody can use <usage>
      Given Alice owns Acme, on the free plan, with the project "Website"
      When "Website" tries to use <usage>
      Then Acme is told that the value makes no sense

      Examples:
        | usage                     |
        | -5 API calls              |
        | 0.5 API calls             |
        | -1 compute minutes        |
        | 0.0000001 compute minutes |

    Scenario: An archived project uses nothing
      Given Alice owns Acme, on the starter plan
      And Acme has the archived project "Website"
      When "Website" tries to use 1 API call
      Then Acme is told that the project is archived
      And Acme has used 0 API calls

  Rule: The limit holds however many come at once

    Scenario: A rush on the last ten calls
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 9,990 API calls
      When "Website" tries to use 1 API call 40 times at the same moment
      Then 10 of 40 succeed
      And Acme has used 10,000 API calls
