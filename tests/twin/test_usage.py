"""Usage by meters: what is counted, until when, and what it costs."""

from threading import Thread

import pytest
from stripe import InvalidRequestError, RateLimitError

from tests.twin.account import Account, moment, stamp


def test_usage_is_billed_in_arrears_beside_the_next_month_in_advance(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900), account.usage_price("0.05", account.meter()))
    account.later(days=3)
    account.use(customer, 123_456)

    account.go_to(moment(2024, 2, 1))

    # 123456 × 0.05 = 6172.8
    assert account.amounts(subscription) == [6173, 2900]
    assert account.latest(subscription).lines.data[0].quantity == 123_456


def test_late_usage_counts_while_the_invoice_is_a_draft(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900), account.usage_price("1", account.meter()))
    account.use(customer, 100)

    account.go_to(moment(2024, 2, 3, 23))
    account.use(customer, 50, at=moment(2024, 1, 31, 23, 59))

    draft = account.latest(subscription)
    assert (draft.status, draft.total) == ("draft", 150 + 2900)
    assert draft.automatically_finalizes_at == stamp(moment(2024, 2, 4))


def test_usage_after_the_grace_is_on_no_invoice(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900), account.usage_price("1", account.meter()))
    account.use(customer, 100)
    account.go_to(moment(2024, 2, 4))

    account.use(customer, 50, at=moment(2024, 1, 31, 23))
    account.go_to(moment(2024, 3, 4))

    assert account.totals(subscription) == [("paid", 2900), ("paid", 3000), ("paid", 2900)]


def test_the_moment_of_the_renewal_belongs_to_the_new_period(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900), account.usage_price("1", account.meter()))
    account.go_to(moment(2024, 2, 1))

    account.use(customer, 60, at=moment(2024, 2, 1))

    assert account.latest(subscription).total == 2900
    account.go_to(moment(2024, 3, 1))
    assert account.amounts(subscription) == [60, 2900]


def test_half_a_cent_of_usage_is_rounded_up(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900), account.usage_price("0.5", account.meter()))
    account.use(customer, 1001)

    account.go_to(moment(2024, 2, 1))

    assert account.amounts(subscription) == [501, 2900]


def test_no_usage_makes_no_line(account: Account) -> None:
    subscription = account.subscribe(
        account.customer(), account.plan("Pro", 2900), account.usage_price("1", account.meter())
    )

    account.go_to(moment(2024, 2, 1))

    assert account.amounts(subscription) == [2900]


def test_usage_below_zero_bills_nothing(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900), account.usage_price("1", account.meter()))
    account.use(customer, 100)
    account.use(customer, -300)

    account.go_to(moment(2024, 2, 1))

    assert account.amounts(subscription) == [2900]


def test_canceling_with_invoice_now_bills_the_usage_so_far(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900), account.usage_price("1", account.meter()))
    account.later(days=3)
    account.use(customer, 700, at=moment(2024, 1, 2))

    account.v1.subscriptions.cancel(subscription, {"invoice_now": True})

    assert account.totals(subscription) == [("paid", 2900), ("paid", 700)]


def test_canceling_without_invoice_now_loses_the_usage(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900), account.usage_price("1", account.meter()))
    account.use(customer, 700)
    account.later(days=3)

    account.v1.subscriptions.cancel(subscription)

    account.later(days=60)
    assert account.totals(subscription) == [("paid", 2900)]


def test_a_subscription_that_ends_with_its_period_bills_its_last_usage_after_the_grace(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900), account.usage_price("1", account.meter()))
    account.v1.subscriptions.update(subscription, {"cancel_at": "min_period_end"})
    account.use(customer, 700)

    account.go_to(moment(2024, 2, 2))
    account.use(customer, 50, at=moment(2024, 1, 31))
    account.go_to(moment(2024, 2, 4))

    assert account.status(subscription) == "canceled"
    assert account.totals(subscription) == [("paid", 2900), ("paid", 750)]


def test_a_metered_item_that_is_removed_bills_its_usage_by_an_invoice_item(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(customer, account.plan("Pro", 2900), account.usage_price("1", account.meter()))
    account.later(days=3)
    account.use(customer, 300, at=moment(2024, 1, 2))

    account.v1.subscriptions.update(subscription, {"items": [{"id": account.item(subscription, 1), "deleted": True}]})

    assert [item.amount for item in account.v1.invoice_items.list({"pending": True}).data] == [300]
    account.go_to(moment(2024, 2, 1))
    assert account.amounts(subscription) == [2900, 300]


def test_each_unit_costs_what_the_price_was_at_its_time(account: Account) -> None:
    customer, meter = account.customer(), account.meter()
    subscription = account.subscribe(customer, account.plan("Pro", 2900), account.usage_price("1", meter))
    account.later(days=10)
    account.use(customer, 100, at=moment(2024, 1, 5))
    account.v1.subscriptions.update(
        subscription, {"items": [{"id": account.item(subscription, 1), "price": account.usage_price("3", meter)}]}
    )

    account.use(customer, 200)
    account.go_to(moment(2024, 2, 1))

    assert account.amounts(subscription) == [100, 600, 2900]


def test_usage_in_a_trial_is_free(account: Account) -> None:
    customer = account.customer()
    subscription = account.subscribe(
        customer,
        account.plan("Pro", 2900),
        account.usage_price("1", account.meter()),
        more={"trial_end": stamp(moment(2024, 1, 15))},
    )
    account.use(customer, 500)

    account.go_to(moment(2024, 1, 18))

    assert account.totals(subscription) == [("paid", 0), ("paid", 2900)]


def test_an_identifier_counts_once_in_a_day(account: Account) -> None:
    customer, meter = account.customer(), account.meter()
    account.use(customer, 5, identifier="acme/1")
    account.later(hours=23)

    with pytest.raises(InvalidRequestError) as refused:
        account.use(customer, 5, identifier="acme/1")

    assert "already exists with identifier acme/1" in str(refused.value)
    assert _counted(account, meter, customer) == 5


def test_after_a_day_an_identifier_counts_again(account: Account) -> None:
    customer, meter = account.customer(), account.meter()
    account.use(customer, 5, identifier="acme/1")
    account.later(hours=25)

    account.use(customer, 5, identifier="acme/1")

    assert _counted(account, meter, customer) == 10


@pytest.mark.parametrize("at", [moment(2023, 11, 26), moment(2024, 1, 1, 0, 6)])
def test_usage_of_another_time_is_refused(account: Account, at: object) -> None:
    customer = account.customer()
    account.meter()

    with pytest.raises(InvalidRequestError) as refused:
        account.use(customer, 5, at=at)  # type: ignore[arg-type]

    assert refused.value.param == "timestamp"


def test_a_value_is_a_whole_number(account: Account) -> None:
    customer = account.customer()
    account.meter()

    with pytest.raises(InvalidRequestError) as refused:
        account.v1.billing.meter_events.create(
            {"event_name": "call", "payload": {"stripe_customer_id": customer, "value": "1.5"}}
        )

    assert refused.value.code == "meter_event_invalid_value"


def test_an_event_that_is_canceled_counts_no_more(account: Account) -> None:
    customer, meter = account.customer(), account.meter()
    account.use(customer, 5, identifier="acme/1")
    account.use(customer, 7, identifier="acme/2")

    account.v1.billing.meter_event_adjustments.create(
        {"event_name": "call", "type": "cancel", "cancel": {"identifier": "acme/1"}}
    )

    assert _counted(account, meter, customer) == 7


def test_summaries_are_grouped_by_the_hour(account: Account) -> None:
    customer, meter = account.customer(), account.meter()
    account.later(hours=5)
    account.use(customer, 5, at=moment(2024, 1, 1, 1, 10))
    account.use(customer, 6, at=moment(2024, 1, 1, 1, 50))
    account.use(customer, 7, at=moment(2024, 1, 1, 3))

    summaries = account.v1.billing.meters.event_summaries.list(
        meter,
        {
            "customer": customer,
            "start_time": stamp(moment(2024, 1, 1)),
            "end_time": stamp(moment(2024, 1, 2)),
            "value_grouping_window": "hour",
        },
    )

    assert [(row.start_time, row.aggregated_value) for row in summaries.data] == [
        (stamp(moment(2024, 1, 1, 3)), 7),
        (stamp(moment(2024, 1, 1, 1)), 11),
    ]


def test_a_summary_that_is_not_aligned_is_refused(account: Account) -> None:
    customer, meter = account.customer(), account.meter()

    with pytest.raises(InvalidRequestError) as refused:
        account.v1.billing.meters.event_summaries.list(
            meter,
            {"customer": customer, "start_time": 1800, "end_time": 3600, "value_grouping_window": "hour"},
        )

    assert refused.value.param == "start_time"


def test_an_event_name_has_one_active_meter(account: Account) -> None:
    meter = account.meter()

    with pytest.raises(InvalidRequestError):
        account.meter()

    account.v1.billing.meters.deactivate(meter)
    assert account.meter() != meter


def test_one_call_at_a_time_counts_for_a_customer_and_meter(account: Account) -> None:
    customer, meter = account.customer(), account.meter()
    waiting = Thread(target=account.use, args=(customer, 1))
    with account.twin.lock:
        waiting.start()
        account.twin.turns.wait_for(1)

        with pytest.raises(RateLimitError) as refused:
            account.use(customer, 1)
    waiting.join()

    assert refused.value.headers is not None
    assert refused.value.headers["Stripe-Rate-Limited-Reason"] == "resource-specific"
    assert _counted(account, meter, customer) == 1


def _counted(account: Account, meter: str, customer: str) -> float:
    summaries = account.v1.billing.meters.event_summaries.list(
        meter,
        {"customer": customer, "start_time": stamp(moment(2023, 12, 1)), "end_time": stamp(moment(2024, 2, 1))},
    )
    return sum(row.aggregated_value for row in summaries.data)
