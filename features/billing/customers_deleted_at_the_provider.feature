Feature: Customers deleted at the payment provider
  Sooner or later somebody tidies up at the payment provider and deletes a company that still exists here. It has
  nothing to pay any more, so it moves to the free plan; and it can subscribe again as if it had never been away.

  Rule: What ended at the payment provider has ended here

    Scenario: The company moves to the free plan
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      When the operator deletes the customer at the payment provider
      Then Acme is on the free plan and pays nothing

  Rule: Nobody is locked out

    Scenario Outline: The owner can <deed>
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the operator has deleted the customer at the payment provider
      When Alice tries to <deed> of Acme
      Then Alice is allowed

      Examples:
        | deed                  |
        | open the checkout     |
        | open the payment page |
        | preview the pro plan  |

    Scenario: The company subscribes again
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the operator has deleted the customer at the payment provider
      When Alice subscribes Acme to the starter plan with a card that works
      Then Acme pays for the starter plan

    Scenario: A plan is chosen before anybody has noticed
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the notices of the payment provider get lost
      And the operator has deleted the customer at the payment provider
      When Alice tries to choose the pro plan for Acme
      Then Alice is told that the plan must be paid first

  Rule: The operator learns of it, and what could be mended

    Scenario: The morning after
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And the notices of the payment provider get lost
      And the operator has deleted the customer at the payment provider
      When the operator reconciles Acme
      Then the operator learns of a customer that the payment provider no longer has, and it is mended
