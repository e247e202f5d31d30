Feature: Batches
  Machines that count a lot send a thousand records at a time. One bad record must not cost the other 999,
  and a batch that is sent twice must not be counted twice.

  Background:
    Given Alice owns Acme, on the free plan, with the project "Website"

  Rule: Each record of a batch stands for itself

    Scenario: All is well
      When "Website" sends these records
        | record | usage             |
        | r-1    | 10 API calls      |
        | r-2    | 5 API calls       |
        | r-3    | 2 compute minutes |
      Then 3 records are accepted
      And "Website" has used 15 API calls

    Scenario: One bad record spoils nothing but itself
      When "Website" sends these records
        | record | usage        |
        | r-1    | 10 API calls |
        | r-2    | -5 API calls |
        | r-3    | 5 API calls  |
      Then 2 records are accepted
      And record 2 of the batch is refused, because the value makes no sense
      And "Website" has used 15 API calls

    Scenario: A record of a project that does not exist
      When "Website" sends these records
        | record | project | usage        |
        | r-1    | Website | 10 API calls |
        | r-2    | nowhere | 10 API calls |
      Then 1 record is accepted
      And record 2 of the batch is refused, because there is no such thing

    Scenario: A record that comes too late
      Given it is 3 April, 00:00
      When "Website" sends these records
        | record | moment           | usage        |
        | r-1    | 31 March, 23:00  | 10 API calls |
        | r-2    | 2 April, 23:00   | 10 API calls |
      Then 1 record is accepted
      And record 1 of the batch is refused, because the month is closed

  Rule: A batch is taken in order, each record that still fits

    Scenario: The second does not fit, the third does
      Given "Website" has used 9,990 API calls
      When "Website" sends these records
        | record | usage        |
        | r-1    | 5 API calls  |
        | r-2    | 10 API calls |
        | r-3    | 5 API calls  |
      Then 2 records are accepted
      And record 2 of the batch is refused, because the API calls are used up
      And "Website" has used 10,000 API calls

    Scenario: Two batches at the same moment
      Given "Website" has used 9,990 API calls
      When two batches of 10 records of 1 API call each arrive at the same moment for "Website"
      Then 10 records are accepted
      And "Website" has used 10,000 API calls

  Rule: A record that is already known is told apart and not counted again

    Scenario: The whole batch again
      Given "Website" has sent these records
        | record | usage        |
        | r-1    | 10 API calls |
        | r-2    | 5 API calls  |
      When "Website" sends these records
        | record | usage        |
        | r-1    | 10 API calls |
        | r-2    | 5 API calls  |
      Then 2 records are known already
      And "Website" has used 15 API calls

    Scenario: The same record twice in one batch
      When "Website" sends these records
        | record | usage        |
        | r-1    | 10 API calls |
        | r-1    | 10 API calls |
      Then 1 record is accepted
      And 1 record is known already
      And "Website" has used 10 API calls

    Scenario: The same number for something else in one batch
      When "Website" sends these records
        | record | usage        |
        | r-1    | 10 API calls |
        | r-1    | 11 API calls |
      Then 1 record is accepted
      And record 2 of the batch is refused, because the record was sent before with other content

  Rule: A batch holds at most a thousand records

    Scenario: A thousand
      When "Website" sends 1,000 records of 1 API call
      Then 1,000 records are accepted

    Scenario: A thousand and one
      When "Website" tries to send 1,001 records of 1 API call
      Then Acme is told that the value makes no sense
      And "Website" has used 0 API calls
