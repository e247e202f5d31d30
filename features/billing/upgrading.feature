Feature: Upgrading
  More is there the moment it is paid, for exactly what is left of the month. A payment that fails changes
  nothing, and nobody buys a month's volume for the price of an hour.

  Rule: A larger plan is charged for the rest of the month, and what was paid for it before is credited

    Scenario Outline: From starter to pro <when>
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is <moment>
      When Alice chooses the pro plan for Acme
      Then Acme pays for the pro plan
      And the newest invoice of Acme is paid, over <price>
      And the newest invoice of Acme credits <credit> and charges <charge>

      Examples:
        | when                     | moment          | credit | charge | price  |
        | on the first day         | 1 April, 12:00  | $28.52 | $97.35 | $68.83 |
        | in the middle of a month | 16 April, 00:00 | $14.50 | $49.50 | $35.00 |
        | on the last day          | 30 April, 12:00 | $0.48  | $1.65  | $1.17  |

    Scenario: In the last hour
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 30 April, 23:00
      When Alice chooses the pro plan for Acme
      Then Acme pays for the pro plan
      And the newest invoice of Acme credits $0.04 and charges $0.14

    Scenario: On the 31st
      Given Alice owns Acme, which has paid for the starter plan since 1 May
      And it is 31 May, 00:00
      When Alice chooses the pro plan for Acme
      Then the newest invoice of Acme is paid, over $2.25
      And the newest invoice of Acme credits $0.94 and charges $3.19

    Scenario: Twice in one month
      Given Alice owns Acme, whose trial is over
      And it is 11 April, 00:00
      And Alice has subscribed Acme to the starter plan with a card that works
      And it is 21 April, 00:00
      When Alice chooses the pro plan for Acme
      Then the invoices of Acme are over $19.33 and $23.33

    Scenario: The next month costs the whole price
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      And Alice has chosen the pro plan for Acme
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $29.00, $35.00 and $99.00

    Scenario: Owner and billing contact are told
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Bob is the billing contact of Acme
      When Alice chooses the pro plan for Acme
      Then Bob gets 1 mail with the subject "The plan of Acme has changed"

  Rule: It works as soon as it is paid, and not before

    Scenario: Seats, projects and storage at once
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Acme has 5 projects
      And Alice has chosen the pro plan for Acme
      When Alice starts the project "Website" at Acme
      Then Acme has 6 active projects

    Scenario: A card that is declined
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Acme pays with a card that is declined
      When Alice tries to choose the pro plan for Acme
      Then Alice is told that the plan must be paid first
      And Acme pays for the starter plan
      And the only invoice of Acme is over $29.00

    Scenario: No card any more
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Acme has no card any more
      When Alice tries to choose the pro plan for Acme
      Then Alice is told that the plan must be paid first
      And Acme pays for the starter plan

    Scenario: A card that works does not by itself choose what was declined
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      And Acme pays with a card that is declined
      And Alice has tried to choose the pro plan for Acme
      When Alice enters a card that works for Acme
      Then Acme pays for the starter plan

    Scenario: After that it can be chosen again
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Acme pays with a card that is declined
      And Alice has tried to choose the pro plan for Acme
      And Acme pays with a card that works
      When Alice chooses the pro plan for Acme
      Then Acme pays for the pro plan

    Scenario: Choosing the plan that one has changes nothing
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      When Alice chooses the starter plan for Acme
      Then Acme pays for the starter plan
      And the only invoice of Acme is over $29.00

  Rule: Nobody gains by moving back and forth

    Scenario: The volume grows by what is left of the month
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 16 April, 00:00
      When Alice chooses the pro plan for Acme
      Then Acme may use 550,000 API calls in April

    Scenario: The price of an hour buys the volume of an hour
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And it is 30 April, 23:00
      When Alice chooses the pro plan for Acme
      Then Acme may use 101,250 API calls in April

    Scenario: Who goes back after using it gets no money back
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And it is 16 April, 00:00
      And Alice has chosen the pro plan for Acme
      And "Website" has used 550,000 API calls
      When Alice chooses the starter plan for Acme
      Then the invoices of Acme are over $29.00 and $35.00
