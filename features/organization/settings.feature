Feature: Settings of a company
  Companies differ in what they find safe. Each setting does what it says from the next request on, for people
  and keys that are there already too, and nobody can lock themselves out by a slip of the hand.

  Background:
    Given Alice owns Acme, on the starter plan

  Rule: Only addresses of allowed domains come in

    Scenario: Inviting somebody from elsewhere
      Given Acme allows only addresses of acme.example
      When Alice tries to invite Dave, of elsewhere.example, to Acme
      Then Alice is told that the value makes no sense
      And Acme has filled 1 seat

    Scenario: Inviting somebody from an allowed domain
      Given Acme allows only addresses of acme.example
      When Alice tries to invite Bob, of acme.example, to Acme
      Then Alice is allowed

    Scenario: A domain that merely ends alike
      Given Acme allows only addresses of me.example
      When Alice tries to invite Bob, of acme.example, to Acme
      Then Alice is told that the value makes no sense

    Scenario: Invited before the rule, accepting after it
      Given Acme has invited Dave, of elsewhere.example
      And Acme allows only addresses of acme.example
      When Dave tries to accept the invitation to Acme
      Then Dave is told that the value makes no sense

    Scenario: Who is in stays in
      Given Dave, of elsewhere.example, is a member of Acme
      And Acme allows only addresses of acme.example
      When Dave tries to read the company page of Acme
      Then Dave is allowed

  Rule: Sessions end when nobody has used them for a while

    Scenario: Back in time
      Given Acme lets sessions rest for 30 minutes
      And Alice is signed in at Acme
      And 29 minutes have passed
      When Alice tries to carry on with her session
      Then Alice is allowed

    Scenario: Back too late
      Given Acme lets sessions rest for 30 minutes
      And Alice is signed in at Acme
      And 31 minutes have passed
      When Alice tries to carry on with her session
      Then Alice is told that they must sign in

    Scenario: It holds for sessions that exist already
      Given Alice is signed in at Acme
      And Acme lets sessions rest for 5 minutes
      And 6 minutes have passed
      When Alice tries to carry on with her session
      Then Alice is told that they must sign in

    Scenario: A session does not outlive a day
      Given Acme lets sessions rest for 1,440 minutes
      And Alice is signed in at Acme
      And 25 hours have passed
      When Alice tries to carry on with her session
      Then Alice is told that they must sign in

  Rule: Requests come from allowed addresses only

    Scenario: From the office
      Given Acme allows only requests from 192.0.2.0/24, where Alice works
      When Alice tries to read the company page of Acme
      Then Alice is allowed

    Scenario: From elsewhere
      Given Acme allows only requests from 192.0.2.0/24, where Alice works
      And Alice works from 198.51.100.9
      When Alice tries to read the company page of Acme
      Then Alice is told that the address is not allowed

    Scenario: Keys are held to it as well
      Given Acme has the project "Website" and the API key "ci" for 1,000 requests an hour
      And Acme allows only requests from 192.0.2.0/24, where Alice works
      And the key "ci" is used from 198.51.100.9
      When the key "ci" tries to make 1 request
      Then the key is told that the address is not allowed

    Scenario: The newer kind of address
      Given Acme allows only requests from 2001:db8::/32, where Alice works
      When Alice tries to read the company page of Acme
      Then Alice is allowed

    Scenario: Nobody locks themselves out
      Given Alice works from 198.51.100.9
      When Alice tries to allow only requests from 192.0.2.0/24 at Acme
      Then Alice is told that this would lock them out

    Scenario: Nobody asks for a second factor that they lack themselves
      When Alice tries to require a second factor at Acme
      Then Alice is told that this would lock them out

  Rule: New people get the default role

    Scenario: Invited without a role
      Given Acme makes new people viewers
      And Acme has invited Bob without a role
      When Bob accepts the invitation to Acme
      Then Bob is a viewer of Acme

  Rule: Settings stay as they are until somebody changes them, and only to something that makes sense

    Scenario: Changing one leaves the others
      Given Acme lets sessions rest for 30 minutes
      When Alice changes the default role of Acme to viewer
      Then Acme still lets sessions rest for 30 minutes

    Scenario Outline: <setting> cannot be <value>
      When Alice tries to set <setting> of Acme to "<value>"
      Then Alice is told that the value makes no sense

      Examples:
        | setting             | value        |
        | the session timeout | 4            |
        | the session timeout | 1441         |
        | the default role    | emperor      |
        | the default role    | owner        |
        | the allowed address | 192.0.2.300  |
        | the allowed domain  | no domain    |

    Scenario: Bills cannot go nowhere
      When Alice tries to send the bills of Acme to "nobody"
      Then Alice is told that the value makes no sense
