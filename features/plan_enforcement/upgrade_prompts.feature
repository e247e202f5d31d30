Feature: Upgrade prompts
  Being stopped is annoying; not knowing why is worse. Whoever runs into a limit is told which one it is, how
  far they have come, when it starts anew, and which plan would have been large enough.

  Rule: A refusal names the limit and how far it is used

    Scenario: All the facts about a limit
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 9,995 API calls
      When "Website" tries to use 10 API calls
      Then the refusal says that 9,995 of 10,000 are used, 10 were asked for and 5 remain
      And the refusal says that it starts anew on 1 April, 00:00

    Scenario: All the facts about seats
      Given Alice owns Acme, on the free plan
      And Bob is a member of Acme
      And Carol is a member of Acme
      When Alice tries to invite Dave to Acme as a member
      Then the refusal says that 3 of 3 are used, 1 was asked for and 0 remain

  Rule: A refusal offers the cheapest plan that would be large enough

    Scenario: The next plan up is enough
      Given Alice owns Acme, on the free plan, with the project "Website"
      And "Website" has used 10,000 API calls
      When "Website" tries to use 1 API call
      Then Acme is offered the starter plan for $29.00 a month
      And Acme is told where to upgrade

    Scenario: A plan that would still be too small is not offered
      Given Alice owns Acme, on the free plan, with the project "Website"
      When "Website" tries to use 200,000 API calls
      Then Acme is offered the pro plan for $99.00 a month

    Scenario: No room for another project
      Given Alice owns Acme, on the free plan, with the project "Website"
      When Alice tries to start the project "Shop" at Acme
      Then Acme is offered the starter plan for $29.00 a month

    Scenario: No seat for another person
      Given Alice owns Acme, on the free plan
      And Acme has invited Bob as a member
      And Acme has invited Carol as a member
      When Alice tries to invite Dave to Acme as a member
      Then Acme is offered the starter plan for $29.00 a month

    Scenario: More storage than the next plan has
      Given Alice owns Acme, on the free plan, with the project "Website"
      When "Website" tries to report 50 GB of storage
      Then Acme is offered the pro plan for $99.00 a month

    Scenario: Something that the plan does not include at all
      Given Alice owns Acme, on the free plan
      When Alice tries to allow overage at Acme up to $10.00 a month
      Then Acme is offered the starter plan for $29.00 a month
