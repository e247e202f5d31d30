Feature: Seats
  A plan comes with a number of seats. Acme pays for people, not for promises: every way of adding somebody
  counts in the same way, no crowd at the door ever passes the limit, and nobody who was promised a seat
  finds it taken.

  Rule: A plan has a number of seats, and none beyond it

    Scenario Outline: The <plan> plan has <seats> seats
      Given Alice owns Acme, on the <plan> plan
      When Alice reads the limits of Acme
      Then the plan allows <seats> seats

      Examples:
        | plan       | seats       |
        | free       | 3           |
        | starter    | 10          |
        | pro        | 50          |
        | enterprise | any number of |

    Scenario: The last seat can be filled
      Given Alice owns Acme, on the free plan
      And Bob is a member of Acme
      When Alice invites Carol to Acme as a member
      Then Acme has filled 3 seats

    Scenario: Nobody is invited beyond the last seat
      Given Alice owns Acme, on the free plan
      And Bob is a member of Acme
      And Carol is a member of Acme
      When Alice tries to invite Dave to Acme as a member
      Then Alice is told that every seat is taken
      And Acme has filled 3 seats

    Scenario: Without a limit there is always another seat
      Given Alice owns Acme, on the enterprise plan
      And Acme has invited 60 people
      When Alice invites Bob to Acme as a member
      Then Acme has filled 62 seats

  Rule: An open invitation holds a seat

    Scenario: Invitations that nobody has answered count
      Given Alice owns Acme, on the free plan
      And Acme has invited Bob as a member
      And Acme has invited Carol as a member
      When Alice tries to invite Dave to Acme as a member
      Then Alice is told that every seat is taken

    Scenario: Whoever was invited finds a seat, also in a full company
      Given Alice owns Acme, on the free plan
      And Bob is a member of Acme
      And Acme has invited Carol as a member
      When Carol accepts the invitation to Acme
      Then Acme has filled 3 seats
      And Carol is a member of Acme

    Scenario: Sending an invitation again takes no further seat
      Given Alice owns Acme, on the free plan
      And Acme has invited Bob as a member
      When Alice sends the invitation of Bob to Acme again
      Then Acme has filled 2 seats

    Scenario: A revoked invitation frees its seat
      Given Alice owns Acme, on the free plan
      And Acme has invited Bob as a member
      When Alice revokes the invitation of Bob to Acme
      Then Acme has filled 1 seat

    Scenario: An expired invitation makes room in a full company
      Given Alice owns Acme, on the free plan
      And Acme has invited Bob as a member
      And Acme has invited Carol as a member
      And 8 days have passed
      When Alice invites Dave to Acme as a member
      Then Acme has filled 2 seats

  Rule: A suspended user keeps the seat, a removed one frees it

    Scenario: Suspending somebody frees nothing
      Given Alice owns Acme, on the free plan
      And Bob is a member of Acme
      When Alice suspends Bob at Acme
      Then Acme has filled 2 seats

    Scenario: Removing somebody frees a seat
      Given Alice owns Acme, on the free plan
      And Bob is a member of Acme
      When Alice removes Bob from Acme
      Then Acme has filled 1 seat

    Scenario: Letting a suspended user back in takes no second seat
      Given Alice owns Acme, on the free plan
      And Bob is a member of Acme
      And Acme has suspended Bob
      When Alice lets Bob back in at Acme
      Then Acme has filled 2 seats

  Rule: The limit holds however many come at once

    Scenario: Several people invited together, more than fit
      Given Alice owns Acme, on the free plan
      When Alice invites Bob, Carol and Dave together to Acme
      Then Bob and Carol are invited
      And Dave is refused, because every seat is taken

    Scenario: Many people invited at the same moment
      Given Alice owns Acme, on the free plan
      When Alice tries to invite 10 people to Acme at the same moment
      Then 2 of 10 succeed
      And Acme has filled 3 seats

    Scenario: The same person invited many times at the same moment
      Given Alice owns Acme, on the starter plan
      When Alice tries to invite Bob to Acme 5 times at the same moment
      Then 1 of 5 succeeds
      And Acme has filled 2 seats
