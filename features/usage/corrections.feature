Feature: Corrections
  Records are facts and are never rewritten. Who reported too much or too little sends a correction, which
  names the record it corrects and can be read beside it for ever.

  Background:
    Given Alice owns Acme, on the starter plan, with the project "Website"

  Rule: A correction adds to or takes from the record that it names

    Scenario: Too much was reported
      Given "Website" has sent the record "r-1" of 100 API calls
      When "Website" corrects the record "r-1" by -40 API calls
      Then "Website" has used 60 API calls

    Scenario: Too little was reported
      Given "Website" has sent the record "r-1" of 100 API calls
      When "Website" corrects the record "r-1" by 40 API calls
      Then "Website" has used 140 API calls

    Scenario: Money comes back with the quantity
      Given Alice has allowed overage at Acme up to $10.00 a month
      And "Website" has used 100,000 API calls
      And "Website" has sent the record "r-1" of 1,000 API calls
      When "Website" corrects the record "r-1" by -1,000 API calls
      Then the usage of Acme costs $0.00

    Scenario: A correction sent twice corrects once
      Given "Website" has sent the record "r-1" of 100 API calls
      And "Website" has corrected the record "r-1" by -40 API calls
      When "Website" sends that correction of the record "r-1" by -40 API calls again
      Then "Website" has used 60 API calls

  Rule: A correction cannot take more than there is

    Scenario: More than the record says, though more was used
      Given "Website" has used 9,000 API calls
      And "Website" has sent the record "r-1" of 100 API calls
      When "Website" tries to correct the record "r-1" by -101 API calls
      Then Acme is told that the record does not say so much
      And "Website" has used 9,100 API calls

    Scenario: A record is taken back as a whole
      Given "Website" has sent the record "r-1" of 100 API calls
      When "Website" corrects the record "r-1" by -100 API calls
      Then "Website" has used 0 API calls

    Scenario: Several corrections together
      Given "Website" has sent the record "r-1" of 100 API calls
      And "Website" has corrected the record "r-1" by -60 API calls
      When "Website" tries to correct the record "r-1" by -41 API calls
      Then Acme is told that the record does not say so much
      And "Website" has used 40 API calls

    Scenario: What was added can be taken back again
      Given "Website" has sent the record "r-1" of 100 API calls
      And "Website" has corrected the record "r-1" by 50 API calls
      When "Website" corrects the record "r-1" by -150 API calls
      Then "Website" has used 0 API calls

    Scenario: Twenty corrections at the same moment
      Given "Website" has sent the record "r-1" of 100 API calls
      When "Website" tries to correct the record "r-1" by -30 API calls 20 times at the same moment
      Then 3 of 20 succeed
      And "Website" has used 10 API calls

    Scenario: A correction is not corrected in its turn
      Given "Website" has sent the record "r-1" of 100 API calls
      And "Website" has corrected the record "r-1" by -40 API calls
      When "Website" tries to correct the record "correction" by -1 API calls
      Then Acme is told that only the first record can be corrected

    Scenario: A record that was never sent
      When "Website" tries to correct the record "r-404" by -1 API calls
      Then Acme is told that there is no such thing

    Scenario: A record of another project
      Given Acme has the project "Shop"
      And "Shop" has sent the record "r-1" of 100 API calls
      When "Website" tries to correct the record "r-1" by -40 API calls
      Then Acme is told that a correction is of the same project and meter

  Rule: Correcting is for those who answer for the project

    Scenario Outline: <who>
      Given Bob is a member of Acme
      And Bob is <role> of "Website"
      And "Website" has sent the record "r-1" of 100 API calls
      When Bob tries to correct the record "r-1" of "Website" by -40 API calls
      Then Bob is <answer>

      Examples:
        | who                    | role        | answer  |
        | A viewer looks on      | a viewer    | refused |
        | A developer records    | a developer | refused |
        | A lead corrects        | a lead      | allowed |

    Scenario: A key that may record does not correct
      Given Acme has the API key "ci" that may record usage
      And "Website" has sent the record "r-1" of 100 API calls
      When the key "ci" tries to correct the record "r-1" of "Website" by -40 API calls
      Then the key is told that this is not theirs to do

    Scenario: A key that may do both
      Given Acme has the API key "ci" that may record usage and correct usage
      And "Website" has sent the record "r-1" of 100 API calls
      When the key "ci" corrects the record "r-1" of "Website" by -40 API calls
      Then "Website" has used 60 API calls

    Scenario: The audit log says who did it
      Given "Website" has sent the record "r-1" of 100 API calls
      And Alice has looked at the audit log of Acme
      When "Website" corrects the record "r-1" by -40 API calls
      Then the audit log of Acme has one new line, "usage.corrected" by Alice

  Rule: A corrected month costs and allows what it would have with the right quantity from the start

    Scenario: Each part of a month keeps the price of its plan
      Given "Website" has sent the record "r-1" of 100 GB of bandwidth
      And the operator has moved Acme to the pro plan
      And "Website" has used 100 GB of bandwidth
      When "Website" corrects the record "r-1" by -100 GB of bandwidth
      Then the usage of Acme costs $6.40

    Scenario: More is added than the plan of then had left
      Given "Website" has sent the record "r-1" of 100,000 API calls
      And the operator has moved Acme to the pro plan
      When "Website" tries to correct the record "r-1" by 1 API call
      Then Acme is told that the API calls are used up

    Scenario: More is added than the plan of now has left
      Given "Website" has sent the record "r-1" of 10 API calls
      And "Website" has used 99,990 API calls
      When "Website" tries to correct the record "r-1" by 1 API call
      Then Acme is told that the API calls are used up

    Scenario: A warning that was given stays given
      Given "Website" has sent the record "r-1" of 80,000 API calls
      And "Website" has corrected the record "r-1" by -10 API calls
      When "Website" uses 10 API calls
      Then Alice gets 1 mail that 80 % of the API calls are used

  Rule: A correction counts in the month of the record that it corrects

    Scenario: Corrected after the month is over
      Given "Website" has sent the record "r-1" of 100 API calls
      And it is 1 April, 12:00
      When "Website" corrects the record "r-1" by -40 API calls
      Then "Website" has used 60 API calls in March
      And "Website" has used 0 API calls in April

    Scenario: Too late to correct
      Given "Website" has sent the record "r-1" of 100 API calls
      And it is 3 April, 00:00
      When "Website" tries to correct the record "r-1" by -40 API calls
      Then Acme is told that the month is closed

    Scenario: Storage is stated anew, not corrected
      Given "Website" has sent the record "r-1" of 5 GB of storage
      When "Website" tries to correct the record "r-1" by -1 GB of storage
      Then Acme is told that storage cannot be corrected
