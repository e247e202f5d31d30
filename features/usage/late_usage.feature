Feature: Late usage
  Machines lose their connection and report later. What was used in March belongs to March's bill, as long as
  that bill is open; and it does not stay open for ever.

  Background:
    Given Alice owns Acme, on the starter plan, with the project "Website"

  Rule: Late use counts in the month in which it happened

    Scenario: Reported after the month is over
      Given it is 1 April, 12:00
      When "Website" uses 10 API calls as of 31 March, 23:00
      Then "Website" has used 10 API calls in March
      And "Website" has used 0 API calls in April

    Scenario: Late use takes its volume from its own month
      Given "Website" has used 100,000 API calls
      And it is 1 April, 12:00
      When "Website" tries to use 1 API call as of 31 March, 23:00
      Then Acme is told that the API calls are used up

    Scenario: The first instant of a month belongs to that month
      Given it is 1 April, 12:00
      When "Website" uses 10 API calls as of 1 April, 00:00
      Then "Website" has used 10 API calls in April

  Rule: A month is closed two days after its end

    Scenario: A minute before closing
      Given it is 2 April, 23:59
      When "Website" uses 10 API calls as of 31 March, 23:00
      Then "Website" has used 10 API calls in March

    Scenario: At closing
      Given it is 3 April, 00:00
      When "Website" tries to use 10 API calls as of 31 March, 23:00
      Then Acme is told that the month is closed
      And "Website" has used 0 API calls in March

    Scenario: Months that are long gone
      Given it is 1 June, 12:00
      When "Website" tries to use 10 API calls as of 31 March, 23:00
      Then Acme is told that the month is closed

  Rule: Use in the future is a mistake, apart from clocks that are a little fast

    Scenario: A clock that is five minutes fast
      Given it is 10 March, 12:00
      When "Website" uses 10 API calls as of 10 March, 12:05
      Then "Website" has used 10 API calls

    Scenario: A clock that is more than five minutes fast
      Given it is 10 March, 12:00
      When "Website" tries to use 10 API calls as of 10 March, 12:06
      Then Acme is told that the value makes no sense

  Rule: Nobody used anything before their company was there

    Scenario: As of a month before the company was founded
      When "Website" tries to use 10 API calls as of 28 February, 23:00
      Then Acme is told that the value makes no sense

    Scenario: As of the month in which it was founded
      When "Website" uses 10 API calls as of 1 March, 00:00
      Then "Website" has used 10 API calls
