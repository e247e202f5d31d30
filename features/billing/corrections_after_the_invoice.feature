Feature: A correction after the invoice
  A record can be corrected as long as its month is open, also where its invoice is final already. What the correction
  takes back was charged then, and comes back; until it has, the books say that they differ.

  Rule: It is credited on the next invoice

    Scenario: The invoice of the next month
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And "Website" has sent the record "r-1" of 100 GB of bandwidth
      And the operator has made the invoice of Acme final at the payment provider on 1 May, 12:00
      And "Website" has corrected the record "r-1" by -50 GB of bandwidth
      When it becomes 4 June, 00:15
      Then the newest invoice of Acme gives back $3.60 of usage

    Scenario: The operator learns of it until then
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And "Website" has sent the record "r-1" of 100 GB of bandwidth
      And the operator has made the invoice of Acme final at the payment provider on 1 May, 12:00
      And "Website" has corrected the record "r-1" by -50 GB of bandwidth
      When the operator reconciles Acme on 5 May, 12:00
      Then the operator learns of usage that will be on the next invoice, and it is left

  Rule: Where no further invoice comes it becomes the balance of the customer

    Scenario: The plan has ended
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And "Website" has sent the record "r-1" of 100 GB of bandwidth
      And the operator has ended the plan of Acme at the payment provider at once
      And "Website" has corrected the record "r-1" by -50 GB of bandwidth
      When it becomes 30 April, 12:00
      Then the newest invoice of Acme gives back $3.60 of usage
