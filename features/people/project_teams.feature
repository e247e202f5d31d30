Feature: Project teams
  Inside a company people work on projects, and not everybody on every one. A project's team says who leads,
  who develops and who looks; owners and admins can step in everywhere.

  Background:
    Given Alice owns Acme, on the starter plan, with the project "Website"
    And Bob is a member of Acme

  Rule: Who is not in the team does not see the project

    Scenario: A project of others
      When Bob tries to read the project Website of Acme
      Then Bob is told that there is no such thing

    Scenario: Lists hold one's own projects
      Given Acme has the project "Shop"
      And Bob is a developer of "Shop"
      When Bob lists the projects of Acme
      Then the list holds "Shop" alone

    Scenario: Out of the team, out of the project
      Given Bob is a developer of "Website"
      And Bob has left the team of "Website"
      When Bob tries to read the project Website of Acme
      Then Bob is told that there is no such thing

    Scenario: The usage report tells of one's own projects
      Given Bob has started the project "Shop" at Acme
      And each project of Acme has used 5 API calls
      When Bob reads the usage report of Acme
      Then the report tells of "Shop" alone

    Scenario: The usage of a project of others
      When Bob tries to read the usage of the project Website of Acme
      Then Bob is told that there is no such thing

  Rule: The project role says what somebody may do in the project

    Scenario Outline: <role> who tries to <deed>
      Given Bob is <role> of "Website"
      When Bob tries to <deed>
      Then Bob is <answer>

      Examples:
        | role        | deed                              | answer  |
        | a viewer    | read the project Website          | allowed |
        | a viewer    | read the usage of the project Website | allowed |
        | a viewer    | record usage of the project Website | refused |
        | a viewer    | change the project Website        | refused |
        | a developer | read the project Website          | allowed |
        | a developer | record usage of the project Website | allowed |
        | a lead      | record usage of the project Website | allowed |
        | a lead      | change the project Website        | allowed |
        | a developer | make a key for the project Website | refused |
        | a lead      | make a key for the project Website | allowed |
        | a lead      | make a key for the whole company  | refused |

    Scenario: Who starts a project leads it
      When Bob starts the project "Shop" at Acme
      Then Bob is a lead of "Shop"

    Scenario: A lead takes others into the team
      Given Bob is a lead of "Website"
      And Carol is a member of Acme
      When Bob makes Carol a developer of "Website"
      Then Carol is a developer of "Website"

    Scenario: A developer cannot take others into the team
      Given Bob is a developer of "Website"
      And Carol is a member of Acme
      When Bob tries to make Carol a developer of "Website"
      Then Bob is told that this is not theirs to do

  Rule: Owners and admins lead every project

    Scenario: The owner reads a project that she is not in the team of
      Given Bob has started the project "Shop" at Acme
      When Alice tries to read the project Shop of Acme
      Then Alice is allowed

    Scenario: An admin changes a project that he is not in the team of
      Given Alice has made Bob an admin of Acme
      When Bob tries to change the project Website of Acme
      Then Bob is allowed

  Rule: A team is made of the company's own people

    Scenario: A stranger in the team
      Given Mallory owns Globex, on the free plan
      When Alice tries to make Mallory a developer of "Website"
      Then Alice is told that there is no such thing
