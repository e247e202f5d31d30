Feature: People in several companies
  Consultants and founders work for more than one company. They have one login, and in each company exactly
  the role that this company gave them. No company learns from it what they do elsewhere.

  Rule: One person, one login, many companies

    Scenario: Bob sees where he belongs
      Given Alice owns Acme, on the free plan
      And Mallory owns Globex, on the free plan
      And Bob is a member of Acme
      And Bob is a viewer of Globex
      When Bob lists his companies
      Then he is a member of Acme and a viewer of Globex

    Scenario: The second invitation asks for the same password
      Given Alice owns Acme, on the free plan
      And Bob owns Globex, on the free plan
      And Acme has invited Bob as a member
      When Bob accepts the invitation to Acme
      Then Bob is a member of Acme
      And Bob is an owner of Globex

    Scenario: Switching
      Given Alice owns Acme, on the free plan
      And Mallory owns Globex, on the free plan
      And Bob is a member of Acme
      And Bob is a viewer of Globex
      When Bob switches to Globex
      Then Bob works for Globex

  Rule: Each company gives its own role

    Scenario: An owner here is only a viewer there
      Given Alice owns Acme, on the free plan
      And Bob owns Globex, on the free plan
      And Bob is a viewer of Acme
      When Bob tries to start the project "Shop" at Acme
      Then Bob is told that this is not theirs to do

    Scenario: Removed here, at home there
      Given Alice owns Acme, on the free plan
      And Bob owns Globex, on the free plan
      And Bob is a member of Acme
      When Alice removes Bob from Acme
      Then Bob belongs to Globex alone

    Scenario: Suspended here, at work there
      Given Alice owns Acme, on the free plan
      And Bob owns Globex, on the free plan
      And Bob is a member of Acme
      And Acme has suspended Bob
      When Bob starts the project "Shop" at Globex
      Then Globex has 1 active project

    Scenario: One company knows nothing of the other
      Given Alice owns Acme, on the free plan
      And Bob owns Globex, on the free plan
      And Bob is a member of Acme
      When Bob starts the project "Shop" at Globex
      Then the audit log of Acme says nothing about a project

  Rule: Signing in tells nobody who has an account

    Scenario Outline: Signing in with <mistake>
      Given Alice owns Acme, on the free plan
      When <person> tries to sign in with a wrong password
      Then <person> is told that the sign-in failed

      Examples:
        | mistake             | person |
        | a wrong password    | Alice  |
        | an unknown address  | Dave   |

    Scenario: Signing out ends the session
      Given Alice owns Acme, on the free plan
      And Alice has signed out
      When Alice, still signed in, tries to read the company page of Acme
      Then Alice is told that they must sign in

    Scenario: Who belongs to no company cannot sign in anywhere
      Given Alice owns Acme, on the free plan
      And Bob is a member of Acme
      And Alice has removed Bob from Acme
      When Bob tries to sign in
      Then Bob is told that they belong to no company
