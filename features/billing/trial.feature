Feature: Trying a plan
  A paid plan can be tried for fourteen days, once and without a card. Nobody slides into a bill unawares: what
  is used meanwhile costs nothing, and who gives no card simply goes on with the free plan.

  Rule: A trial has the limits of its plan, and costs nothing

    Scenario: Use ends at the plan's volume
      Given Alice owns Acme, which is trying the starter plan, with the project "Website"
      And "Website" has used 100,000 API calls
      When "Website" tries to use 1 API call
      Then Acme is told that the API calls are used up

    Scenario: Also when overage is allowed
      Given Alice owns Acme, which is trying the starter plan, with the project "Website"
      And Alice has allowed overage at Acme up to $10.00 a month
      And "Website" has used 100,000 API calls
      When "Website" tries to use 1 API call
      Then Acme is told that the API calls are used up

    Scenario: Bandwidth is not priced
      Given Alice owns Acme, which is trying the starter plan, with the project "Website"
      When "Website" uses 100 GB of bandwidth
      Then the usage of Acme costs $0.00

    Scenario: Nor does it come up on a later invoice
      Given Alice owns Acme, which is trying the starter plan, with the project "Website"
      And Acme pays with a card that works
      And "Website" has used 100 GB of bandwidth
      When it becomes 4 April, 00:15
      Then the invoices of Acme are over $14.62 and $29.00

    Scenario: From the end of the trial on it is priced
      Given Alice owns Acme, which is trying the starter plan, with the project "Website"
      And Acme pays with a card that works
      And "Website" has used 100 GB of bandwidth
      And it is 16 March, 10:00
      When "Website" uses 50 GB of bandwidth
      Then the usage of Acme costs $3.60

    Scenario: Nor is it taken back from what is priced later
      Given Alice owns Acme, which is trying the starter plan, with the project "Website"
      And "Website" has sent the record "r-1" of 2,000 GB of bandwidth
      And the operator has moved Acme to the starter plan
      And "Website" has used 50 GB of bandwidth
      When "Website" corrects the record "r-1" by -1,500 GB of bandwidth
      Then the usage of Acme costs $3.60

  Rule: Three days before the end its owners are reminded

    Scenario: The owner
      Given Alice owns Acme, which is trying the starter plan
      When it becomes 13 March, 09:00
      Then Alice gets 1 mail with the subject "The trial of Acme ends on 16 March"

    Scenario: The billing contact
      Given Alice owns Acme, which is trying the starter plan
      And Bob is the billing contact of Acme
      When it becomes 13 March, 09:00
      Then Bob gets 1 mail with the subject "The trial of Acme ends on 16 March"

    Scenario: Not earlier
      Given Alice owns Acme, which is trying the starter plan
      When it becomes 13 March, 08:59
      Then Alice gets 0 mails with the subject "The trial of Acme ends on 16 March"

    Scenario: Nobody whose trial has come to an end before
      Given Alice owns Acme, which is trying the starter plan
      And the operator has moved Acme to the starter plan
      When it becomes 13 March, 09:00
      Then Alice gets 0 mails with the subject "The trial of Acme ends on 16 March"

  Rule: With a card the trial becomes a paid plan, without one the free plan

    Scenario: With a card, the rest of the month is paid
      Given Alice owns Acme, which is trying the starter plan
      And Acme pays with a card that works
      When it becomes 19 March, 09:15
      Then Acme pays for the starter plan
      And the newest invoice of Acme is paid, over $14.62

    Scenario: Without a card, nothing is paid
      Given Alice owns Acme, which is trying the starter plan
      When it becomes 16 March, 09:05
      Then Acme is on the free plan and pays nothing
      And Acme has no invoice

    Scenario: With a card that is declined, a payment is owed
      Given Alice owns Acme, which is trying the starter plan
      And Acme pays with a card that is declined
      When it becomes 19 March, 09:15
      Then Acme owes a payment

    Scenario: Nothing is taken away that does not fit the free plan
      Given Alice owns Acme, which is trying the starter plan
      And Acme has 2 projects
      When it becomes 16 March, 09:05
      Then Acme is on the free plan and pays nothing
      And Acme has 2 active projects

    Scenario: The owner is told what does not fit
      Given Alice owns Acme, which is trying the starter plan
      And Acme has 2 projects
      When it becomes 16 March, 09:05
      Then a mail to Alice says "projects: 2 in use, 1 allowed"

    Scenario: But nothing more is added
      Given Alice owns Acme, which is trying the starter plan
      And Acme has 2 projects
      And it is 16 March, 09:05
      When Alice tries to start the project "Website" at Acme
      Then Alice is told that no further project fits the plan

  Rule: A company tries once

    Scenario: The second time it is paid at once
      Given Alice owns Acme, whose trial is over
      And Acme pays with a card that works
      And it is 16 April, 00:00
      When Alice chooses the starter plan for Acme
      Then Acme pays for the starter plan
      And the only invoice of Acme is over $14.50

    Scenario: The second time without a card
      Given Alice owns Acme, whose trial is over
      When Alice tries to choose the starter plan for Acme
      Then Alice is told that the plan must be paid first
      And Acme is on the free plan and pays nothing

    Scenario: Another plan is no other trial
      Given Alice owns Acme, whose trial is over
      When Alice tries to choose the pro plan for Acme
      Then Alice is told that the plan must be paid first

  Rule: A person tries once

    Scenario: A second company begins on the free plan
      Given Alice owns Acme, which is trying the starter plan
      When Alice, signed in, signs up Globex for the pro plan
      Then Globex is on the free plan and pays nothing

    Scenario: So does one whose invitation is accepted
      Given Alice owns Acme, which is trying the starter plan
      And Alice has signed up Globex for the pro plan
      When Alice accepts the invitation to Globex
      Then Globex is on the free plan and pays nothing
      And Alice gets 1 mail with the subject "Globex begins on the free plan"

    Scenario: The plan can be bought there at once
      Given Alice owns Acme, which is trying the starter plan
      And Alice also owns Globex, on the free plan
      When Alice tries to choose the starter plan for Globex
      Then Alice is told that the plan must be paid first

    Scenario: A person who tries a plan later has tried
      Given Alice owns Acme, on the free plan
      And Alice has chosen the starter plan for Acme
      When Alice, signed in, signs up Globex for the pro plan
      Then Globex is on the free plan and pays nothing

    Scenario: Another person tries for the first time
      Given Alice owns Acme, which is trying the starter plan
      And Bob has signed up Globex for the pro plan
      When Bob accepts the invitation to Globex
      Then Globex is trying the pro plan until 16 March, 09:00

    Scenario: It stays so when the company that tried is erased
      Given Alice owns Acme, which is trying the starter plan
      And Alice has closed Acme
      And 31 days have passed
      And Alice has signed up Globex for the pro plan
      When Alice accepts the invitation to Globex
      Then Globex is on the free plan and pays nothing

  Rule: A trial begins when its owner is known

    Scenario: With the acceptance, not with the sign-up
      Given Alice has signed up Acme for the starter plan
      And 3 days have passed
      When Alice accepts the invitation to Acme
      Then Acme is trying the starter plan until 19 March, 09:00

    Scenario: The owner is reminded of that end
      Given Alice has signed up Acme for the starter plan
      And 3 days have passed
      And Alice has accepted the invitation to Acme
      When it becomes 16 March, 09:00
      Then Alice gets 1 mail with the subject "The trial of Acme ends on 19 March"

  Rule: Mails about the plan say what has changed

    Scenario: The plan that was tried goes on
      Given Alice owns Acme, which is trying the starter plan
      And Acme pays with a card that works
      When it becomes 19 March, 09:15
      Then Alice gets 0 mails with the subject "The plan of Acme has changed"
      And Alice gets 1 mail with the subject "The trial of Acme is over"

    Scenario: The free plan follows
      Given Alice owns Acme, which is trying the starter plan
      When it becomes 16 March, 09:05
      Then Alice gets 1 mail with the subject "The plan of Acme has changed"

  Rule: In a trial every change of plan is free, and the last choice is what is paid

    Scenario: A larger plan
      Given Alice owns Acme, which is trying the starter plan
      When Alice chooses the pro plan for Acme
      Then Acme is trying the pro plan until 16 March, 09:00
      And Acme has no invoice

    Scenario: Then the larger plan is paid
      Given Alice owns Acme, which is trying the starter plan
      And Acme pays with a card that works
      And Alice has chosen the pro plan for Acme
      When it becomes 19 March, 09:15
      Then Acme pays for the pro plan
      And the newest invoice of Acme is paid, over $49.90

    Scenario: A smaller plan
      Given Alice owns Acme, which is trying the pro plan
      And Acme pays with a card that works
      And Alice has chosen the starter plan for Acme
      When it becomes 19 March, 09:15
      Then Acme pays for the starter plan
      And the newest invoice of Acme is paid, over $14.62
