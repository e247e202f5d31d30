"""The money of flexible billing, to the cent: each case with its arithmetic."""

import pytest
from stripe import CardError, InvalidRequestError
from stripe.params import SubscriptionCreateParams

from tests.twin.account import Account, moment, stamp

ON_THE_FIRST: SubscriptionCreateParams = {
    "billing_cycle_anchor_config": {"day_of_month": 1, "hour": 0, "minute": 0, "second": 0},
}
# Seconds are written as days here where they are whole; every line is rounded half up by itself.


def test_the_first_period_up_to_an_anchor_costs_its_share(account: Account) -> None:
    account.go_to(moment(2024, 1, 15, 12))
    pro = account.plan("Pro", 2900)

    subscription = account.subscribe(account.customer(), pro, more=ON_THE_FIRST)

    # 16.5 of January's 31 days: 2900 × 16.5 / 31 = 1543.548…
    assert account.amounts(subscription) == [1544]
    assert account.period(subscription) == (moment(2024, 1, 15, 12), moment(2024, 2, 1))


def test_a_leap_february_has_29_days(account: Account) -> None:
    account.go_to(moment(2024, 2, 10))
    pro = account.plan("Pro", 2900)

    subscription = account.subscribe(account.customer(), pro, more=ON_THE_FIRST)

    # 20 of 29 days: 2900 × 20 / 29 = 2000 exactly
    assert account.amounts(subscription) == [2000]


def test_a_common_february_has_28_days(account: Account) -> None:
    account.go_to(moment(2023, 2, 10))
    pro = account.plan("Pro", 2900)

    subscription = account.subscribe(account.customer(), pro, more=ON_THE_FIRST)

    # 19 of 28 days: 2900 × 19 / 28 = 1967.857…
    assert account.amounts(subscription) == [1968]


def test_half_a_cent_is_rounded_up(account: Account) -> None:
    account.go_to(moment(2024, 4, 16))
    plan = account.plan("Odd", 4801)

    subscription = account.subscribe(account.customer(), plan, more=ON_THE_FIRST)

    # 15 of 30 days: 4801 / 2 = 2400.5
    assert account.amounts(subscription) == [2401]


def test_an_anchor_on_the_31st_falls_on_the_last_day_of_shorter_months(account: Account) -> None:
    account.go_to(moment(2024, 1, 31, 10))
    subscription = account.subscribe(account.customer(), account.plan("Pro", 2900))

    february = account.period(subscription)
    account.go_to(moment(2024, 2, 29, 10))
    march = account.period(subscription)

    assert february == (moment(2024, 1, 31, 10), moment(2024, 2, 29, 10))
    assert march == (moment(2024, 2, 29, 10), moment(2024, 3, 31, 10))


def test_two_upgrades_in_one_period_give_back_what_was_debited(account: Account) -> None:
    customer = account.customer()
    pro, scale, huge = account.plan("Pro", 2900), account.plan("Scale", 9900), account.plan("Huge", 29900)
    subscription = account.subscribe(customer, pro)

    account.go_to(moment(2024, 1, 11))
    account.switch(subscription, scale)
    first = account.amounts(subscription)
    account.go_to(moment(2024, 1, 25, 6))
    account.switch(subscription, huge)

    # after 10 of 31 days: −2900 × 21/31 = −1964.516…; 9900 × 21/31 = 6706.451…
    assert first == [-1965, 6706]
    # 6.75 days are left of the 21 that the 6706 paid for: −6706 × 6.75/21 = −2155.5; 29900 × 6.75/31 = 6510.483…
    assert account.amounts(subscription) == [-2156, 6510]


def test_a_credit_follows_the_debit_and_not_the_price(account: Account) -> None:
    pro, scale = account.plan("Pro", 2900), account.plan("Scale", 9900)
    subscription = account.subscribe(account.customer(), pro)
    account.go_to(moment(2024, 1, 11))
    account.switch(subscription, scale, {"proration_behavior": "none"})

    account.go_to(moment(2024, 1, 21))
    account.switch(subscription, pro)

    # 2900 was debited for 31 days, of which 11 are left: −2900 × 11/31 = −1029.03…; the same comes back as a debit
    assert account.amounts(subscription) == [-1029, 1029]


def test_prorations_wait_for_the_renewal_unless_they_are_invoiced_at_once(account: Account) -> None:
    pro, scale = account.plan("Pro", 3100), account.plan("Scale", 9300)
    subscription = account.subscribe(account.customer(), pro)
    account.go_to(moment(2024, 1, 11))
    account.switch(subscription, scale, {"proration_behavior": "create_prorations"})
    before = account.totals(subscription)

    account.go_to(moment(2024, 2, 1))

    # −3100 × 21/31 = −2100; 9300 × 21/31 = 6300; and February in advance
    assert before == [("paid", 3100)]
    assert sorted(account.amounts(subscription)) == [-2100, 6300, 9300]


def test_a_downgrade_in_the_period_becomes_credit_for_the_next_invoice(account: Account) -> None:
    customer = account.customer()
    pro, scale = account.plan("Pro", 3100), account.plan("Scale", 9300)
    subscription = account.subscribe(customer, scale)
    account.go_to(moment(2024, 1, 11))

    account.switch(subscription, pro)

    # −9300 × 21/31 + 3100 × 21/31 = −6300 + 2100
    downgrade = account.latest(subscription)
    assert (downgrade.status, downgrade.total, downgrade.amount_due) == ("paid", -4200, 0)
    assert account.balance(customer) == -4200
    account.go_to(moment(2024, 2, 4))
    february = account.latest(subscription)
    assert (february.total, february.starting_balance, february.amount_due) == (3100, -4200, 0)
    assert account.balance(customer) == -1100


def test_a_proration_date_counts_instead_of_now(account: Account) -> None:
    pro, scale = account.plan("Pro", 3100), account.plan("Scale", 9300)
    subscription = account.subscribe(account.customer(), pro)
    account.go_to(moment(2024, 1, 11, 3))

    account.switch(subscription, scale, {"proration_date": stamp(moment(2024, 1, 11))})

    assert account.amounts(subscription) == [-2100, 6300]


def test_a_preview_is_what_the_update_bills(account: Account) -> None:
    pro, scale = account.plan("Pro", 2900), account.plan("Scale", 9900)
    subscription = account.subscribe(account.customer(), pro)
    account.go_to(moment(2024, 1, 12, 7, 31))
    item = account.item(subscription)

    preview = account.preview(
        subscription, {"items": [{"id": item, "price": scale}], "proration_behavior": "always_invoice"}
    )
    untouched = account.totals(subscription)
    account.switch(subscription, scale)

    assert preview.id.startswith("upcoming_in")
    assert preview.status == "draft"
    assert untouched == [("paid", 2900)]
    assert [line.amount for line in preview.lines.data] == account.amounts(subscription)
    assert preview.amount_due == account.latest(subscription).amount_paid


def test_the_preview_of_a_renewal_holds_usage_and_waiting_prorations(account: Account) -> None:
    customer = account.customer()
    pro, scale = account.plan("Pro", 3100), account.plan("Scale", 9300)
    usage = account.usage_price("0.5", account.meter())
    subscription = account.subscribe(customer, pro, usage)
    account.go_to(moment(2024, 1, 11))
    account.use(customer, 1000)
    account.switch(subscription, scale, {"proration_behavior": "create_prorations"})

    preview = account.preview(subscription, {})

    assert sorted(line.amount for line in preview.lines.data) == [-2100, 500, 6300, 9300]


def test_a_preview_of_a_new_subscription_starts_nothing(account: Account) -> None:
    customer = account.customer(None)
    pro = account.plan("Pro", 2900)

    preview = account.v1.invoices.create_preview(
        {"customer": customer, "subscription_details": {"items": [{"price": pro}]}}
    )

    assert preview.amount_due == 2900
    assert account.v1.subscriptions.list({"status": "all"}).data == []


def test_an_anchor_that_is_reset_starts_a_whole_period_now(account: Account) -> None:
    pro = account.plan("Pro", 3100)
    subscription = account.subscribe(account.customer(), pro)
    account.go_to(moment(2024, 1, 11))

    account.v1.subscriptions.update(subscription, {"billing_cycle_anchor": {"type": "now"}})

    # −3100 × 21/31 = −2100 comes back, and 3100 pays for January 11 to February 11
    assert account.amounts(subscription) == [-2100, 3100]
    assert account.period(subscription) == (moment(2024, 1, 11), moment(2024, 2, 11))


def test_canceling_at_once_gives_back_the_rest_where_that_is_asked_for(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 3100))
    account.go_to(moment(2024, 1, 11))

    account.v1.subscriptions.cancel(subscription, {"invoice_now": True, "prorate": True})

    assert account.amounts(subscription) == [-2100]
    assert account.balance(customer) == -2100


def test_canceling_inside_a_later_period_prorates_at_that_time(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 3100))
    account.v1.subscriptions.update(subscription, {"cancel_at": stamp(moment(2024, 1, 11))})

    account.go_to(moment(2024, 1, 15))

    assert account.status(subscription) == "canceled"
    assert account.balance(customer) == -2100


def test_an_amount_too_small_to_charge_waits_on_the_balance(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Tiny", 49))

    invoice = account.latest(subscription)

    assert (invoice.status, invoice.total, invoice.amount_due, invoice.amount_paid) == ("paid", 49, 0, 0)
    assert account.balance(customer) == 49


def test_a_failed_upgrade_with_error_if_incomplete_changes_nothing(account: Account) -> None:
    customer = account.customer()
    pro, scale = account.plan("Pro", 3100), account.plan("Scale", 9300)
    subscription = account.subscribe(customer, pro)
    account.pay_with(customer, "pm_card_chargeCustomerFail")
    account.go_to(moment(2024, 1, 11))
    before = account.kinds()

    with pytest.raises(CardError):
        account.switch(subscription, scale, {"payment_behavior": "error_if_incomplete"})

    assert account.kinds() == before
    assert account.totals(subscription) == [("paid", 3100)]
    assert account.v1.subscriptions.retrieve(subscription)["items"].data[0].price.id == pro


def test_a_start_in_the_past_is_billed_since_then(account: Account) -> None:
    account.go_to(moment(2024, 1, 20))
    pro = account.plan("Pro", 3100)

    subscription = account.subscribe(
        account.customer(), pro, more={**ON_THE_FIRST, "backdate_start_date": stamp(moment(2024, 1, 11))}
    )

    # 21 of 31 days
    assert account.amounts(subscription) == [2100]
    assert account.period(subscription) == (moment(2024, 1, 11), moment(2024, 2, 1))


def test_a_start_does_not_lie_ahead(account: Account) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        account.subscribe(
            account.customer(), account.plan("Pro", 3100), more={"backdate_start_date": stamp(moment(2024, 1, 2))}
        )

    assert refused.value.param == "backdate_start_date"


def test_a_preview_needs_no_customer(account: Account) -> None:
    preview = account.v1.invoices.create_preview(
        {"currency": "usd", "subscription_details": {"items": [{"price": account.plan("Pro", 2900)}]}}
    )

    assert preview.amount_due == 2900
    assert account.v1.customers.list().data == []
