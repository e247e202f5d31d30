Feature: The bills and who gets them
  The bills go to one address, which is often a person's. When that person goes, or no longer decides, the address
  stays, and the owners hear of it before the next bill is sent to somebody who has left.

  Rule: The owners hear when the bills go to somebody who no longer decides

    Scenario: The billing contact is removed
      Given Alice owns Acme, on the free plan
      And Bob is an admin of Acme
      And Bob is the billing contact of Acme
      When Alice removes Bob from Acme
      Then Alice gets 1 mail that the bills of Acme still go to Bob

    Scenario: The billing contact becomes a viewer
      Given Alice owns Acme, on the free plan
      And Bob is an admin of Acme
      And Bob is the billing contact of Acme
      When Alice makes Bob a viewer of Acme
      Then Alice gets 1 mail that the bills of Acme still go to Bob

    Scenario: The billing contact is suspended
      Given Alice owns Acme, on the free plan
      And Bob is an admin of Acme
      And Bob is the billing contact of Acme
      When Alice suspends Bob at Acme
      Then Alice gets 1 mail that the bills of Acme still go to Bob

    Scenario: The company is handed over
      Given Alice owns Acme, on the free plan
      And Bob is an admin of Acme
      When Alice hands Acme over to Bob
      Then Bob gets 1 mail that the bills of Acme still go to Alice

    Scenario: Somebody else is removed
      Given Alice owns Acme, on the free plan
      And Bob is an admin of Acme
      When Alice removes Bob from Acme
      Then Alice gets 0 mails that the bills of Acme still go to Bob
