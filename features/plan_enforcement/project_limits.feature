Feature: Project limits
  A plan comes with a number of projects that may be at work at the same time. What is put away costs nothing
  and is not lost; what is taken out again counts again.

  Rule: Only as many projects are active as the plan allows

    Scenario: The first project of the free plan
      Given Alice owns Acme, on the free plan
      When Alice starts the project "Website" at Acme
      Then Acme has 1 active project

    Scenario: No project beyond the plan
      Given Alice owns Acme, on the free plan, with the project "Website"
      When Alice tries to start the project "Shop" at Acme
      Then Alice is told that no further project fits the plan
      And Acme has 1 active project

    Scenario Outline: The <plan> plan has <projects> projects
      Given Alice owns Acme, on the <plan> plan
      When Alice reads the limits of Acme
      Then the plan allows <projects> projects

      Examples:
        | plan       | projects    |
        | free       | 1           |
        | starter    | 5           |
        | pro        | 20          |
        | enterprise | any number of |

    Scenario: Without a limit there is always room for another project
      Given Alice owns Acme, on the enterprise plan
      And Acme has 25 projects
      When Alice starts the project "Website" at Acme
      Then Acme has 26 active projects

  Rule: Archiving a project frees its place, restoring takes one again

    Scenario: Archiving frees a place
      Given Alice owns Acme, on the free plan, with the project "Website"
      When Alice archives "Website"
      Then Acme has 0 active projects

    Scenario: Archiving twice frees one place only
      Given Alice owns Acme, on the starter plan
      And Acme has 2 projects
      And Acme has the archived project "Website"
      When Alice archives "Website"
      Then Acme has 2 active projects

    Scenario: Restoring a project takes a place
      Given Alice owns Acme, on the free plan
      And Acme has the archived project "Website"
      When Alice restores "Website"
      Then Acme has 1 active project

    Scenario: Restoring needs a free place
      Given Alice owns Acme, on the free plan
      And Acme has the archived project "Website"
      And Acme has the project "Shop"
      When Alice tries to restore "Website"
      Then Alice is told that no further project fits the plan

    Scenario: Restoring an active project takes no second place
      Given Alice owns Acme, on the starter plan, with the project "Website"
      When Alice restores "Website"
      Then Acme has 1 active project

  Rule: A project is known by a short name of its own

    Scenario: Two projects of a company cannot share a short name
      Given Alice owns Acme, on the starter plan, with the project "Website"
      When Alice tries to start the project "New website" with the short name of "Website"
      Then Alice is told that the name is taken
      And Acme has 1 active project

  Rule: The limit holds however many come at once

    Scenario: Many projects started at the same moment
      Given Alice owns Acme, on the starter plan
      When Alice tries to start 12 projects at Acme at the same moment
      Then 5 of 12 succeed
      And Acme has 5 active projects
