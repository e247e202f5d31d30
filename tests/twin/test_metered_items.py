"""Metered items that come and go inside a period, in flexible mode.

https://docs.stripe.com/billing/subscriptions/billing-mode/compare and
https://docs.stripe.com/billing/subscriptions/usage-based/manage-billing-setup, both "when removing usage-based items".
"""

from tests.twin.account import Account, moment
from tests.twin.test_schedules import downgrade


def test_removed_without_proration_an_item_bills_nothing(account: Account) -> None:
    # "If you want to remove a metered price without billing for it, set `proration_behavior` to `none`."
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900), account.usage_price("1", account.meter()))
    account.later(days=3)
    account.use(customer, 300, at=moment(2024, 1, 2))

    account.v1.subscriptions.update(
        subscription,
        {"items": [{"id": account.item(subscription, 1), "deleted": True}], "proration_behavior": "none"},
    )
    account.use(customer, 50)
    account.go_to(moment(2024, 2, 1))

    assert account.amounts(subscription) == [2900]


def test_added_inside_a_period_an_item_bills_usage_from_then_on(account: Account) -> None:
    # "You add a new subscription item with price C on January 16. At the end of the month, the invoice includes usage
    # from January 16 to January 31 at price C for that subscription item."
    customer, meter = account.customer(), account.meter()
    subscription = account.subscribe(customer, account.plan("Pro", 2900))
    account.later(days=15)
    account.use(customer, 300, at=moment(2024, 1, 15))

    account.v1.subscriptions.update(subscription, {"items": [{"price": account.usage_price("1", meter)}]})
    account.use(customer, 50)
    account.go_to(moment(2024, 2, 1))

    assert account.amounts(subscription) == [50, 2900]


def test_what_a_phase_leaves_out_at_the_end_of_a_period_is_on_its_invoice(account: Account) -> None:
    # "An invoice gets created with an invoice line item for the removed usage-based subscription item"; "a single
    # consolidated invoice is generated". It is a draft, and takes late usage as any other.
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900), account.usage_price("1", account.meter()))
    account.use(customer, 300)
    downgrade(account, subscription, account.plan("Starter", 900))

    account.go_to(moment(2024, 2, 1, 12))
    account.use(customer, 50, at=moment(2024, 1, 31, 23))

    assert sorted(account.amounts(subscription)) == [350, 900]
