"""Changes that wait for a period's end: phases, their start, and what is refused meanwhile."""

import pytest
from stripe import InvalidRequestError
from stripe.params import SubscriptionScheduleUpdateParamsPhase

from tests.twin.account import Account, moment, stamp


def test_a_downgrade_starts_with_the_next_period(account: Account) -> None:
    customer, meter = account.customer(), account.meter()
    scale, pro, usage = account.plan("Scale", 9900), account.plan("Pro", 2900), account.usage_price("1", meter)
    subscription = account.subscribe(customer, scale, usage)
    account.go_to(moment(2024, 1, 20))
    account.use(customer, 400)
    schedule = downgrade(account, subscription, pro, usage)

    account.go_to(moment(2024, 2, 1))

    # January's usage in arrears, February on the smaller plan in advance; nothing is prorated
    assert account.amounts(subscription) == [400, 2900]
    running = account.v1.subscriptions.retrieve(subscription)
    assert running.schedule == schedule
    assert {item.price.id for item in running["items"].data} == {pro, usage}


def test_a_schedule_lets_go_after_its_last_phase(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Scale", 9900))
    schedule = downgrade(account, subscription, account.plan("Pro", 2900))

    account.go_to(moment(2024, 3, 1))

    ended = account.v1.subscription_schedules.retrieve(schedule)
    assert (ended.status, ended.released_subscription) == ("released", subscription)
    assert account.v1.subscriptions.retrieve(subscription).schedule is None
    assert account.totals(subscription)[1:] == [("paid", 2900), ("draft", 2900)]


def test_a_schedule_that_is_released_changes_nothing(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Scale", 9900))
    schedule = downgrade(account, subscription, account.plan("Pro", 2900))

    account.v1.subscription_schedules.release(schedule)
    account.go_to(moment(2024, 2, 1))

    assert account.amounts(subscription) == [9900]


def test_items_of_a_scheduled_subscription_are_changed_by_the_schedule_alone(account: Account) -> None:
    pro = account.plan("Pro", 2900)
    subscription = account.subscribe(account.customer(), account.plan("Scale", 9900))
    downgrade(account, subscription, pro)

    with pytest.raises(InvalidRequestError) as refused:
        account.switch(subscription, pro)

    assert "managed by the subscription schedule" in str(refused.value)


def test_a_subscription_has_one_schedule(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Scale", 9900))
    account.v1.subscription_schedules.create({"from_subscription": subscription})

    with pytest.raises(InvalidRequestError):
        account.v1.subscription_schedules.create({"from_subscription": subscription})


def test_a_phase_inside_a_period_is_prorated(account: Account) -> None:
    scale, pro = account.plan("Scale", 9300), account.plan("Pro", 3100)
    subscription = account.subscribe(account.customer(), pro)
    schedule = account.v1.subscription_schedules.create({"from_subscription": subscription})
    middle = stamp(moment(2024, 1, 11))
    account.v1.subscription_schedules.update(
        schedule.id,
        {
            "phases": [
                {"items": [{"price": pro, "quantity": 1}], "start_date": stamp(moment(2024, 1, 1)), "end_date": middle},
                {
                    "items": [{"price": scale, "quantity": 1}],
                    "duration": {"interval": "month"},
                    "proration_behavior": "always_invoice",
                },
            ]
        },
    )

    account.go_to(moment(2024, 1, 12))

    # 21 of 31 days: −2100 and 6300
    assert account.amounts(subscription) == [-2100, 6300]


def test_phases_follow_each_other(account: Account) -> None:
    pro = account.plan("Pro", 3100)
    subscription = account.subscribe(account.customer(), pro)
    schedule = account.v1.subscription_schedules.create({"from_subscription": subscription})

    with pytest.raises(InvalidRequestError):
        account.v1.subscription_schedules.update(
            schedule.id, {"phases": [{"items": [{"price": pro}], "start_date": stamp(moment(2024, 3, 1))}]}
        )


def test_canceling_a_schedule_cancels_the_subscription(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Scale", 9900))
    schedule = downgrade(account, subscription, account.plan("Pro", 2900))

    account.v1.subscription_schedules.cancel(schedule)

    assert account.status(subscription) == "canceled"


def test_a_phase_may_send_its_invoices(account: Account) -> None:
    scale, pro = account.plan("Scale", 9300), account.plan("Pro", 3100)
    subscription = account.subscribe(account.customer(), pro)
    schedule = account.v1.subscription_schedules.create({"from_subscription": subscription})
    first, end = stamp(moment(2024, 1, 1)), stamp(moment(2024, 2, 1))
    account.v1.subscription_schedules.update(
        schedule.id,
        {
            "phases": [
                {"items": [{"price": pro, "quantity": 1}], "start_date": first, "end_date": end},
                {
                    "items": [{"price": scale, "quantity": 1}],
                    "collection_method": "send_invoice",
                    "invoice_settings": {"days_until_due": 14},
                    "metadata": {"plan": "scale"},
                },
            ]
        },
    )

    account.go_to(moment(2024, 2, 4))

    invoice = account.latest(subscription)
    assert (invoice.status, invoice.total, invoice.due_date) == ("open", 9300, stamp(moment(2024, 2, 18)))
    assert account.v1.subscriptions.retrieve(subscription).metadata["plan"] == "scale"


def downgrade(account: Account, subscription: str, *prices: str) -> str:
    """Two calls, as `from_subscription` cannot be combined with phases."""
    schedule = account.v1.subscription_schedules.create({"from_subscription": subscription})
    current = schedule.phases[0]
    now: SubscriptionScheduleUpdateParamsPhase = {
        "items": [{"price": str(item.price)} for item in current["items"]],
        "start_date": current.start_date,
        "end_date": current.end_date,
    }
    then: SubscriptionScheduleUpdateParamsPhase = {
        "items": [{"price": price} for price in prices],
        "duration": {"interval": "month"},
        "proration_behavior": "none",
    }
    account.v1.subscription_schedules.update(
        schedule.id, {"end_behavior": "release", "proration_behavior": "none", "phases": [now, then]}
    )
    return schedule.id
