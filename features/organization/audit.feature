Feature: Audit log
  When something went wrong, or an auditor asks, Acme can say who did what and when. Nothing changes without
  leaving a line, no line can be altered, and the lines give away no secret.

  Background:
    Given Alice owns Acme, on the starter plan, with the project "Website"

  Rule: Every change leaves exactly one line

    Scenario Outline: Somebody does this: <deed>
      Given Acme has invited Bob as a member
      And Alice has looked at the audit log of Acme
      When Alice does this: <deed>
      Then the audit log of Acme has one new line, "<line>" by Alice

      Examples:
        | deed                    | line               |
        | change the company page | organization.updated |
        | change the settings     | organization.settings_updated |
        | start a project         | project.created    |
        | change the project Website | project.updated |
        | archive the project Website | project.archived |
        | make a key for the whole company | api_key.created |
        | invite Carol            | invitation.created |
        | revoke the invitation of Bob | invitation.revoked |
        | close the company       | organization.closing |

    Scenario: Doing again what is done already leaves no line
      Given Alice has archived "Website"
      And Alice has looked at the audit log of Acme
      When Alice does this: archive the project Website
      Then the audit log of Acme has no new line

    Scenario: A refused change leaves no line of a change
      Given Bob is a member of Acme
      And Alice has looked at the audit log of Acme
      When Bob tries to change the project Website of Acme
      Then the audit log of Acme has no new line of a change

    Scenario: Usage speaks for itself
      Given Alice has looked at the audit log of Acme
      When "Website" uses 5 API calls
      Then the audit log of Acme has no new line

  Rule: A line says who changed what into what

    Scenario: A role is changed
      Given Bob is a member of Acme
      When Alice makes Bob an admin of Acme
      Then the newest line says that the role went from member to admin

    Scenario: A company gets a new name
      When Alice renames Acme "Acme International"
      Then the newest line says that the name went from Acme to Acme International

    Scenario: Lines come newest first
      Given Alice has archived "Website"
      When Alice does this: start a project
      Then the audit log of Acme begins with "project.created" and "project.archived"

    Scenario: What the operator does stands in the log as well
      When the operator moves Acme to the pro plan
      Then the audit log of Acme tells of "organization.plan_changed" by the operator

  Rule: The log shows no secret

    Scenario: A key is made
      Given Acme has the API key "ci" that may record usage
      When Alice reads the audit log of Acme
      Then the log does not show the secret of "ci"

    Scenario: Somebody is invited
      Given Acme has invited Bob as a member
      When Alice reads the audit log of Acme
      Then the log does not show what Bob got by mail

  Rule: Everybody sees their own lines, owners and admins all

    Scenario: A member reads the log
      Given Bob is a member of Acme
      And Bob has started the project "Shop" at Acme
      When Bob reads the audit log of Acme
      Then the log tells of Bob alone

    Scenario: An admin reads the log
      Given Bob is an admin of Acme
      When Bob reads the audit log of Acme
      Then the log tells of Alice

    Scenario: Looking for one kind of line
      Given Acme has the archived project "Shop"
      When Alice reads the lines "project.archived" of the audit log of Acme
      Then the log has 1 line

    Scenario: Looking for one person
      Given Bob is an admin of Acme
      And Bob has started the project "Shop" at Acme
      When Alice reads the lines of Bob in the audit log of Acme
      Then the log tells of Bob alone

  Rule: Lines are kept for 90 days

    Scenario: After 89 days
      Given 89 days have passed
      When Alice reads the lines "project.created" of the audit log of Acme
      Then the log has 1 line

    Scenario: After 91 days
      Given 91 days have passed
      When Alice reads the lines "project.created" of the audit log of Acme
      Then the log has 0 lines
