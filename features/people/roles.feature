Feature: Roles
  Everybody can do their work, and nobody can do more. Roles are simple enough to be explained in a sentence:
  owners decide, admins run things, members work, viewers look.

  Background:
    Given Alice owns Acme, on the starter plan

  Rule: A role says what somebody may do

    Scenario Outline: <role> who tries to <deed>
      Given Bob is <role> of Acme
      And Acme has the project "Website"
      When Bob tries to <deed>
      Then Bob is <answer>

      Examples: Reading the company
        | role     | deed                  | answer  |
        | an admin | read the company page | allowed |
        | a member | read the company page | allowed |
        | a viewer | read the company page | allowed |
        | a viewer | read the list of users | allowed |

      Examples: Running the company
        | role     | deed                  | answer  |
        | an admin | change the company page | allowed |
        | a member | change the company page | refused |
        | a viewer | change the company page | refused |
        | an admin | change the settings   | allowed |
        | a member | change the settings   | refused |
        | an admin | read the API keys     | allowed |
        | a member | read the API keys     | refused |
        | a viewer | read the API keys     | refused |
        | an admin | read the invitations  | allowed |
        | a member | read the invitations  | refused |
        | a viewer | read the invitations  | refused |

      Examples: Working
        | role     | deed                  | answer  |
        | an admin | start a project       | allowed |
        | a member | start a project       | allowed |
        | a viewer | start a project       | refused |
        | an admin | change the project Website | allowed |

      Examples: Deciding
        | role     | deed                  | answer  |
        | an admin | close the company     | refused |
        | an admin | hand the company over | refused |
        | a member | close the company     | refused |

    Scenario: The owner may close the company
      When Alice closes Acme
      Then Acme is closing

  Rule: Nobody gives away what they do not have

    Scenario Outline: An admin who wants to make a member <role>
      Given Bob is an admin of Acme
      And Carol is a member of Acme
      When Bob tries to make Carol <role> of Acme
      Then Bob is <answer>

      Examples:
        | role     | answer  |
        | a viewer | allowed |
        | an admin | refused |
        | an owner | refused |

    Scenario Outline: An admin who wants new people to become <role> by default
      Given Bob is an admin of Acme
      When Bob tries to set the default role of Acme to "<role>"
      Then Bob is <answer>

      Examples:
        | role   | answer  |
        | viewer | allowed |
        | admin  | refused |

    Scenario: A project lead cannot get hold of a key that reads what others did
      Given Bob is a member of Acme
      And Bob has started the project "Website" at Acme
      And Acme has the API key "auditor" for "Website" that may read the audit log
      When Bob tries to rotate the key "auditor"
      Then Bob is told that this is not theirs to do

    Scenario: A member cannot raise herself
      Given Carol is a member of Acme
      When Carol tries to make Carol an admin of Acme
      Then Carol is told that this is not theirs to do

    Scenario: An admin cannot touch another admin
      Given Bob is an admin of Acme
      And Carol is an admin of Acme
      When Bob tries to make Carol a viewer of Acme
      Then Bob is told that this is not theirs to do

    Scenario: An admin cannot remove an owner
      Given Bob is an admin of Acme
      When Bob tries to remove Alice from Acme
      Then Bob is told that this is not theirs to do

    Scenario: An admin cannot suspend an owner
      Given Bob is an admin of Acme
      When Bob tries to suspend Alice at Acme
      Then Bob is told that this is not theirs to do

  Rule: There is always an owner

    Scenario: The last owner cannot leave
      When Alice tries to remove Alice from Acme
      Then Alice is told that a company needs an owner

    Scenario: The last owner cannot step down
      When Alice tries to make Alice an admin of Acme
      Then Alice is told that a company needs an owner

    Scenario: One of two owners may step down
      Given Bob is an owner of Acme
      When Bob makes Bob a member of Acme
      Then Bob is a member of Acme

    Scenario: A suspended owner does not count
      Given Bob is an owner of Acme
      And Alice has suspended Bob at Acme
      When Alice tries to make Alice an admin of Acme
      Then Alice is told that a company needs an owner

    Scenario: Ownership is handed over
      Given Bob is a member of Acme
      When Alice hands Acme over to Bob
      Then Bob is an owner of Acme

    Scenario: Who has handed over may leave
      Given Bob is a member of Acme
      And Alice has handed Acme over to Bob
      When Alice removes Alice from Acme
      Then Alice belongs to no company

    Scenario: Two owners who leave at the same moment
      Given Bob is an owner of Acme
      When Alice and Bob try to leave Acme at the same moment
      Then 1 of 2 succeeds

  Rule: A change works from the next request on

    Scenario: A former admin
      Given Bob is an admin of Acme
      And Bob is signed in at Acme
      And Alice has made Bob a viewer of Acme
      When Bob tries to start the project "Shop" at Acme
      Then Bob is told that this is not theirs to do

    Scenario: A suspended user is out
      Given Bob is a member of Acme
      And Bob is signed in at Acme
      And Acme has suspended Bob
      When Bob, still signed in, tries to read the company page of Acme
      Then Bob is told that they must sign in

    Scenario: A removed user is out
      Given Bob is a member of Acme
      And Bob is signed in at Acme
      And Alice has removed Bob from Acme
      When Bob, still signed in, tries to read the company page of Acme
      Then Bob is told that they must sign in

    Scenario: A user who was let back in
      Given Bob is a member of Acme
      And Acme has suspended Bob
      And Alice has let Bob back in at Acme
      When Bob tries to read the company page of Acme
      Then Bob is allowed
