Feature: Failed payments
  A card that expires must not stop a customer's business. There are fourteen days in which everything works and
  everybody who decides knows; only then new use is refused, and it comes back the moment it is paid.

  Rule: When a payment fails, those who decide are told

    Scenario: The company owes a payment
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 20 April, 00:00
      And Acme pays with a card that is declined
      When it becomes 4 May, 00:15
      Then Acme owes a payment, and is restricted on 18 May, 00:00
      And the newest invoice of Acme is open, over $29.00

    Scenario: The owner and the billing contact get a mail
      Given Alice owns Acme, on the starter plan, whose payment has failed on 4 May
      And Bob is the billing contact of Acme
      When it becomes 18 May, 00:15
      Then Alice gets 1 mail with the subject "Acme is restricted"
      And Bob gets 1 mail with the subject "Acme is restricted"

    Scenario: Once, however often it is tried again
      Given Alice owns Acme, on the starter plan, whose payment has failed on 4 May
      When it becomes 17 May, 12:00
      Then Alice gets 1 mail with the subject "A payment of Acme has failed"

  Rule: For fourteen days everything works

    Scenario Outline: On the last day they can still <deed>
      Given Alice owns Acme, on the starter plan, whose payment has failed on 4 May
      And Acme has the project "Website"
      And it is 17 May, 23:00
      When Alice tries to <deed> of Acme
      Then Alice is allowed

      Examples:
        | deed                                |
        | record usage of the project Website |
        | start a project                     |
        | invite Carol                        |
        | make a key for the whole company    |

  Rule: Then it can be read and put in order, and nothing new begins

    Scenario: After fourteen days
      Given Alice owns Acme, on the starter plan, whose payment has failed on 4 May
      When it becomes 18 May, 00:05
      Then Acme is restricted
      And Alice gets 1 mail with the subject "Acme is restricted"

    Scenario Outline: They cannot <deed>
      Given Alice owns Acme, on the starter plan, whose payment has failed on 4 May
      And Acme has the project "Website"
      And it is 18 May, 00:05
      When Alice tries to <deed> of Acme
      Then Alice is told that the company is restricted

      Examples:
        | deed                                |
        | record usage of the project Website |
        | start a project                     |
        | invite Carol                        |
        | make a key for the whole company    |

    Scenario Outline: They can <deed>
      Given Alice owns Acme, on the starter plan, whose payment has failed on 4 May
      And Acme has the project "Website"
      And it is 18 May, 00:05
      When Alice tries to <deed> of Acme
      Then Alice is allowed

      Examples:
        | deed                        |
        | read the company page       |
        | read the usage report       |
        | read the projects           |
        | read the audit log          |
        | read the billing page       |
        | read the invoices           |
        | change the settings         |
        | archive the project Website |
        | open the payment page       |
        | cancel the plan             |

  Rule: As soon as it is paid, everything works again

    Scenario: Within the fourteen days
      Given Alice owns Acme, on the starter plan, whose payment has failed on 4 May
      When Alice enters a card that works for Acme
      Then Acme pays for the starter plan
      And the newest invoice of Acme is paid, over $29.00

    Scenario: After them
      Given Alice owns Acme, on the starter plan, whose payment has failed on 4 May
      And it is 20 May, 00:00
      When Alice enters a card that works for Acme
      Then Acme pays for the starter plan
      And Alice gets 1 mail with the subject "Acme has paid"

    Scenario: What was refused is possible
      Given Alice owns Acme, on the starter plan, whose payment has failed on 4 May
      And Acme has the project "Website"
      And it is 20 May, 00:00
      And Acme pays with a card that works
      When "Website" uses 10 API calls
      Then Acme has used 10 API calls

  Rule: Who owes a payment buys nothing more

    Scenario: A larger plan is refused
      Given Alice owns Acme, on the starter plan, whose payment has failed on 4 May
      When Alice tries to choose the pro plan for Acme
      Then Alice is told that an earlier payment is owed

    Scenario: A smaller plan is not
      Given Alice owns Acme, on the pro plan, whose payment has failed on 4 May
      When Alice chooses the starter plan for Acme
      Then Acme moves to the starter plan on 1 June, 00:00
