"""How a subscription ends: at once, with its period, or inside one."""

import pytest
from stripe import InvalidRequestError

from tests.twin.account import Account, moment, stamp


def test_a_cancellation_is_scheduled_and_taken_back(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Pro", 2900))

    scheduled = account.v1.subscriptions.update(subscription, {"cancel_at": "max_period_end"})
    cleared = account.v1.subscriptions.update(subscription, {"cancel_at": ""})

    assert (scheduled.status, scheduled.cancel_at) == ("active", stamp(moment(2024, 2, 1)))
    assert (cleared.cancel_at, cleared.canceled_at) == (None, None)
    account.go_to(moment(2024, 2, 2))
    assert account.status(subscription) == "active"


def test_a_subscription_ends_with_its_period(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Pro", 2900))
    account.v1.subscriptions.update(subscription, {"cancel_at_period_end": True})

    account.go_to(moment(2024, 3, 1))

    ended = account.v1.subscriptions.retrieve(subscription)
    assert (ended.status, ended.ended_at) == ("canceled", stamp(moment(2024, 2, 1)))
    assert account.totals(subscription) == [("paid", 2900)]


def test_what_is_canceled_cannot_be_canceled_again(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Pro", 2900))
    account.v1.subscriptions.cancel(subscription)

    with pytest.raises(InvalidRequestError) as refused:
        account.v1.subscriptions.cancel(subscription)

    assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")
    assert account.status(subscription) == "canceled"


def test_a_period_that_a_cancellation_shortens_costs_its_share(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Pro", 2900))
    account.v1.subscriptions.update(subscription, {"cancel_at": stamp(moment(2024, 2, 11))})

    account.go_to(moment(2024, 2, 20))

    # 10 of February's 29 days: 2900 × 10 / 29
    assert account.status(subscription) == "canceled"
    assert account.totals(subscription) == [("paid", 2900), ("paid", 1000)]


def test_a_refused_update_changes_nothing(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Pro", 2900))

    with pytest.raises(InvalidRequestError):
        account.v1.subscriptions.update(
            subscription, {"metadata": {"plan": "other"}, "items": [{"id": "si_other", "price": "price_other"}]}
        )

    assert account.v1.subscriptions.retrieve(subscription).metadata.to_dict() == {}


def test_a_refused_subscription_is_not_there(account: Account) -> None:
    with pytest.raises(InvalidRequestError):
        account.subscribe(account.customer(), "price_other", more={"payment_behavior": "default_incomplete"})

    assert account.v1.subscriptions.list({"status": "all"}).data == []
