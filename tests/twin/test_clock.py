"""The time of the twin: the clock it is told, moved by a test clock or by people; and the program of its own."""

import httpx
import pytest
from click.testing import CliRunner
from stripe import InvalidRequestError

from entrypoints.stripe_twin.__main__ import main
from entrypoints.stripe_twin.server import served
from entrypoints.stripe_twin.twin import StripeTwin
from tests.twin.account import START, Account, moment, stamp
from tests.twin.webhook import Webhook


def test_a_test_clock_moves_the_time(account: Account) -> None:
    clock = account.v1.test_helpers.test_clocks.create({"frozen_time": stamp(START)})
    customer = account.v1.customers.create({"test_clock": clock.id}).id
    account.pay_with(customer, "pm_card_visa")
    subscription = account.subscribe(customer, account.plan("Pro", 2900))

    account.v1.test_helpers.test_clocks.advance(clock.id, {"frozen_time": stamp(moment(2024, 2, 5))})

    assert account.v1.test_helpers.test_clocks.retrieve(clock.id).status == "ready"
    assert account.totals(subscription) == [("paid", 2900), ("paid", 2900)]


def test_a_test_clock_does_not_go_back(account: Account) -> None:
    clock = account.v1.test_helpers.test_clocks.create({"frozen_time": stamp(START)})

    with pytest.raises(InvalidRequestError):
        account.v1.test_helpers.test_clocks.advance(clock.id, {"frozen_time": stamp(START) - 1})


def test_people_move_the_time_too(account: Account) -> None:
    moved = httpx.post(f"{account.url}/_twin/clock", json={"advance_seconds": 3600}).json()

    assert moved == {"now": stamp(START) + 3600, "offset_seconds": 3600}
    assert httpx.get(f"{account.url}/_twin/clock").json() == moved


def test_years_are_caught_up_with_in_order(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Pro", 2900))

    account.go_to(moment(2026, 1, 10))

    assert account.totals(subscription) == [("paid", 2900)] * 25
    assert [event["created"] for event in account.twin.events] == sorted(
        event["created"] for event in account.twin.events
    )


def test_by_itself_it_catches_up_and_delivers() -> None:
    webhook = Webhook()
    with webhook.at_a_url() as (url, _), served(StripeTwin(lambda: START, webhook_url=url), tick=True) as api:
        headers = {"Authorization": "Bearer sk_test_twin", "Stripe-Version": "2026-10-28.endive"}
        httpx.post(f"{api}/v1/customers", headers=headers)

        assert webhook.came.wait(5)

    assert webhook.kinds() == ["customer.created"]


def test_the_program_says_what_it_takes() -> None:
    told = CliRunner().invoke(main, ["--help"])

    assert told.exit_code == 0
    assert "--webhook-secret" in told.output
