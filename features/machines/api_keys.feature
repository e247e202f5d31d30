Feature: API keys
  Machines have no password and no patience. A key lets a machine do one kind of thing in one company, and
  whoever finds it in the wrong place can take it out of use at once.

  Background:
    Given Alice owns Acme, on the starter plan, with the project "Website"

  Rule: A key may do what it was made for

    Scenario: A key that may record usage
      Given Acme has the API key "ci" that may record usage
      When the key "ci" records 5 API calls on "Website"
      Then "Website" has used 5 API calls

    Scenario Outline: A key that may only <scope> tries to <deed>
      Given Acme has the API key "ci" that may <scope>
      When the key "ci" tries to <deed>
      Then the key is told that this is not theirs to do

      Examples:
        | scope              | deed                |
        | read usage         | record usage        |
        | record usage       | read usage          |
        | record usage       | read records        |
        | correct usage      | record usage        |
        | record usage       | read projects       |
        | read projects      | read users          |
        | read users         | read the audit log  |

    Scenario Outline: A key made to <deed>
      Given Acme has the API key "ci" that may <deed>
      When the key "ci" tries to <deed>
      Then the key is allowed

      Examples:
        | deed               |
        | record usage       |
        | read records       |
        | read usage         |
        | read projects      |
        | read users         |
        | read the audit log |

    Scenario: A key may do several things
      Given Acme has the API key "ci" that may record usage and read usage
      When the key "ci" tries to read usage
      Then the key is allowed

    Scenario: A key for something that does not exist
      When Alice tries to make the API key "ci" at Acme that may rule the world
      Then Alice is told that the value makes no sense

  Rule: A key of a project works on that project alone

    Scenario: On its own project
      Given Acme has the API key "ci" for "Website" that may record usage
      When the key "ci" records 5 API calls on "Website"
      Then "Website" has used 5 API calls

    Scenario: On another project
      Given Acme has the API key "ci" for "Website" that may record usage
      And Acme has the project "Shop"
      When the key "ci" tries to record 5 API calls on "Shop"
      Then the key is told that there is no such thing
      And "Shop" has used 0 API calls

    Scenario: Its lists hold its own project
      Given Acme has the API key "ci" for "Website" that may read projects
      And Acme has the project "Shop"
      When the key "ci" lists the projects of Acme
      Then the list holds "Website" alone

    Scenario: Its usage report tells of its own project
      Given Acme has the API key "ci" for "Website" that may read usage
      And Acme has the project "Shop"
      And each project of Acme has used 5 API calls
      When the key "ci" reads the usage report of Acme
      Then the report tells of "Website" alone

  Rule: A key can be taken out of use at once

    Scenario: A revoked key
      Given Acme has the API key "ci" that may record usage
      And Alice has revoked the key "ci"
      When the key "ci" tries to record 5 API calls on "Website"
      Then the key is told that it is not valid
      And "Website" has used 0 API calls

    Scenario: A key that has expired
      Given Acme has the API key "ci" until 10 March, 12:00
      And it is 10 March, 12:01
      When the key "ci" tries to record 5 API calls on "Website"
      Then the key is told that it is not valid

    Scenario: A key that was mistyped
      Given Acme has the API key "ci" that may record usage
      When the key "ci", mistyped, tries to record 5 API calls on "Website"
      Then the key is told that it is not valid

  Rule: A key can be given a new secret without an interruption

    Scenario: The new secret works
      Given Acme has the API key "ci" that may record usage
      And Alice has rotated the key "ci"
      When the key "ci" records 5 API calls on "Website"
      Then "Website" has used 5 API calls

    Scenario: The former secret stops working at once
      Given Acme has the API key "ci" that may record usage
      And Alice has rotated the key "ci"
      When the key "ci", with its former secret, tries to record 5 API calls on "Website"
      Then the key is told that it is not valid

    Scenario: Both work while the machines are being changed over
      Given Acme has the API key "ci" that may record usage
      And Alice has rotated the key "ci" with an overlap of 1 hour
      And 59 minutes have passed
      When the key "ci", with its former secret, tries to record 5 API calls on "Website"
      Then the key is allowed

    Scenario: The overlap ends
      Given Acme has the API key "ci" that may record usage
      And Alice has rotated the key "ci" with an overlap of 1 hour
      And 61 minutes have passed
      When the key "ci", with its former secret, tries to record 5 API calls on "Website"
      Then the key is told that it is not valid

    Scenario: Rotating widens nothing
      Given Acme has the API key "ci" for "Website" that may record usage
      And Alice has rotated the key "ci"
      When the key "ci" tries to read usage
      Then the key is told that this is not theirs to do

  Rule: The secret is shown once

    Scenario: When it is made
      When Alice makes the API key "ci" at Acme that may record usage
      Then Alice is shown the secret of "ci"

    Scenario: Never again
      Given Acme has the API key "ci" that may record usage
      When Alice lists the API keys of Acme
      Then the list holds "ci" alone
      And the list does not show the secret of "ci"

  Rule: A key belongs to the company, not to its maker

    Scenario: The maker has left
      Given Bob is an admin of Acme
      And Bob has made the API key "ci" at Acme that may record usage
      And Alice has removed Bob from Acme
      When the key "ci" tries to record 5 API calls on "Website"
      Then the key is allowed

    Scenario: Who removes somebody is told about the keys that they made
      Given Bob is an admin of Acme
      And Bob has made the API key "ci" at Acme that may record usage
      When Alice removes Bob from Acme
      Then Alice is told of the key "ci"
