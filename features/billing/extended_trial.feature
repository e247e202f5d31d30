Feature: A trial that lasts longer
  Sometimes a customer needs more time to decide, and the operator grants it. The months that follow are those of the
  calendar all the same: what is left of the first one is paid, and then invoices run from the first to the first.

  Rule: The operator extends a trial until the beginning of a day

    Scenario: It goes on until then
      Given Alice owns Acme, which is trying the starter plan
      When the operator extends the trial of Acme until 26 March, 00:00
      Then Acme is trying the starter plan until 26 March, 00:00

    Scenario: Then the rest of the month is paid
      Given Alice owns Acme, which is trying the starter plan
      And Acme pays with a card that works
      And the operator has extended the trial of Acme until 26 March, 00:00
      When it becomes 29 March, 01:00
      Then Acme pays for the starter plan
      And the only invoice of Acme is over $5.61

    Scenario: And each month of the calendar after it
      Given Alice owns Acme, which is trying the starter plan
      And Acme pays with a card that works
      And the operator has extended the trial of Acme until 26 March, 00:00
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $5.61, $29.00 and $29.00

    Scenario: It may end in another month
      Given Alice owns Acme, which is trying the starter plan
      And Acme pays with a card that works
      And the operator has extended the trial of Acme until 6 April, 00:00
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $24.17 and $29.00

    Scenario: Without a card nothing is paid when it is over
      Given Alice owns Acme, which is trying the starter plan
      And the operator has extended the trial of Acme until 26 March, 00:00
      When it becomes 26 March, 00:05
      Then Acme is on the free plan and pays nothing

    Scenario: The owner is reminded of the new end, and of no other
      Given Alice owns Acme, which is trying the starter plan
      And the operator has extended the trial of Acme until 26 March, 00:00
      When it becomes 23 March, 00:05
      Then Alice gets 1 mail with the subject "The trial of Acme ends on 26 March"

    Scenario: The payment provider learns it later
      Given Alice owns Acme, which is trying the starter plan
      And Acme pays with a card that works
      And the payment provider is out of reach
      And the operator has extended the trial of Acme until 26 March, 00:00
      When the payment provider has been back for an hour
      Then Acme is trying the starter plan until 26 March, 00:00

  Rule: What is no extension is refused

    Scenario: Not without a trial
      Given Alice owns Acme, on the free plan
      When the operator tries to extend the trial of Acme until 26 March, 00:00
      Then the operator is refused, because it is not in a trial

    Scenario: Not into the past
      Given Alice owns Acme, which is trying the starter plan
      When the operator tries to extend the trial of Acme until 1 March, 00:00
      Then the operator is refused, because 2026-03-01 has begun already, UTC

  Rule: A trial that is extended at the payment provider lasts until then here, too

    Scenario: It goes on until then
      Given Alice owns Acme, which is trying the starter plan
      When the operator lets the trial of Acme end on 19 March, 12:00 at the payment provider
      Then Acme is trying the starter plan until 19 March, 12:00

    Scenario: The months after it are those of the calendar
      Given Alice owns Acme, which is trying the starter plan
      And Acme pays with a card that works
      And the operator has let the trial of Acme end on 19 March, 12:00 at the payment provider
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $11.69, $29.00 and $29.00

    Scenario: Also where the notice was lost
      Given Alice owns Acme, which is trying the starter plan
      And Acme pays with a card that works
      And the notices of the payment provider get lost
      And the operator has let the trial of Acme end on 19 March, 12:00 at the payment provider
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $11.69, $29.00 and $29.00

    Scenario: The operator learns of it
      Given Alice owns Acme, which is trying the starter plan
      And the notices of the payment provider get lost
      And the operator has let the trial of Acme end on 19 March, 12:00 at the payment provider
      When the operator reconciles Acme
      Then the operator learns of another end of the trial, and it is mended
      And Acme is trying the starter plan until 19 March, 12:00

    Scenario: The operator may extend it again here
      Given Alice owns Acme, which is trying the starter plan
      And Acme pays with a card that works
      And the operator has let the trial of Acme end on 19 March, 12:00 at the payment provider
      And the operator has extended the trial of Acme until 26 March, 00:00
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $5.61, $29.00 and $29.00
