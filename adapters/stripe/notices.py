"""Stripe's notices: https://docs.stripe.com/webhooks. What is in them is not believed, only of whom they tell."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final, TypeGuard, final

import stripe

from application.ports.clock import Clock
from application.ports.payment_notices import Notice, PaymentNotices, UntrustedNotice
from domain.billing.subscription import CustomerId

TOLERANCE: Final = timedelta(seconds=300)
"""How far a notice's time may lie from ours, behind or ahead."""

KINDS: Final = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "customer.updated",
    "customer.deleted",
    "customer.subscription.created",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    "customer.subscription.paused",
    "customer.subscription.resumed",
    "customer.subscription.trial_will_end",
    "customer.subscription.pending_update_applied",
    "customer.subscription.pending_update_expired",
    "invoice.created",
    "invoice.finalized",
    "invoice.finalization_failed",
    "invoice.paid",
    "invoice.payment_failed",
    "invoice.payment_action_required",
    "invoice.overdue",
    "invoice.marked_uncollectible",
    "invoice.updated",
    "invoice.voided",
    "payment_method.attached",
    "payment_method.detached",
    "payment_method.automatically_updated",
    "setup_intent.succeeded",
    "subscription_schedule.created",
    "subscription_schedule.updated",
    "subscription_schedule.released",
    "subscription_schedule.completed",
    "subscription_schedule.canceled",
    "subscription_schedule.aborted",
)
"""What billing is about, and what the set-up subscribes to."""

METER_KINDS: Final = ("v1.billing.meter.error_report_triggered", "v1.billing.meter.no_meter_found")
"""Usage that was taken and not counted; only told as thin events, and of nobody in particular."""

CONCERNING: Final = frozenset({*KINDS, *METER_KINDS})


@final
class StripeNotices(PaymentNotices):
    """Signed by any of `secrets` (two while one is replaced), at most five minutes ago or ahead by our clock.

    `livemode`: whether our API key is one that moves real money; notices of the other mode do not concern us.
    """

    def __init__(self, secrets: Sequence[str], clock: Clock, *, livemode: bool) -> None:
        self._secrets = tuple(secret for secret in secrets if secret.strip())
        self._clock = clock
        self._livemode = livemode

    def read(self, body: bytes, signature: str) -> Notice:
        if not any(_signs(secret, body, signature) for secret in self._secrets):
            raise UntrustedNotice("no secret of ours signs this")
        if not -TOLERANCE.total_seconds() <= self._age(signature) <= TOLERANCE.total_seconds():
            raise UntrustedNotice("it was signed too long ago, or is not signed yet")
        event = _parsed(body)
        identifier, kind = event.get("id"), event.get("type")
        if not isinstance(identifier, str) or not isinstance(kind, str) or not identifier or not kind:
            raise UntrustedNotice("it has no identifier or no type")
        return Notice(
            id=identifier,
            kind=kind,
            customer=_customer(event.get("data")),
            concerns_us=kind in CONCERNING and event.get("livemode", False) is self._livemode,
        )

    def _age(self, signature: str) -> float:
        """Return the seconds since a notice was signed. What signs it was checked: the header can be read."""
        stamp = next(part.split("=")[1] for part in signature.split(",") if part.startswith("t="))
        return self._clock.now().timestamp() - int(stamp)


def _signs(secret: str, body: bytes, signature: str) -> bool:
    """Tell whether a secret signs the raw bytes. The library's check of the time is by another clock, and one-sided."""
    if not signature.isascii():  # the library's comparison raises TypeError for it
        return False
    try:
        return bool(stripe.WebhookSignature.verify_header(body, signature, secret, tolerance=None))
    except (stripe.SignatureVerificationError, UnicodeError, ValueError):
        return False


def _parsed(body: bytes) -> dict[object, object]:
    try:
        event = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UntrustedNotice("it is not JSON") from error
    if not _is_object(event):
        raise UntrustedNotice("it is no notice")
    return event


def _customer(data: object) -> CustomerId | None:
    """Return the customer of what a notice is about. A payment method that was taken away has only had one."""
    if not _is_object(data) or not _is_object(about := data.get("object")):
        return None
    if about.get("object") == "customer":
        return _named(about.get("id"))
    before = data.get("previous_attributes")
    return _named(about.get("customer")) or (_named(before.get("customer")) if _is_object(before) else None)


def _named(customer: object) -> CustomerId | None:
    if _is_object(customer):
        customer = customer.get("id")
    return CustomerId(customer) if isinstance(customer, str) and customer else None


def _is_object(value: object) -> TypeGuard[dict[object, object]]:
    return isinstance(value, Mapping)
