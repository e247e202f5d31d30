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
      Then Alice gets 1 mail that 80 % of the spend cap are used

    Scenario: The first refusal by the spend cap counts as reaching it
      Given Alice owns Acme, on the starter plan, with overage up to $1.00 a month
      And Acme has the project "Website"
      And "Website" has used 1,000 compute minutes
      When "Website" tries to use 12 compute minutes
      Then Alice gets 1 mail that 100 % of the spend cap are used

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
      Then Alice gets 1 mail that 80 % of the storage are used

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
