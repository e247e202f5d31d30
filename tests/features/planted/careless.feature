Feature: Careless
  Too short.

  Scenario: Outside of any rule
    Givn Alice has a keyword that is misspelt
    Given Alice owns Acme, on the free plan
    When Alice closes Acme
    And Alice reopens Acme

  Rule: Too much at once

    Scenario Outline: Always the same title
      Given Alice owns Acme, on the free plan
      And Bob is a member of Acme
      And Carol is a member of Acme
      And Acme has the project "Website"
      When Alice sends JSON with the id <id> to the endpoint
      Then the status code is 201
      And Alice clicks the button

      Examples:
        | id |
        | 1  |
        | 2  |
