Feature: Tenant isolation
  Acme and Globex are customers of the same service. Acme must be able to rely on one thing above all
  others: whatever Mallory of Globex tries, nothing of Acme's can be read, changed or even noticed.

  Background:
    Given Alice owns Acme, on the pro plan, with the project "Website"
    And Mallory owns Globex, on the pro plan

  Rule: What belongs to another company does not exist for you

    Scenario Outline: Reading <what> of another company
      Given Bob is a member of Acme
      When Mallory tries to read <what> of Acme
      Then Mallory is told that there is no such thing

      Examples:
        | what                |
        | the company page    |
        | the list of users   |
        | the user Bob        |
        | the projects        |
        | the project Website |
        | the usage records   |
        | the usage report    |
        | the API keys        |
        | the invitations     |
        | the audit log       |

    Scenario Outline: Changing <what> of another company
      Given Bob is a member of Acme
      When Mallory tries to change <what> of Acme
      Then Mallory is told that there is no such thing
      And the audit log of Acme says nothing about Mallory

      Examples:
        | what                |
        | the company page    |
        | the settings        |
        | the user Bob        |
        | the project Website |

    Scenario: Recording usage on the project of another company
      When Mallory tries to record 5 API calls on "Website"
      Then Mallory is told that there is no such thing
      And "Website" has used 0 API calls

    Scenario: Closing another company
      When Mallory tries to close Acme
      Then Mallory is told that there is no such thing
      And Acme is active

    Scenario Outline: Asking at one's own company to <deed> of another
      Given Bob is a member of Acme
      And Acme has invited Carol as a member
      When Mallory tries to <deed>, asking at Globex
      Then Mallory is told that there is no such thing

      Examples:
        | deed                                  |
        | read the user Bob                     |
        | change the user Bob                   |
        | read the project Website              |
        | change the project Website            |
        | read the usage of the project Website |
        | read the usage records                |
        | revoke the invitation of Carol        |

    Scenario: Something that nobody has gets the same answer
      When Mallory tries to read a project that nobody has
      Then Mallory is told that there is no such thing

  Rule: Nothing of another company can be drawn into your own

    Scenario: Inviting somebody to the project of another company
      When Mallory tries to invite Dave to Globex as a member with the project "Website"
      Then Mallory is told that there is no such thing
      And Globex has filled 1 seat

    Scenario: Taking a user of another company into a team
      Given Bob is a member of Acme
      And Globex has the project "Intranet"
      When Mallory tries to make Bob a developer of "Intranet"
      Then Mallory is told that there is no such thing

    Scenario: Making an API key for the project of another company
      When Mallory tries to make the API key "spy" at Globex for "Website" that may record usage
      Then Mallory is told that there is no such thing

    Scenario: Handing ownership to a user of another company
      Given Bob is a member of Acme
      When Mallory tries to hand Globex over to Bob
      Then Mallory is told that there is no such thing
      And Mallory is an owner of Globex

  Rule: A credential works in its own company alone

    Scenario: An API key of Globex is unknown at Acme
      Given Globex has the API key "spy" that may record usage
      When the key "spy" tries to record 5 API calls on "Website"
      Then the key is told that it is not valid
      And "Website" has used 0 API calls

    Scenario: Nobody can switch to a company that they do not belong to
      When Mallory tries to switch to Acme
      Then Mallory is told that there is no such thing

  Rule: Companies may use the same names without meeting

    Scenario: Two projects of the same name
      When Mallory starts the project "Website of Globex" with the short name of "Website"
      Then Globex has 1 active project
      And Acme has 1 active project

    Scenario: Lists hold what is one's own
      Given Globex has the project "Intranet"
      When Mallory lists the projects of Globex
      Then the list holds "Intranet" alone

    Scenario: The same record number in two companies is two records
      Given Globex has the project "Intranet"
      And "Website" has sent the record "r-1" of 10 API calls
      When "Intranet" sends the record "r-1" of 10 API calls
      Then "Intranet" has used 10 API calls

  Rule: An attempt is written into the log of the company that it came from

    Scenario: Mallory's own company can see what Mallory tried
      When Mallory tries to read the project Website of Acme
      Then the audit log of Globex tells of an attempt by Mallory on another company
      And the audit log of Acme says nothing about Mallory
