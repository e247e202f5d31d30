Feature: Warnings before the limit
  A limit should not come as a surprise. The owners, and whoever pays the bills, hear once when four fifths
  are used and once when nothing is left, and are not pestered after that.

  Rule: 80 % and 100 % each raise one warning

    Scenario: Reaching 80 %
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 7,999 API calls
      When "Website" uses 1 API call
      Then Alice gets 1 mail that 80 % of the API calls are used

    Scenario: Just below 80 %
      Given Alice owns Acme, on the free plan, with the project "Website"
      When "Website" uses 7,999 API calls
      Then Alice gets no mail about usage

    Scenario: Reaching 100 %
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 9,999 API calls
      When "Website" uses 1 API call
      Then Alice gets 1 mail that 100 % of the API calls are used

    Scenario: A single step over both
      Given Alice owns Acme, on the free plan, with the project "Website"
      When "Website" uses 10,000 API calls
      Then Alice gets 1 mail that 80 % of the API calls are used
      And Alice gets 1 mail that 100 % of the API calls are used

    Scenario: The first refusal counts as reaching the limit
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 9,995 API calls
      When "Website" tries to use 10 API calls
      Then Alice gets 1 mail that 100 % of the API calls are used

    Scenario: The spend cap has the same warnings
      Given Alice owns Acme, on the starter plan, with overage up to $1.00 a month
      And Acme has the project "Website"
      And "Website" has used 1,000 compute minutes
      When "Website" uses 9 compute minutes
      Then Alice gets 1 mail that 80 % of the spend cap is used

    Scenario: The first refusal by the spend cap counts as reaching it
      Given Alice owns Acme, on the starter plan, with overage up to $1.00 a month
      And Acme has the project "Website"
      And "Website" has used 1,000 compute minutes
      When "Website" tries to use 12 compute minutes
      Then Alice gets 1 mail that 100 % of the spend cap is used

  Rule: A warning comes once a month

    Scenario: More refusals bring no more mail
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 10,000 API calls
      When "Website" tries to use 1 API call 5 times at the same moment
      Then Alice gets 1 mail that 100 % of the API calls are used

    Scenario: Going down and up again brings no second mail
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And "Website" holds 9 GB
      And "Website" holds 1 GB
      When "Website" reports 9 GB of storage
      Then Alice gets 1 mail that 80 % of the storage is used

    Scenario: The next month warns anew
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 8,000 API calls
      And the next month has begun
      When "Website" uses 8,000 API calls
      Then Alice gets 2 mails that 80 % of the API calls are used

    Scenario: Many calls crossing the line at the same moment
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 7,990 API calls
      When "Website" tries to use 1 API call 30 times at the same moment
      Then Alice gets 1 mail that 80 % of the API calls are used

  Rule: A higher limit has warnings of its own

    Scenario: After an upgrade
      Given it is 1 April, 00:00
      And Alice owns Acme, on the starter plan, with the project "Website"
      And "Website" has used 100,000 API calls
      And the operator has moved Acme to the pro plan
      When "Website" uses 700,000 API calls
      Then Alice gets 2 mails that 80 % of the API calls are used

    Scenario: An upgrade by itself warns of nothing
      Given it is 1 April, 00:00
      And Alice owns Acme, on the starter plan, with the project "Website"
      And "Website" has used 100,000 API calls
      And the operator has moved Acme to the pro plan
      When "Website" uses 1 API call
      Then Alice gets 1 mail that 80 % of the API calls are used

    Scenario: After a raised spend cap
      Given Alice owns Acme, on the starter plan, with overage up to $1.00 a month
      And Acme has the project "Website"
      And "Website" has used 1,009 compute minutes
      And Alice has allowed overage at Acme up to $2.00 a month
      When "Website" uses 9 compute minutes
      Then Alice gets 2 mails that 80 % of the spend cap is used

    Scenario: A cap that is lowered and raised again
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And Alice has allowed overage at Acme up to $1.00 a month
      And "Website" has used 1,009 compute minutes
      And Alice has allowed overage at Acme up to $0.90 a month
      When "Website" uses 1 compute minute
      Then Alice gets 1 mail that 80 % of the spend cap is used

    Scenario: At most four warnings a day
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And Acme has used up spend caps of $1.00, $2.00, $3.00, $4.00 and $5.00, each on the same day
      When "Website" tries to use 10,000 compute minutes
      Then Alice gets 4 mails that 100 % of the spend cap is used

    Scenario: The next day warns again
      Given Alice owns Acme, on the starter plan, with the project "Website"
      And Acme has used up spend caps of $1.00, $2.00, $3.00, $4.00 and $5.00, each on the same day
      And 1 day has passed
      When "Website" tries to use 10,000 compute minutes
      Then Alice gets 5 mails that 100 % of the spend cap is used

  Rule: A warning says where things stand and what would help

    Scenario: What is used and when it starts again
      Given it is 10 March, 12:00
      And Alice owns Acme, on the free plan, with the project "Website"
      When "Website" uses 8,000 API calls
      Then a mail to Alice says "Used: 8,000 of 10,000 API calls (80 %)"
      And a mail to Alice says "1 April 2026, 00:00 UTC"
      And a mail to Alice says "The starter plan, for $29.00 a month, allows 100,000 API calls."

  Rule: Warnings go to those who can act on them

    Scenario: The billing contact is warned as well
      Given Alice owns Acme, on the free plan
      And Carol is the billing contact of Acme
      And Acme has the project "Website"
      When "Website" uses 8,000 API calls
      Then Carol gets 1 mail that 80 % of the API calls are used

    Scenario: Others are left in peace
      Given Alice owns Acme, on the free plan
      And Bob is a member of Acme
      And Acme has the project "Website"
      When "Website" uses 8,000 API calls
      Then Bob gets no mail about usage

    Scenario: The audit log remembers the warning
      Given Alice owns Acme, on the free plan, with the project "Website"
      When "Website" uses 8,000 API calls
      Then the audit log of Acme tells of 1 warning about usage
