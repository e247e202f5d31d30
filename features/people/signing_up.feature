Feature: Signing up
  Becoming a customer takes a minute and needs nobody's help. It proves that the address belongs to the
  person who signs up, and a name that somebody took by mistake becomes free again.

  Rule: Whoever signs up proves the address first

    Scenario: The invitation comes by mail
      When Alice signs up Acme for the free plan
      Then Alice gets 1 mail that invites to Acme
      And Alice cannot sign in yet

    Scenario: Accepting makes Alice the owner
      Given Alice has signed up Acme for the free plan
      When Alice accepts the invitation to Acme
      Then Alice is an owner of Acme
      And Acme is active

    Scenario: Nobody else can accept
      Given Mallory owns Globex, on the free plan
      And Alice has signed up Acme for the free plan
      When Mallory, signed in, tries to accept the invitation of Alice to Acme
      Then Mallory is told that there is no such thing

    Scenario: Somebody who is signed in already owns the new company at once
      Given Alice owns Acme, on the free plan
      When Alice, signed in, signs up Globex for the starter plan
      Then Alice is an owner of Globex
      And Alice gets no mail that invites to Globex

    Scenario: Nobody signs up another person by being signed in
      Given Mallory owns Globex, on the free plan
      When Mallory, signed in, tries to sign up Acme for Alice
      Then Mallory is told that the value makes no sense

  Rule: The short name of a company is its own

    Scenario: A short name that is taken
      Given Alice owns Acme, on the free plan
      When Mallory tries to sign up Globex with the short name of Acme
      Then Mallory is told that the name is taken

    Scenario: A sign-up that nobody accepted is forgotten after a week
      Given Alice has signed up Acme for the free plan
      And 8 days have passed
      When Bob signs up Globex with the short name of Acme
      Then Bob gets 1 mail that invites to Globex

    Scenario: Forgotten means forgotten
      Given Alice has signed up Acme for the free plan
      And 8 days have passed
      When Alice tries to accept the invitation to Acme
      Then Alice is told that the invitation is no longer good

    Scenario Outline: A short name that cannot be one: <case>
      When Alice tries to sign up Acme with the short name "<name>"
      Then Alice is told that the value makes no sense

      Examples:
        | case                   | name      |
        | upper case             | Acme      |
        | spaces                 | acme corp |
        | a look-alike of "acme" | аcme      |
        | nothing but a dash     | -         |

  Rule: Everybody can see the plans, but the largest is not for sale

    Scenario: The plans are public
      When a visitor reads the plans
      Then the plans are free, starter, pro and enterprise

    Scenario: Enterprise is agreed with a person
      When Alice tries to sign up Acme for the enterprise plan
      Then Alice is told that the value makes no sense

  Rule: A password is hard to guess

    Scenario Outline: A password that is <case>
      Given Alice has signed up Acme for the free plan
      When Alice tries to accept the invitation to Acme with the password "<password>"
      Then Alice is told that the value makes no sense

      Examples:
        | case       | password   |
        | too short  | kurz       |
        | too common | password123 |
