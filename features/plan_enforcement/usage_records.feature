Feature: Usage records
  Every usage record is kept, also one that states nothing. So a plan limits how many there are in a month, whatever
  they are of: no program that went wild can fill the books of a company.

  Background:
    Given Alice owns Acme, whose contract allows 3 usage records a month
    And Acme has the project "Website"

  Rule: There are only as many records in a month as the plan allows

    Scenario: One record too many
      Given "Website" has sent these records
        | record | usage            |
        | r-1    | 5 API calls      |
        | r-2    | 2 compute minutes |
        | r-3    | 5 API calls      |
      When "Website" tries to use 1 compute minute
      Then Acme is told that the usage records are used up

    Scenario: A record that states nothing takes its place too
      Given "Website" has sent these records
        | record | usage       |
        | r-1    | 0 API calls |
        | r-2    | 0 API calls |
        | r-3    | 0 API calls |
      When "Website" tries to use 0 API calls
      Then Acme is told that the usage records are used up

    Scenario: The places go to the first records of a batch
      When "Website" sends these records
        | record | usage             |
        | r-1    | 1 API call        |
        | r-2    | 1 API call        |
        | r-3    | 1 compute minute  |
        | r-4    | 1 API call        |
      Then 3 records are accepted
      And record 4 of the batch is refused, because the usage records are used up

    Scenario: A record that is known already takes no place
      Given "Website" has sent these records
        | record | usage      |
        | r-1    | 1 API call |
        | r-2    | 1 API call |
      When "Website" sends these records
        | record | usage      |
        | r-1    | 1 API call |
        | r-2    | 1 API call |
        | r-3    | 1 API call |
      Then 1 record is accepted

  Rule: Each month has places of its own

    Scenario: The next month
      Given "Website" has sent these records
        | record | usage      |
        | r-1    | 1 API call |
        | r-2    | 1 API call |
        | r-3    | 1 API call |
      And it is 1 April, 00:00
      When "Website" uses 5 API calls
      Then Acme has used 5 API calls
