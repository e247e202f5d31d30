Feature: Many projects at once
  Whoever brings in a whole catalogue of projects sends it in one go. Each project stands for itself: one that is
  refused does not cost the others.

  Background:
    Given Alice owns Acme, on the starter plan, with the project "Website"

  Rule: Each project is started or refused on its own

    Scenario: Three at once
      When Alice starts the projects "Shop", "Blog" and "Forum" together at Acme
      Then the projects "Shop", "Blog" and "Forum" are done
      And Acme has 4 active projects

    Scenario: A name that is taken
      When Alice starts the projects "Shop", "Website" and "Blog" together at Acme
      Then the projects "Shop" and "Blog" are done
      And the project "Website" is refused, because the name is taken

    Scenario: The last places of the plan go to the first projects
      Given Acme has 3 projects
      When Alice starts the projects "Shop", "Blog" and "Forum" together at Acme
      Then the project "Shop" is done
      And the project "Forum" is refused, because no further project fits the plan
      And Acme has 5 active projects

    Scenario: Who may not start projects starts none
      Given Bob is a viewer of Acme
      When Bob tries to start the projects "Shop" and "Blog" together at Acme
      Then Bob is told that this is not theirs to do
      And Acme has 1 active project

  Rule: Each project is changed or refused on its own

    Scenario: New descriptions
      Given Acme has the project "Shop"
      When Alice describes the projects "Website" and "Shop" together at Acme
      Then the projects "Website" and "Shop" are done
      And the audit log of Acme begins with "project.updated" and "project.updated"

    Scenario: A project that does not exist
      When Alice describes the projects "Website" and "nowhere" together at Acme
      Then the project "Website" is done
      And the project "nowhere" is refused, because there is no such thing
