Feature: Closing a company
  Leaving must be as easy as joining, and a mistake must not be fatal. The owner closes the company; for
  thirty days everything can be read and taken back; then it is gone.

  Background:
    Given Alice owns Acme, on the free plan, with the project "Website"

  Rule: A closing company can be read but not used

    Scenario: Closing
      When Alice closes Acme
      Then Acme is closing

    Scenario: Reading goes on
      Given Alice has closed Acme
      When Alice tries to read the projects of Acme
      Then Alice is allowed

    Scenario: Nothing new is started
      Given Alice has closed Acme
      When Alice tries to start the project "Shop" at Acme
      Then Alice is told that the company is closing

    Scenario: What is there already can still be put in order
      Given Bob is a member of Acme
      And Alice has closed Acme
      When Alice tries to suspend Bob at Acme
      Then Alice is allowed

    Scenario: Nothing more is used
      Given Alice has closed Acme
      When "Website" tries to use 1 API call
      Then Acme is told that the company is closing

    Scenario: Nobody new comes in
      Given Acme has invited Bob as a member
      And Alice has closed Acme
      When Bob tries to accept the invitation to Acme
      Then Bob is told that the company is closing

    Scenario: Only an owner closes
      Given Bob is an admin of Acme
      When Bob tries to close Acme
      Then Bob is told that this is not theirs to do

  Rule: The owner has thirty days to change her mind

    Scenario: On the thirtieth day
      Given Alice has closed Acme
      And 29 days have passed
      When Alice reopens Acme
      Then Acme is active

    Scenario: Work goes on where it stopped
      Given "Website" has used 10 API calls
      And Alice has closed Acme
      And Alice has reopened Acme
      When "Website" uses 5 API calls
      Then Acme has used 15 API calls

    Scenario: After thirty days
      Given Alice has closed Acme
      And 31 days have passed
      When Alice tries to sign in
      Then Alice is told that they belong to no company

    Scenario: The name is free again
      Given Alice has closed Acme
      And 31 days have passed
      When Bob signs up Globex with the short name of Acme
      Then Bob gets 1 mail that invites to Globex
