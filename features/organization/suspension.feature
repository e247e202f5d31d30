Feature: Suspension
  Sometimes the operator must stop a customer: abuse, a stolen card, a court order. Everything stands still
  then, nothing is lost, and everybody who is affected can read why.

  Background:
    Given Alice owns Acme, on the starter plan, with the project "Website"

  Rule: In a suspended company nothing works but reading why

    Scenario: Work stops
      Given the operator has suspended Acme because of "a stolen card"
      When Alice tries to start the project "Shop" at Acme
      Then Alice is told that the company is suspended

    Scenario: Reading stops as well
      Given the operator has suspended Acme because of "a stolen card"
      When Alice tries to read the list of users of Acme
      Then Alice is told that the company is suspended

    Scenario: Machines stop
      Given Acme has the API key "ci" for 1,000 requests an hour
      And the operator has suspended Acme because of "a stolen card"
      When the key "ci" tries to make 1 request
      Then the key is told that the company is suspended
      And Acme is suspended

    Scenario: The reason can be read
      Given the operator has suspended Acme because of "a stolen card"
      When Alice reads the company page of Acme
      Then the page says that Acme is suspended because of "a stolen card"

    Scenario: Signing in still works
      Given the operator has suspended Acme because of "a stolen card"
      When Alice tries to sign in
      Then Alice is allowed

  Rule: Nobody else is affected

    Scenario: Another company of the same person
      Given Alice also owns Globex, on the free plan
      And the operator has suspended Acme because of "a stolen card"
      When Alice starts the project "Shop" at Globex
      Then Globex has 1 active project

  Rule: Nothing is lost

    Scenario: Back to work
      Given "Website" has used 10 API calls
      And the operator has suspended Acme because of "a stolen card"
      And the operator has let Acme work again
      When "Website" uses 5 API calls
      Then Acme has used 15 API calls

    Scenario: Who was suspended is told in the log
      Given the operator has suspended Acme because of "a stolen card"
      When the operator lets Acme work again
      Then the audit log of Acme tells of "organization.suspended" by the operator
