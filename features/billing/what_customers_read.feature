Feature: What customers read when they pay
  Who pays reads what it is for: the plan, and what each meter costs beside it, in words, with unit and rate, once.
  What other plans cost stands where plans are compared, not where one of them is paid.

  Rule: At the checkout and in the portal stand the plan and its meters, and no other plan's

    Scenario: At the checkout
      Given Alice owns Acme, on the free plan
      When Alice opens the checkout of Acme for the pro plan
      Then the page lists
        | Pro plan                                                            |
        | Pro plan: API calls past the included volume, $0.40 per 1,000 calls |
        | Pro plan: Compute past the included volume, $0.08 per minute        |
        | Pro plan: Bandwidth, $0.064 per GB                                  |
        | Pro plan: Storage past the included volume, $0.08 per GB-month      |

    Scenario: In the portal, in a trial
      Given Alice owns Acme, which is trying the starter plan
      When Alice opens the portal of Acme
      Then the page lists
        | Starter plan                                                            |
        | Starter plan: API calls past the included volume, $0.45 per 1,000 calls |
        | Starter plan: Compute past the included volume, $0.09 per minute        |
        | Starter plan: Bandwidth, $0.072 per GB                                  |
        | Starter plan: Storage past the included volume, $0.09 per GB-month      |

    Scenario: In the portal, after a larger plan was chosen
      Given Alice owns Acme, which has paid for the starter plan since 1 April
      And Alice has chosen the pro plan for Acme
      When Alice opens the portal of Acme
      Then the page lists
        | Pro plan                                                            |
        | Pro plan: API calls past the included volume, $0.40 per 1,000 calls |
        | Pro plan: Compute past the included volume, $0.08 per minute        |
        | Pro plan: Bandwidth, $0.064 per GB                                  |
        | Pro plan: Storage past the included volume, $0.08 per GB-month      |

    Scenario: In the portal, once a smaller plan has begun
      Given Alice owns Acme, which has paid for the pro plan since 1 April
      And Alice has chosen the starter plan for Acme
      And it is 1 May, 09:00
      When Alice opens the portal of Acme
      Then the page lists
        | Starter plan                                                            |
        | Starter plan: API calls past the included volume, $0.45 per 1,000 calls |
        | Starter plan: Compute past the included volume, $0.09 per minute        |
        | Starter plan: Bandwidth, $0.072 per GB                                  |
        | Starter plan: Storage past the included volume, $0.09 per GB-month      |

  Rule: On an invoice stands each meter that was used, with its rate, once

    Scenario: Of one plan
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And Alice has allowed overage at Acme up to $10.00 a month
      And "Website" has used 102,000 API calls
      And "Website" has used 50 GB of bandwidth
      When it becomes 4 May, 00:15
      Then the newest invoice of Acme lists the usage
        | usage                                                                   | cost  |
        | Starter plan: API calls past the included volume, $0.45 per 1,000 calls | $0.90 |
        | Starter plan: Bandwidth, $0.072 per GB                                  | $3.60 |

    Scenario: Of a plan that was left, and of the next one
      Given Alice owns Acme, which has paid for the starter plan since 1 April, with the project "Website"
      And "Website" has used 50 GB of bandwidth
      And Alice has chosen the pro plan for Acme
      And "Website" has used 100 GB of bandwidth
      When it becomes 4 May, 00:15
      Then the newest invoice of Acme lists the usage
        | usage                                            | cost  |
        | Starter plan: Bandwidth, $0.072 per GB (2026-04) | $3.60 |
        | Pro plan: Bandwidth, $0.064 per GB               | $6.40 |

  Rule: A trial shows what will be charged after it

    Scenario: The usage report of a trial
      Given Alice owns Acme, which is trying the starter plan
      When Alice reads the usage report of Acme
      Then the report shows the rates
        | meter     | rate   |
        | api_call  | $0.45  |
        | compute   | $0.09  |
        | bandwidth | $0.072 |
        | storage   | $0.09  |

  Rule: What does not exist yet is called announced

    Scenario: Features of the plans
      When a visitor reads which features the plans announce
      Then the plans announce
        | plan       | features                           |
        | free       |                                    |
        | starter    |                                    |
        | pro        | a custom domain and single sign-on |
        | enterprise | a custom domain and single sign-on |
