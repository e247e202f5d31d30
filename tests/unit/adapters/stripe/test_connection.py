"""The connection to Stripe: what is sent, what is tried again, and what failures become."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import stripe

from adapters.stripe.connection import API_VERSION, StripeConnection
from adapters.stripe.failures import AlreadyThere, KeyTaken, NotThere
from application.ports.payments import PaymentFailed, ProviderRefused
from domain.errors import Unavailable
from tests.unit.adapters.stripe.scripted import Answer, Script, error, scripted

CUSTOMER = Answer(200, {"id": "cus_1", "object": "customer", "name": "Acme"})
KEY = "rk_test_secret"


@contextmanager
def connected(*answers: Answer, retries: int = 0) -> Iterator[tuple[StripeConnection, Script, list[float]]]:
    """A connection to a server that gives these answers, and the seconds that were waited."""
    waited: list[float] = []
    with scripted(*answers) as script:
        connection = StripeConnection(KEY, address=script.url, wait=waited.append, retries=retries, timeouts=(1, 1))
        with closing(connection):
            yield connection, script, waited


def open_customer(connection: StripeConnection) -> str:
    return connection.ask(lambda client: client.v1.customers.create({"name": "Acme"}, {"idempotency_key": "key:1"}).id)


def failure(answer: Answer) -> Exception:
    """What a request raises that is answered so."""
    with connected(answer) as (connection, _, _), pytest.raises(Exception) as raised:  # noqa: PT011  # the tests tell
        open_customer(connection)
    return raised.value


def test_the_pinned_version_is_that_of_the_library_which_the_types_are_of() -> None:
    assert API_VERSION == "2026-10-28.endive" == stripe.api_version


def test_the_version_and_the_key_of_the_caller_are_sent() -> None:
    with connected(CUSTOMER) as (connection, script, _):
        assert open_customer(connection) == "cus_1"

    [asked] = script.asked
    assert (asked.method, asked.path, asked.fields) == ("POST", "/v1/customers", {"name": "Acme"})
    assert asked.headers["Stripe-Version"] == API_VERSION
    assert asked.headers["Idempotency-Key"] == "key:1"
    assert asked.headers["Authorization"] == f"Bearer {KEY}"


def test_nothing_is_opened_before_the_first_request() -> None:
    connection = StripeConnection(KEY, address="http://127.0.0.1:1")

    connection.close()

    assert connection._opened is None


def test_nothing_about_this_machine_is_written_or_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))

    with connected(CUSTOMER) as (connection, script, _):
        open_customer(connection)
        open_customer(connection)

    assert list(tmp_path.rglob("*")) == []
    assert "X-Stripe-Client-Telemetry" not in script.asked[1].headers
    assert "platform" not in script.asked[1].headers["X-Stripe-Client-User-Agent"]


@pytest.mark.parametrize("first", [error(500), error(409, code="idempotency_key_in_use"), Answer(0)])
def test_what_may_pass_is_sent_again_with_the_same_key(first: Answer) -> None:
    with connected(first, CUSTOMER, retries=2) as (connection, script, _):
        assert open_customer(connection) == "cus_1"

    assert [asked.headers["Idempotency-Key"] for asked in script.asked] == ["key:1", "key:1"]


def test_two_more_tries_are_made_unless_said_otherwise() -> None:
    assert StripeConnection(KEY)._retries == 2


def test_one_request_too_many_waits_longer_each_time() -> None:
    busy = error(429, code="rate_limit", headers={"Stripe-Rate-Limited-Reason": "endpoint-rate"})

    with connected(busy, busy, busy, CUSTOMER) as (connection, script, waited):
        assert open_customer(connection) == "cus_1"

    assert waited == [0.5, 1.0, 2.0]
    assert {asked.headers["Idempotency-Key"] for asked in script.asked} == {"key:1"}


def test_too_many_requests_for_long_are_unavailable() -> None:
    with connected(error(429)) as (connection, script, waited), pytest.raises(Unavailable):
        open_customer(connection)

    assert len(script.asked) == 4
    assert waited == [0.5, 1.0, 2.0]


def test_it_waits_as_long_as_stripe_asks_for() -> None:
    with connected(error(429, headers={"Retry-After": "3"}), CUSTOMER) as (connection, _, waited):
        open_customer(connection)

    assert waited == [3]


def test_a_wait_that_is_too_long_is_left_to_the_caller() -> None:
    with (
        connected(error(429, headers={"Retry-After": "60"})) as (connection, script, _),
        pytest.raises(Unavailable) as told,
    ):
        open_customer(connection)

    assert (told.value.retry_after, len(script.asked)) == (60, 1)


@pytest.mark.parametrize(
    "answer", [error(500), error(503), error(409, code="idempotency_key_in_use"), Answer(502, b"<html>"), Answer(0)]
)
def test_what_may_pass_is_unavailable(answer: Answer) -> None:
    assert isinstance(failure(answer), Unavailable)


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with (
        closing(StripeConnection(KEY, address="http://127.0.0.1:1", retries=0)) as connection,
        pytest.raises(Unavailable),
    ):
        open_customer(connection)


NO_SOURCE = "This customer has no attached payment source or default payment method. Please consider adding one."


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (error(402, "Your card was declined.", code="card_declined"), "the card was declined"),
        (
            error(402, "Your card has insufficient funds.", code="card_declined", decline_code="insufficient_funds"),
            "the card has insufficient funds",
        ),
        (error(402, "Your card has expired.", code="expired_card"), "the card has expired"),
        (error(402, "Contact us at https://support.stripe.com.", code="new_in_2030"), "the card was declined"),
        (error(400, NO_SOURCE, code="resource_missing"), "there is no way to pay"),
    ],
)
def test_what_is_not_paid_has_failed_with_a_reason_in_our_words(answer: Answer, reason: str) -> None:
    failed = failure(answer)

    assert isinstance(failed, PaymentFailed)
    assert failed.reason == reason


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (error(400, "Unknown parameter"), ProviderRefused),
        (error(404, code="resource_missing"), NotThere),
        (error(400, type="idempotency_error"), KeyTaken),
        (error(400, "An event already exists with identifier row."), AlreadyThere),
        (error(400, code="duplicate_meter_event"), AlreadyThere),
        (error(401), ProviderRefused),
        (error(403), ProviderRefused),
        (Answer(200, b"<html>"), ProviderRefused),
        (Answer(400, b"[]"), ProviderRefused),
        (Answer(418, {"error": "teapot"}), ProviderRefused),
    ],
)
def test_what_will_not_pass_is_refused(answer: Answer, kind: type[ProviderRefused]) -> None:
    assert type(failure(answer)) is kind


def test_a_refusal_names_stripes_request_for_the_operator() -> None:
    refused = failure(error(400, "Unknown parameter"))

    assert str(refused) == "Unknown parameter (status 400, request req_1)"


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_not_repeated(status: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    refused = failure(error(status, f"Invalid API Key provided: {KEY}"))

    assert KEY not in str(refused)
    assert "req_1" in str(refused)


@pytest.mark.parametrize(
    ("key", "live"), [("sk_live_1", True), ("rk_live_1", True), ("sk_test_1", False), ("rk_test_1", False)]
)
def test_the_key_tells_whether_real_money_moves(key: str, live: bool) -> None:
    assert StripeConnection(key).livemode is live
