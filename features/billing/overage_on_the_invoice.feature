Feature: Overage on the invoice
  What is used beyond the plan is on the invoice of its own month, at the price of the plan under which it was
  used: the same cents that the usage report shows.

  Rule: The invoice has what the usage report shows

    Scenario Outline: On the <plan> plan, <used> cost <cost>
      Given Alice owns Acme, which has paid for the <plan> plan since 1 April, with the project "Website"
      And Alice has allowed overage at Acme up to $50.00 a month
      And "Website" has used <used>
      When it becomes 4 May, 00:15
      Then the newest invoice of Acme has <cost> of usage
      And the usage of Acme in April costs <cost>

      Examples:
        | plan    | used                    | cost  |
        | starter | 102,000 API calls       | $0.90 |
        | starter | 100,333 API calls       | $0.15 |
        | starter | 1,020.5 compute minutes | $1.85 |
        | starter | 100 GB of bandwidth     | $7.20 |
        | pro     | 1,010,000 API calls     | $4.00 |
        | pro     | 100 GB of bandwidth     | $6.40 |

    Scenario: Beside the price of the next month
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And Alice has allowed overage at Acme up to $10.00 a month
      And "Website" has used 102,000 API calls
      When it becomes 4 May, 00:15
      Then the newest invoice of Acme is paid, over $29.90

    Scenario: Within the plan there is nothing to add
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And "Website" has used 100,000 API calls
      When it becomes 4 May, 00:15
      Then the newest invoice of Acme is paid, over $29.00

    Scenario: What a correction took back is not invoiced
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And Alice has allowed overage at Acme up to $10.00 a month
      And "Website" has sent the record "r" of 102,000 API calls
      And "Website" has corrected the record "r" by -1,000 API calls
      When it becomes 4 May, 00:15
      Then the newest invoice of Acme has $0.45 of usage

    Scenario: Also when it was told already
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And Alice has allowed overage at Acme up to $10.00 a month
      And "Website" has sent the record "r" of 102,000 API calls
      And "Website" has, a day later, corrected the record "r" by -1,000 API calls
      When it becomes 4 May, 00:15
      Then the newest invoice of Acme has $0.45 of usage

  Rule: Two days after a month its usage is final

    Scenario: What comes late is still on its own month's invoice
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And it is 2 May, 23:00
      And "Website" has used 50 GB of bandwidth as of 30 April, 12:00
      When it becomes 4 May, 00:15
      Then the newest invoice of Acme has $3.60 of usage

    Scenario: What comes later still is refused, and not invoiced
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And it is 3 May, 00:30
      When "Website" tries to use 50 GB of bandwidth as of 30 April, 12:00
      Then Acme is told that the month is closed

    Scenario: What was used in the first days of a month waits for the next invoice
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And it is 2 May, 12:00
      And "Website" has used 50 GB of bandwidth
      When it becomes 4 June, 00:15
      Then the invoices of Acme are over $29.00, $29.00 and $32.60

  Rule: Each part of a month has the price of the plan under which it was used

    Scenario: Beyond the smaller plan, before a larger one was chosen
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And "Website" has used 100 GB of bandwidth
      And it is 16 April, 00:00
      And Alice has chosen the pro plan for Acme
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $29.00, $35.00 and $106.20

    Scenario: In the last month before a smaller plan
      Given Alice owns Acme, which has paid for the pro plan since 1 April, with the project "Website"
      And "Website" has used 100 GB of bandwidth
      And Alice has chosen the starter plan for Acme
      When it becomes 4 May, 00:15
      Then the invoices of Acme are over $99.00 and $35.40

  Rule: Usage that misses its invoice is billed all the same

    Scenario: It goes onto the next invoice, as a line of its own
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And the payment provider is out of reach
      And "Website" has used 100 GB of bandwidth
      And the payment provider comes back on 5 May, 12:00
      When it becomes 4 June, 00:15
      Then the newest invoice of Acme has $7.20 of usage

    Scenario: The operator learns of it until then
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And the payment provider is out of reach
      And "Website" has used 100 GB of bandwidth
      And the payment provider comes back on 5 May, 12:00
      When the operator reconciles Acme
      Then the operator learns of usage that will be on the next invoice, and it is left

    Scenario: A plan that the operator ends at the payment provider at once
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And "Website" has used 100 GB of bandwidth
      When the operator ends the plan of Acme at the payment provider at once
      Then the newest invoice of Acme has $7.20 of usage
