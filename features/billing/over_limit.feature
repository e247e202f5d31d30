Feature: More than the plan allows
  When a trial runs out or a subscription ends, a company can have more than its new plan allows. Nothing is taken
  away, and there are thirty days to put it in order. A limit that can be passed for good is none: after thirty days
  nothing new begins, until everything fits or a plan that fits is paid.

  Rule: For thirty days everything that fits goes on

    Scenario Outline: On the last day they can still <deed>
      Given Alice owns Acme, which is trying the starter plan
      And Acme has the projects "Website" and "Shop"
      And the trial of Acme has been over for 29 days
      When Alice tries to <deed> of Acme
      Then Alice is allowed

      Examples:
        | deed                                |
        | record usage of the project Website |
        | invite Carol                        |
        | make a key for the whole company    |

    Scenario: What fits by then is never restricted
      Given Alice owns Acme, which is trying the starter plan
      And Acme has the projects "Website" and "Shop"
      And the trial of Acme has been over for 29 days
      And Alice has archived "Shop"
      When it becomes 20 April, 12:00
      Then Acme is active

    Scenario: A larger plan in time
      Given Alice owns Acme, which is trying the starter plan
      And Acme has the projects "Website" and "Shop"
      And the trial of Acme has been over for 29 days
      And the operator has moved Acme to the starter plan
      When it becomes 20 April, 12:00
      Then Acme is active

    Scenario: The thirty days begin when the plan that was cancelled ends
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Acme has the projects "Website" and "Shop"
      And Alice has cancelled the plan of Acme
      When it becomes 30 May, 23:00
      Then Acme is active

    Scenario: And end thirty days later
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Acme has the projects "Website" and "Shop"
      And Alice has cancelled the plan of Acme
      When it becomes 31 May, 00:05
      Then Acme is restricted to reading and putting things in order

  Rule: Then it can be read and put in order, and nothing new begins

    Scenario: Those who decide get a mail
      Given Alice owns Acme, which is trying the starter plan
      And Acme has the projects "Website" and "Shop"
      And Bob is the billing contact of Acme
      When the trial of Acme has been over for 30 days
      Then Alice gets 1 mail with the subject "Acme is restricted"
      And Bob gets 1 mail with the subject "Acme is restricted"

    Scenario: The mail says what does not fit
      Given Alice owns Acme, which is trying the starter plan
      And Acme has the projects "Website" and "Shop"
      When the trial of Acme has been over for 30 days
      Then Acme is restricted to reading and putting things in order
      And a mail to Alice says "more than its plan allows for 30 days"

    Scenario Outline: They cannot <deed>
      Given Alice owns Acme, which is trying the starter plan
      And Acme has the projects "Website" and "Shop"
      And the trial of Acme has been over for 30 days
      When Alice tries to <deed> of Acme
      Then Alice is told that the company is restricted

      Examples:
        | deed                                |
        | record usage of the project Website |
        | start a project                     |
        | invite Carol                        |
        | make a key for the whole company    |

    Scenario Outline: They can <deed>
      Given Alice owns Acme, which is trying the starter plan
      And Acme has the projects "Website" and "Shop"
      And the trial of Acme has been over for 30 days
      When Alice tries to <deed> of Acme
      Then Alice is allowed

      Examples:
        | deed                        |
        | read the company page       |
        | read the usage report       |
        | read the projects           |
        | read the audit log          |
        | change the settings         |
        | archive the project Website |

    Scenario: What is stored cannot grow
      Given Alice owns Acme, which is trying the starter plan
      And Acme has the projects "Website" and "Shop"
      And the trial of Acme has been over for 30 days
      When "Website" tries to report 1 MB of storage
      Then Acme is told that the company is restricted

    Scenario: What is stored can be deleted
      Given Alice owns Acme, which is trying the starter plan, with the project "Website"
      And Acme has the project "Shop", which holds 500 MB
      And the trial of Acme has been over for 30 days
      When "Shop" reports 400 MB of storage
      Then Acme holds 400 MB

  Rule: The change that makes everything fit ends it

    Scenario: The project too many is archived
      Given Alice owns Acme, which is trying the starter plan
      And Acme has the projects "Website" and "Shop"
      And the trial of Acme has been over for 30 days
      When Alice archives "Shop"
      Then Acme is active
      And Alice gets 1 mail with the subject "Acme is no longer restricted"

    Scenario: The user too many is removed
      Given Alice owns Acme, which is trying the starter plan
      And Bob, Carol and Dave are members of Acme
      And the trial of Acme has been over for 30 days
      When Alice removes Bob from Acme
      Then Acme is active

    Scenario: The bytes too many are deleted
      Given Alice owns Acme, which is trying the starter plan, with the project "Website"
      And "Website" holds 2 GB
      And the trial of Acme has been over for 30 days
      When "Website" reports 1 GB of storage
      Then Acme is active

    Scenario: Of several things that do not fit, one is not enough
      Given Alice owns Acme, which is trying the starter plan, with the project "Website"
      And Acme has the project "Shop", which holds 2 GB
      And the trial of Acme has been over for 30 days
      When Alice archives "Shop"
      Then Acme is restricted to reading and putting things in order

    Scenario: The last of them is
      Given Alice owns Acme, which is trying the starter plan, with the project "Website"
      And Acme has the project "Shop", which holds 2 GB
      And the trial of Acme has been over for 30 days
      And Alice has archived "Website"
      When "Shop" reports 1 GB of storage
      Then Acme is active

    Scenario: Two changes at the same moment, of which neither would be enough
      Given Alice owns Acme, which is trying the starter plan
      And Acme has the projects "Website", "Shop" and "App"
      And the trial of Acme has been over for 30 days
      When Alice archives "Website" and "Shop" at the same moment
      Then Acme is active
      And the audit log of Acme tells once of "organization.restriction_lifted"

    Scenario: A plan that fits is paid
      Given Alice owns Acme, which is trying the starter plan
      And Acme has the projects "Website" and "Shop"
      And the trial of Acme has been over for 30 days
      And Acme pays with a card that works
      When Alice chooses the starter plan for Acme
      Then Acme pays for the starter plan
