"""Stripe's notices: which are trusted, and of whom they tell."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import stripe

from adapters.stripe.notices import KINDS, METER_KINDS, StripeNotices
from adapters.system.clocks import MovableClock
from application.ports.payment_notices import Notice, UntrustedNotice
from domain.billing.subscription import CustomerId

NOON = datetime(2026, 4, 16, 12, tzinfo=UTC)
SECRET = "whsec_first"
PAID = {
    "id": "evt_1",
    "object": "event",
    "type": "invoice.paid",
    "livemode": False,
    "data": {"object": {"id": "in_1", "object": "invoice", "customer": "cus_1"}},
}
METER_ERROR = {
    "id": "evt_2",
    "object": "v2.core.event",
    "type": "v1.billing.meter.error_report_triggered",
    "livemode": False,
    "related_object": {"id": "mtr_1", "type": "billing.meter"},
}


def notices(*secrets: str, livemode: bool = False) -> StripeNotices:
    return StripeNotices(secrets or (SECRET,), MovableClock(NOON), livemode=livemode)


def signed(body: str, secret: str = SECRET, at: datetime = NOON) -> tuple[bytes, str]:
    header = stripe.WebhookSignature.generate_signature_header(body, secret, int(at.timestamp()))
    return body.encode(), header


def told(event: dict[str, object]) -> Notice:
    return notices().read(*signed(json.dumps(event)))


def about(kind: str, thing: dict[str, object], **more: object) -> dict[str, object]:
    return {**PAID, "type": kind, "data": {"object": thing, **more}}


def test_a_notice_tells_its_kind_and_its_customer() -> None:
    assert told(PAID) == Notice("evt_1", "invoice.paid", CustomerId("cus_1"), concerns_us=True)


@pytest.mark.parametrize(
    ("kind", "thing"),
    [
        ("customer.updated", {"object": "customer", "id": "cus_1"}),
        ("customer.subscription.deleted", {"object": "subscription", "customer": "cus_1"}),
        ("checkout.session.completed", {"object": "checkout.session", "customer": "cus_1"}),
        ("subscription_schedule.released", {"object": "subscription_schedule", "customer": "cus_1"}),
        ("payment_method.attached", {"object": "payment_method", "customer": "cus_1"}),
        ("setup_intent.succeeded", {"object": "setup_intent", "customer": "cus_1"}),
        ("invoice.paid", {"object": "invoice", "customer": {"id": "cus_1", "object": "customer"}}),
    ],
)
def test_the_customer_is_found_wherever_it_stands(kind: str, thing: dict[str, object]) -> None:
    notice = told(about(kind, thing))

    assert (notice.customer, notice.concerns_us) == ("cus_1", True)


def test_a_payment_method_that_was_taken_away_tells_of_whom() -> None:
    gone = about("payment_method.detached", {"customer": None}, previous_attributes={"customer": "cus_1"})

    assert told(gone).customer == "cus_1"


@pytest.mark.parametrize("data", [None, [], "x", {}, {"object": None}, {"object": {"customer": 7}}])
def test_a_notice_about_nobody_tells_no_customer(data: object) -> None:
    assert told({**PAID, "data": data}).customer is None


def test_a_kind_that_billing_is_not_about_does_not_concern_us() -> None:
    assert not told({**PAID, "type": "charge.refunded"}).concerns_us


def test_a_thin_notice_of_meters_concerns_us_and_tells_no_customer() -> None:
    assert told(METER_ERROR) == Notice("evt_2", METER_KINDS[0], None, concerns_us=True)


def test_a_thin_twin_of_a_notice_does_not_concern_us() -> None:
    assert not told({**METER_ERROR, "type": "v1.customer.subscription.active"}).concerns_us


@pytest.mark.parametrize(("live", "key_live"), [(True, False), (False, True), (None, True)])
def test_a_notice_of_the_other_mode_does_not_concern_us(live: object, key_live: bool) -> None:
    body, signature = signed(json.dumps({**PAID, "livemode": live}))

    assert not notices(livemode=key_live).read(body, signature).concerns_us


def test_a_live_notice_concerns_a_live_key() -> None:
    body, signature = signed(json.dumps({**PAID, "livemode": True}))

    assert notices(livemode=True).read(body, signature).concerns_us


@pytest.mark.parametrize("secret", ["whsec_first", "whsec_second"])
def test_either_secret_signs_while_one_is_replaced(secret: str) -> None:
    body, signature = signed(json.dumps(PAID), secret)

    assert notices("whsec_first", "whsec_second").read(body, signature).id == "evt_1"


def test_one_of_several_signatures_is_enough() -> None:
    body, signature = signed(json.dumps(PAID))
    time, ours = signature.split(",")

    assert notices().read(body, f"{time},v1={'0' * 64},{ours},v0=x").id == "evt_1"


@pytest.mark.parametrize("secrets", [("whsec_other",), ("",), (" ", "\t")])
def test_a_secret_that_is_not_ours_or_blank_is_not_trusted(secrets: tuple[str, ...]) -> None:
    body, signature = signed(json.dumps(PAID), secrets[0].strip() and "whsec_first")

    with pytest.raises(UntrustedNotice):
        notices(*secrets).read(body, signature)


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_a_notice_within_five_minutes_is_trusted(seconds: int) -> None:
    body, signature = signed(json.dumps(PAID), at=NOON + timedelta(seconds=seconds))

    assert notices().read(body, signature).id == "evt_1"


@pytest.mark.parametrize("seconds", [-301, 301, 86_400])
def test_a_notice_from_longer_ago_or_from_the_future_is_not_trusted(seconds: int) -> None:
    body, signature = signed(json.dumps(PAID), at=NOON + timedelta(seconds=seconds))

    with pytest.raises(UntrustedNotice):
        notices().read(body, signature)


def test_the_time_of_a_notice_is_signed_too() -> None:
    body, signature = signed(json.dumps(PAID), at=NOON - timedelta(hours=1))
    _, ours = signature.split(",")

    with pytest.raises(UntrustedNotice):
        notices().read(body, f"t={int(NOON.timestamp())},{ours}")


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", "7", "{}", '{"id": "", "type": "x"}', '{"id": 1, "type": "x"}']
)
def test_what_is_signed_and_no_notice_is_not_trusted(body: str) -> None:
    with pytest.raises(UntrustedNotice):
        notices().read(*signed(body))


def test_what_is_signed_and_nested_without_end_is_not_trusted() -> None:
    with pytest.raises(UntrustedNotice):
        notices().read(*signed("[" * 200_000))


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"\xc3\x28"])
def test_what_is_no_text_is_not_trusted(body: bytes) -> None:
    _, signature = signed(json.dumps(PAID))

    with pytest.raises(UntrustedNotice):
        notices().read(body, signature)


@pytest.mark.parametrize("signature", ["", " ", "v1=", "t=,v1=", "t=1", "t=\u0661,v1=\u00e9", "=" * 9_999])
def test_what_is_no_signature_is_not_trusted(signature: str) -> None:
    with pytest.raises(UntrustedNotice):
        notices().read(json.dumps(PAID).encode(), signature)


def test_the_kinds_are_ones_that_stripe_knows() -> None:
    assert len(KINDS) == len(set(KINDS))
    assert set(KINDS) <= known_kinds()


def known_kinds() -> set[str]:
    source = stripe.Event.__annotations__["type"]
    return {part.strip(" '\"") for part in str(source).replace("[", ",").replace("]", ",").split(",")}
