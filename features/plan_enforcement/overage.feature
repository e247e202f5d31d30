Feature: Overage and the spend cap
  Some companies would rather pay than stop. On a paid plan the owner can allow use beyond the included
  volume, up to an amount of money a month. That amount is a promise: it is as exact as any other limit.

  Rule: Beyond the included volume nothing is used unless the owner allowed it

    Scenario: Without overage a paid plan stops like any other
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And "Website" has used 100,000 API calls
      When "Website" tries to use 1 API call
      Then Acme is told that the API calls are used up

    Scenario: With overage it goes on, and is priced
      Given Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the project "Website"
      And "Website" has used 100,000 API calls
      When "Website" uses 1,000 API calls
      Then the usage of Acme costs $0.45

    Scenario: The included volume costs nothing
      Given Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the project "Website"
      When "Website" uses 100,000 API calls
      Then the usage of Acme costs $0.00

    Scenario: Of a record that crosses the line, only what lies beyond is priced
      Given Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the project "Website"
      And "Website" has used 99,500 API calls
      When "Website" uses 1,000 API calls
      Then the usage of Acme costs $0.23

    Scenario Outline: On the <plan> plan, 10,000 calls beyond the volume cost <cost>
      Given Alice owns Acme, on the <plan> plan, with overage up to $10.00 a month
      And Acme has the project "Website"
      And "Website" has used <included> API calls
      When "Website" uses 10,000 API calls
      Then the usage of Acme costs <cost>

      Examples:
        | plan    | included  | cost  |
        | starter | 100,000   | $4.50 |
        | pro     | 1,000,000 | $4.00 |

    Scenario: Compute minutes have a price of their own
      Given Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the project "Website"
      And "Website" has used 1,000 compute minutes
      When "Website" uses 20.5 compute minutes
      Then the usage of Acme costs $1.85

  Rule: Spending stops exactly at the cap

    Scenario: The last call under the cap
      Given Alice owns Acme, on the starter plan, with overage up to $0.45 a month
      And Acme has the project "Website"
      And "Website" has used 100,999 API calls
      When "Website" uses 1 API call
      Then the usage of Acme costs $0.45

    Scenario: One call beyond the cap, though it would not cost a cent
      Given Alice owns Acme, on the starter plan, with overage up to $0.45 a month
      And Acme has the project "Website"
      And "Website" has used 101,000 API calls
      When "Website" tries to use 1 API call
      Then Acme is told that the spend cap is reached

    Scenario: A record that the cap covers only in part is refused as a whole
      Given Alice owns Acme, on the starter plan, with overage up to $0.45 a month
      And Acme has the project "Website"
      And "Website" has used 100,000 API calls
      When "Website" tries to use 1,001 API calls
      Then Acme is told that the spend cap is reached

    Scenario: A refusal by the cap uses up nothing of the volume
      Given Alice owns Acme, on the starter plan, with overage up to $0.45 a month
      And Acme has the project "Website"
      And "Website" was refused 101,001 API calls
      When "Website" uses 101,000 API calls
      Then the usage of Acme costs $0.45

    Scenario: All kinds of use share one cap
      Given Alice owns Acme, on the starter plan, with overage up to $0.90 a month
      And Acme has the project "Website"
      And "Website" has used 1,010 compute minutes
      When "Website" tries to use 1 GB of bandwidth
      Then Acme is told that the spend cap is reached

    Scenario: A rush on the last money under the cap
      Given Alice owns Acme, on the starter plan, with overage up to $0.90 a month
      And Acme has the project "Website"
      And "Website" has used 1,000 compute minutes
      When "Website" tries to use 1 compute minute 30 times at the same moment
      Then 10 of 30 succeed

    Scenario: Each month may spend anew
      Given Alice owns Acme, on the starter plan, with overage up to $0.09 a month
      And Acme has the project "Website"
      And "Website" has used 1,001 compute minutes
      And the next month has begun
      When "Website" uses 1,001 compute minutes
      Then the usage of Acme costs $0.09

  Rule: Bandwidth is priced on every paid plan

    Scenario: Bandwidth costs money though overage is off
      Given Alice owns Acme, on the starter plan, with the project "Website"
      When "Website" uses 100 GB of bandwidth
      Then the usage of Acme costs $7.20

    Scenario: Bandwidth stops at the spend cap, if there is one
      Given Alice owns Acme, on the starter plan, with overage up to $7.20 a month
      And Acme has the project "Website"
      And "Website" has used 100 GB of bandwidth
      When "Website" tries to use 1 GB of bandwidth
      Then Acme is told that the spend cap is reached

    Scenario: A spend cap holds for bandwidth though overage is off
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And Alice has set a spend cap of $7.20 at Acme without allowing overage
      And "Website" has used 100 GB of bandwidth
      When "Website" tries to use 1 GB of bandwidth
      Then Acme is told that the spend cap is reached

  Rule: Only the owner of a paying company decides about spending

    Scenario: A free company cannot allow overage
      Given Alice owns Acme, on the free plan
      When Alice tries to allow overage at Acme up to $10.00 a month
      Then Alice is told that the plan does not include this

    Scenario: An admin cannot allow overage
      Given Alice owns Acme, on the starter plan
      And Bob is an admin of Acme
      When Bob tries to allow overage at Acme up to $10.00 a month
      Then Bob is told that this is not theirs to do

    Scenario: Overage needs a spend cap
      Given Alice owns Acme, on the starter plan
      When Alice tries to allow overage at Acme without a cap
      Then Alice is told that the value makes no sense

    Scenario: The owner turns overage off again
      Given Alice owns Acme, on the starter plan, with overage up to $10.00 a month
      And Acme has the project "Website"
      And "Website" has used 100,000 API calls
      And Alice has forbidden overage at Acme
      When "Website" tries to use 1 API call
      Then Acme is told that the API calls are used up
