"""What the webhook is told: signed bytes, in any order, again while it fails."""

import json
from datetime import timedelta

import pytest
import stripe
from stripe import SignatureVerificationError

from entrypoints.stripe_twin.delivery import Policy
from entrypoints.stripe_twin.events import body_of, signature
from tests.twin.account import VERSION, Account, moment, stamp
from tests.twin.webhook import Webhook

SECRET = "whsec_twin"


def test_the_sdk_takes_a_signature_for_genuine(account: Account) -> None:
    account.customer(None)
    webhook = Webhook()

    account.twin.deliver(webhook)

    [(body, signed)] = webhook.received
    at = stamp(account.clock.now())
    assert stripe.WebhookSignature.verify_header(body.decode(), signed, SECRET, None)
    assert signed.startswith(f"t={at},v1=")


def test_an_event_is_constructed_by_the_sdk() -> None:
    body = body_of({"id": "evt_1", "object": "event", "type": "invoice.paid", "data": {"object": {}}})
    signed = signature(body, SECRET, 2**31)

    event = stripe.Webhook.construct_event(body, signed, SECRET)

    assert event.type == "invoice.paid"


@pytest.mark.parametrize(
    ("body", "secret", "at"),
    [(b'{"a": 2}', SECRET, 2**31), (b'{"a": 1}', "whsec_other", 2**31), (b'{"a": 1}', SECRET, 1)],
)
def test_what_is_tampered_with_foreign_or_old_is_refused(body: bytes, secret: str, at: int) -> None:
    signed = signature(b'{"a": 1}', secret, at)

    with pytest.raises(SignatureVerificationError):
        stripe.Webhook.construct_event(body, signed, SECRET)


def test_an_event_tells_the_object_as_it_was(account: Account) -> None:
    customer = account.customer(None)
    account.v1.customers.update(customer, {"name": "Acme Ltd"}, {"idempotency_key": "rename"})

    created, updated = account.twin.events

    assert (created["type"], created["data"]["object"]["name"]) == ("customer.created", "Acme")
    assert updated["data"]["object"]["name"] == "Acme Ltd"
    assert updated["data"]["previous_attributes"] == {"name": "Acme"}
    assert updated["request"]["idempotency_key"] == "rename"
    assert (updated["api_version"], updated["livemode"]) == (VERSION, False)


def test_what_happened_meanwhile_has_the_time_when_it_was_due(account: Account) -> None:
    account.subscribe(account.customer(), account.plan("Pro", 2900))

    account.go_to(moment(2024, 2, 10))

    renewed = [event for event in account.twin.events if event["type"] == "invoice.paid"][-1]
    assert renewed["created"] == stamp(moment(2024, 2, 4))
    assert renewed["request"] == {"id": None, "idempotency_key": None}


def test_events_are_listed_newest_first_by_kind(account: Account) -> None:
    account.subscribe(account.customer(), account.plan("Pro", 2900))

    listed = account.v1.events.list({"types": ["invoice.paid", "invoice.finalized"]})

    assert [event.type for event in listed.data] == ["invoice.paid", "invoice.finalized"]


def test_a_renewal_is_told_in_advance_with_what_it_will_cost(account: Account) -> None:
    account.subscribe(account.customer(), account.plan("Pro", 2900))

    account.go_to(moment(2024, 1, 29))

    [upcoming] = [event for event in account.twin.events if event["type"] == "invoice.upcoming"]
    assert upcoming["data"]["object"]["amount_due"] == 2900
    assert account.kinds().count("invoice.created") == 1


def test_a_delivery_that_fails_is_tried_again_later(account: Account) -> None:
    account.customer(None)
    webhook = Webhook(500, 500, 200)

    account.twin.deliver(webhook)
    account.twin.deliver(webhook)
    account.later(minutes=1)
    account.twin.deliver(webhook)
    account.later(minutes=4)
    account.twin.deliver(webhook)
    account.later(days=1)
    account.twin.deliver(webhook)

    assert len({body for body, _ in webhook.received}) == 1
    assert webhook.statuses == [500, 500, 200]


def test_a_delivery_is_given_up_after_three_days(account: Account) -> None:
    account.customer(None)
    webhook = Webhook(*[500] * 100)
    days = [timedelta(hours=7)] * 14

    sent = [len(account.twin.deliver(webhook)) for _ in map(account.clock.advance, days)]

    assert sent == [1] * 11 + [0] * 3


def test_events_come_in_any_order_twice_late_or_never(account: Account) -> None:
    account.customer()
    kinds = account.kinds()
    webhook = Webhook()

    account.twin.deliver(webhook, policy=Policy(order=[2, 0], twice=[0], lose=[1]))
    first = webhook.kinds()
    account.twin.deliver(webhook, policy=Policy())

    assert kinds == ["customer.created", "payment_method.attached", "customer.updated"]
    assert first == ["customer.updated", "customer.created", "customer.created"]
    assert webhook.kinds() == first


def test_an_event_may_come_late(account: Account) -> None:
    account.customer(None)
    webhook = Webhook()

    account.twin.deliver(webhook, policy=Policy(delay={0: 600}))
    early = webhook.kinds()
    account.later(minutes=10)
    account.twin.deliver(webhook)

    assert (early, webhook.kinds()) == ([], ["customer.created"])


def test_events_are_posted_to_the_url(account: Account) -> None:
    account.customer(None)

    with Webhook().at_a_url() as (url, webhook):
        account.twin.webhook_url = url
        sent = account.twin.deliver()

    assert [delivery.status for delivery in sent] == [200]
    assert json.loads(webhook.received[0][0])["type"] == "customer.created"


def test_an_endpoint_is_told_what_it_is_enabled_for(account: Account) -> None:
    account.twin.webhook_url = "https://acme.example/stripe"
    account.v1.webhook_endpoints.create(
        {"url": "https://acme.example/stripe", "enabled_events": ["payment_method.attached"]}
    )
    account.customer()
    webhook = Webhook()

    account.twin.deliver(webhook)

    assert webhook.kinds() == ["payment_method.attached"]
