Feature: Invitations
  People join by invitation. It goes to one address, works once and not for ever, and brings exactly the
  rights that were written into it.

  Background:
    Given Alice owns Acme, on the starter plan

  Rule: An invitation makes the invited person a user, once

    Scenario: Bob is invited
      When Alice invites Bob to Acme as a member
      Then Bob gets 1 mail that invites to Acme

    Scenario: Bob accepts
      Given Acme has invited Bob as a member
      When Bob accepts the invitation to Acme
      Then Bob is a member of Acme

    Scenario: It works once
      Given Acme has invited Bob as a member
      And Bob has accepted the invitation to Acme
      When Bob tries to accept the invitation to Acme
      Then Bob is told that the invitation is no longer good

    Scenario: It was accepted many times at the same moment
      Given Acme has invited Bob as a member
      When Bob tries to accept the invitation to Acme 5 times at the same moment
      Then 1 of 5 succeeds

  Rule: An invitation is good for seven days

    Scenario: On the last day
      Given Acme has invited Bob as a member
      And it is 9 March, 08:59
      When Bob accepts the invitation to Acme
      Then Bob is a member of Acme

    Scenario: Too late
      Given Acme has invited Bob as a member
      And it is 9 March, 09:01
      When Bob tries to accept the invitation to Acme
      Then Bob is told that the invitation is no longer good

    Scenario: Sent again, it is good for seven more days
      Given Acme has invited Bob as a member
      And Alice has sent the invitation of Bob to Acme again after 6 days
      And it is 14 March, 09:00
      When Bob accepts the invitation to Acme
      Then Bob is a member of Acme

    Scenario: Revoked
      Given Acme has invited Bob as a member
      And Alice has revoked the invitation of Bob to Acme
      When Bob tries to accept the invitation to Acme
      Then Bob is told that the invitation is no longer good

    Scenario: Expired invitations are not listed as open
      Given Acme has invited Bob as a member
      And 8 days have passed
      When Alice lists the invitations of Acme
      Then the list is empty

  Rule: An invitation is for the invited person

    Scenario: Mallory got hold of Bob's mail
      Given Mallory owns Globex, on the free plan
      And Acme has invited Bob as a member
      When Mallory, signed in, tries to accept the invitation of Bob to Acme
      Then Mallory is told that there is no such thing
      And Acme has filled 2 seats

    Scenario: A made-up invitation
      When Mallory tries to accept an invitation that nobody sent
      Then Mallory is told that there is no such thing

    Scenario: Nobody is told that Bob has an account
      Given Bob owns Globex, on the free plan
      And Acme has invited Bob as a member
      When Mallory tries to accept the invitation of Bob to Acme with a wrong password
      Then Mallory is told that the sign-in failed

  Rule: A person is invited once

    Scenario: Invited already
      Given Acme has invited Bob as a member
      When Alice tries to invite Bob to Acme as a member
      Then Alice is told that Bob is already invited

    Scenario: A user already
      Given Bob is a member of Acme
      When Alice tries to invite Bob to Acme as a member
      Then Alice is told that Bob is already a user

    Scenario: The same address in capital letters
      Given Acme has invited Bob as a member
      When Alice tries to invite BOB to Acme as a member
      Then Alice is told that Bob is already invited

  Rule: An invitation brings what was written into it, and nothing more

    Scenario Outline: Invited as <role>
      Given Acme has invited Bob as <role>
      When Bob accepts the invitation to Acme
      Then Bob is <role> of Acme

      Examples:
        | role     |
        | a viewer |
        | a member |
        | an admin |

    Scenario Outline: Invited as <role>, with a project
      Given Acme has the project "Website"
      And Acme has invited Bob as <role> with the project "Website"
      When Bob accepts the invitation to Acme
      Then Bob is <project role> of "Website"

      Examples:
        | role     | project role |
        | a member | a developer  |
        | a viewer | a viewer     |

    Scenario: An admin cannot invite an admin
      Given Bob is an admin of Acme
      When Bob tries to invite Carol to Acme as an admin
      Then Bob is told that this is not theirs to do

    Scenario: A member cannot invite
      Given Bob is a member of Acme
      When Bob tries to invite Carol to Acme as a member
      Then Bob is told that this is not theirs to do

    Scenario: A role that does not exist
      When Alice tries to invite Bob to Acme as an emperor
      Then Alice is told that the value makes no sense
