Feature: Rate limits
  One customer's runaway script must not slow down all the others. Every key has its own number of requests an
  hour, every company a number a minute, and whoever is too fast is told when to come again.

  Rule: A key has a number of requests an hour

    Scenario: As many as agreed
      Given Alice owns Acme, on the starter plan
      And Acme has the project "Website" and the API key "ci" for 3 requests an hour
      When the key "ci" makes 3 requests
      Then "Website" has used 3 API calls

    Scenario: One too many
      Given Alice owns Acme, on the starter plan
      And Acme has the project "Website" and the API key "ci" for 3 requests an hour
      And the key "ci" has made 3 requests
      When the key "ci" tries to make 1 request
      Then the key is told to slow down
      And "Website" has used 3 API calls

    Scenario: Who is too fast learns when to come again
      Given Alice owns Acme, on the starter plan
      And Acme has the project "Website" and the API key "ci" for 3 requests an hour
      And the key "ci" has made 3 requests
      When the key "ci" tries to make 1 request
      Then the key is told to come again in 20 minutes

    Scenario: Waiting helps
      Given Alice owns Acme, on the starter plan
      And Acme has the project "Website" and the API key "ci" for 3 requests an hour
      And the key "ci" has made 3 requests
      And 20 minutes have passed
      When the key "ci" makes 1 request
      Then "Website" has used 4 API calls

    Scenario: Another key is not slowed down
      Given Alice owns Acme, on the starter plan
      And Acme has the project "Website" and the API key "ci" for 3 requests an hour
      And the key "ci" has made 3 requests
      And Acme has the API key "shop" for 3 requests an hour
      When the key "shop" makes 1 request
      Then "Website" has used 4 API calls

    Scenario: Many requests at the same moment
      Given Alice owns Acme, on the starter plan
      And Acme has the project "Website" and the API key "ci" for 10 requests an hour
      When the key "ci" tries to make 30 requests at the same moment
      Then 10 of 30 succeed

  Rule: Every request counts once, whatever becomes of it

    Scenario: A refused request counts
      Given Alice owns Acme, on the free plan
      And Acme has the project "Website" and the API key "ci" for 3 requests an hour
      And the key "ci" was refused 3 records that do not fit
      When the key "ci" tries to make 1 request
      Then the key is told to slow down

    Scenario: A batch counts as one request
      Given Alice owns Acme, on the starter plan
      And Acme has the project "Website" and the API key "ci" for 1 request an hour
      When the key "ci" sends 50 records of 1 API call on "Website" at once
      Then "Website" has used 50 API calls

  Rule: A new secret brings no new requests

    Scenario: Rotating a key does not start it afresh
      Given Alice owns Acme, on the starter plan
      And Acme has the project "Website" and the API key "ci" for 3 requests an hour
      And the key "ci" has made 3 requests
      And Alice has rotated the key "ci"
      When the key "ci" tries to make 1 request
      Then the key is told to slow down

  Rule: A company has a number of requests a minute, shared by all of its people and keys

    Scenario: The company is too fast, though no key is
      Given Alice owns Acme, whose contract allows 6 requests a minute
      And Acme has the project "Website" and the API key "ci" for 1,000 requests an hour
      And a minute has passed
      When the key "ci" tries to make 8 requests at the same moment
      Then 6 of 8 succeed

    Scenario: A minute later it goes on
      Given Alice owns Acme, whose contract allows 6 requests a minute
      And Acme has the project "Website" and the API key "ci" for 1,000 requests an hour
      And the key "ci" has made requests until it was told to slow down
      And a minute has passed
      When the key "ci" tries to make 1 request
      Then the key is allowed
