Feature: Repeated usage
  When an answer is lost, a well-built machine sends its record again. It is counted once: after a second,
  after a month, in a storm of retries, and also when the limit has been reached in the meantime.

  Background:
    Given Alice owns Acme, on the starter plan, with the project "Website"

  Rule: The same record is counted once and answered alike

    Scenario: Sent again
      Given "Website" has sent the record "r-1" of 10 API calls
      When "Website" sends the record "r-1" of 10 API calls
      Then "Website" has used 10 API calls
      And the answer is the same as the first time

    Scenario: Sent many times at the same moment
      When "Website" tries to send the record "r-1" of 10 API calls 20 times at the same moment
      Then 20 of 20 succeed
      And "Website" has used 10 API calls

    Scenario: Sent again in the next month
      Given "Website" has sent the record "r-1" of 10 API calls
      And the next month has begun
      When "Website" sends the record "r-1" of 10 API calls
      Then "Website" has used 10 API calls in March
      And "Website" has used 0 API calls in April

    Scenario: Sent again after its month was closed
      Given "Website" has sent the record "r-1" of 10 API calls
      And it is 3 April, 00:00
      When "Website" sends the record "r-1" of 10 API calls
      Then the answer is the same as the first time

    Scenario: Sent again when nothing more fits
      Given "Website" has sent the record "r-1" of 100,000 API calls
      When "Website" sends the record "r-1" of 100,000 API calls
      Then "Website" has used 100,000 API calls

    Scenario: Sent again after the project was archived
      Given "Website" has sent the record "r-1" of 10 API calls
      And Alice has archived "Website"
      When "Website" sends the record "r-1" of 10 API calls
      Then the answer is the same as the first time

    Scenario: A record that was refused may be sent again
      Given "Website" was refused the record "r-1" of 100,001 API calls
      When "Website" sends the record "r-1" of 10 API calls
      Then "Website" has used 10 API calls

  Rule: A number that was used for something else is refused

    Scenario: Another quantity
      Given "Website" has sent the record "r-1" of 10 API calls
      When "Website" tries to send the record "r-1" of 11 API calls
      Then Acme is told that the record was sent before with other content
      And "Website" has used 10 API calls

    Scenario: Another meter
      Given "Website" has sent the record "r-1" of 10 API calls
      When "Website" tries to send the record "r-1" of 10 compute minutes
      Then Acme is told that the record was sent before with other content

    Scenario: Another project
      Given Acme has the project "Shop"
      And "Website" has sent the record "r-1" of 10 API calls
      When "Shop" tries to send the record "r-1" of 10 API calls
      Then Acme is told that the record was sent before with other content
