"""How a subscription is asked for as of a moment ago, also where Stripe's clock is behind ours."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Final

import pytest

from adapters.catalogue.plan_file import read_catalogue
from adapters.stripe.connection import StripeConnection
from adapters.stripe.payments import StripePayments
from adapters.stripe.prices import export_meters
from adapters.system.clocks import MovableClock
from application.ports.payments import Order, ProviderRefused
from domain.billing.subscription import CustomerId, Subscription, SubscriptionStatus
from tests.unit.adapters.stripe.scripted import Answer, Asked, error, scripted

NOON: Final = datetime(2026, 4, 16, 12, tzinfo=UTC)
MAY: Final = datetime(2026, 5, 1, tzinfo=UTC)
CATALOGUE: Final = read_catalogue()
NAMES: Final = ["starter_v1", *(meter.name for meter in export_meters(CATALOGUE.plans))]

PRICES: Final = Answer(200, {"object": "list", "data": [{"id": f"price_{name}", "lookup_key": name} for name in NAMES]})
NOTHING: Final = Answer(200, {"object": "list", "data": [], "has_more": False, "url": "/v1/invoices"})
BEGUN: Final = Answer(
    200,
    {
        "id": "sub_1",
        "object": "subscription",
        "cancel_at": None,
        "customer": "cus_1",
        "items": {
            "object": "list",
            "data": [
                {
                    "id": "si_1",
                    "object": "subscription_item",
                    "current_period_end": int(MAY.timestamp()),
                    "metadata": {},
                    "quantity": 1,
                    "price": {
                        "id": "price_starter_v1",
                        "object": "price",
                        "metadata": {"plan": "starter", "version": "1"},
                        "recurring": {"usage_type": "licensed"},
                    },
                }
            ],
        },
        "metadata": {},
        "schedule": None,
        "billing_cycle_anchor": int(MAY.timestamp()),
        "start_date": int(NOON.timestamp()),
        "status": "active",
        "trial_end": None,
    },
)
NOT_YET: Final = error(400, "The backdate_start_date must be in the past.", param="backdate_start_date")
TAKEN: Final = error(400, "Keys can only be used with the same parameters.", type="idempotency_error")


@contextmanager
def beginning(*answers: Answer) -> Iterator[tuple[Subscription, list[Asked]]]:
    """The subscription that begins when Stripe answers so, and what was asked for it."""
    with scripted(PRICES, *answers, NOTHING) as script:
        connection = StripeConnection("sk_test_1", address=script.url, retries=0)
        with closing(connection):
            payments = StripePayments(connection, CATALOGUE, MovableClock(NOON))
            begun = payments.subscribe(CustomerId("cus_1"), Order(CATALOGUE.offered("starter"), NOON), "key")
            yield begun, [asked for asked in script.asked if asked.method == "POST"]


def test_it_begins_as_of_the_order() -> None:
    with beginning(BEGUN) as (begun, [asked]):
        assert (begun.id, begun.status, begun.period_end) == ("sub_1", SubscriptionStatus.ACTIVE, MAY)

    assert asked.fields["backdate_start_date"] == str(int(NOON.timestamp()))
    assert asked.fields["payment_behavior"] == "error_if_incomplete"
    assert asked.fields["billing_mode[type]"] == "flexible"
    assert asked.fields["items[0][price]"] == "price_starter_v1"
    assert ("items[4][price]" in asked.fields, "items[5][price]" in asked.fields) == (True, False)


@pytest.mark.parametrize("first", [NOT_YET, TAKEN])
def test_where_that_is_not_taken_it_begins_as_of_now_under_the_same_key(first: Answer) -> None:
    with beginning(first, BEGUN) as (begun, [before, after]):
        assert begun.id == "sub_1"

    assert "backdate_start_date" in before.fields
    assert "backdate_start_date" not in after.fields
    assert before.headers["Idempotency-Key"] == after.headers["Idempotency-Key"] == "key:1"


def test_a_key_that_stands_for_something_else_is_refused() -> None:
    with pytest.raises(ProviderRefused), beginning(TAKEN, TAKEN):
        pass


def test_an_answer_that_is_no_subscription_of_ours_is_refused() -> None:
    with pytest.raises(ProviderRefused), beginning(Answer(200, {"id": "sub_1", "object": "subscription"})):
        pass
