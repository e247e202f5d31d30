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

    Scenario: More than was ever used
      Given "Website" has sent the record "r-1" of 100 API calls
      When "Website" tries to correct the record "r-1" by -101 API calls
      Then Acme is told that the total would fall below zero
      And "Website" has used 100 API calls

    Scenario: A record that was never sent
      When "Website" tries to correct the record "r-404" by -1 API calls
      Then Acme is told that there is no such thing

    Scenario: A record of another project
      Given Acme has the project "Shop"
      And "Shop" has sent the record "r-1" of 100 API calls
      When "Website" tries to correct the record "r-1" by -40 API calls
      Then Acme is told that a correction is of the same project and meter

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
