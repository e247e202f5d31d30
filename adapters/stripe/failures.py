"""What Stripe's refusals and failures mean to us: https://docs.stripe.com/api/errors, told in one place."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import stripe

from application.ports.payments import CustomerGone, PaymentFailed, ProviderRefused
from domain.errors import Unavailable

NO_WAY_TO_PAY = "no attached payment source"
"""Part of what Stripe says, with status 400, of a customer who has nothing to be charged."""

DECLINES: Final[Mapping[str, str]] = {
    "insufficient_funds": "the card has insufficient funds",
    "expired_card": "the card has expired",
    "incorrect_cvc": "the security code of the card is wrong",
    "processing_error": "the bank could not process the payment",
    "authentication_required": "the bank asks for a confirmation",
}
"""Why a card was declined (https://docs.stripe.com/declines/codes), where the person who pays can do something."""

NO_CUSTOMER = "No such customer:"
"""How Stripe begins to say that it does not know a customer, or no more."""


class NotThere(ProviderRefused):
    """Stripe does not know what was named."""


class AlreadyThere(ProviderRefused):
    """Stripe has it already."""


class KeyTaken(ProviderRefused):
    """Under this idempotency key Stripe was asked for something else."""


class NotYet(ProviderRefused):
    """Stripe does not take the moment from which on a subscription was to begin: its clock may be behind ours."""


def translated(error: stripe.StripeError) -> Exception:
    """Return what is raised instead of `error`; nothing of it holds the API key.

    Conflicts (409: the same key is under way), rate limits, failures of the server and of the network are passing.
    """
    status = error.http_status or 0
    if isinstance(error, stripe.APIConnectionError) or status in {409, 429} or status >= 500:
        return Unavailable(retry_after=asked_to_wait(error) or 5)
    if isinstance(error, stripe.CardError) or status == 402 or NO_WAY_TO_PAY in (error.user_message or ""):
        return PaymentFailed(_why_unpaid(error))
    return _kind(error)(_reason(error))


def _why_unpaid(error: stripe.StripeError) -> str:
    """Return in our words, for the person who pays, why a payment failed. Stripe's words are meant for us."""
    if NO_WAY_TO_PAY in (error.user_message or ""):
        return "there is no way to pay"
    detail = getattr(error, "decline_code", None) or _decline_code(error)
    return DECLINES.get(detail or "", DECLINES.get(error.code or "", "the card was declined"))


def _decline_code(error: stripe.StripeError) -> str | None:
    told = getattr(error.error, "decline_code", None)
    return told if isinstance(told, str) else None


def asked_to_wait(error: stripe.StripeError) -> int | None:
    """Return the seconds that Stripe asks to wait, if it does."""
    asked = (error.headers or {}).get("Retry-After", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() else None


@contextmanager
def understood() -> Iterator[None]:
    """Turn what reading an answer of unknown shape raises into ProviderRefused."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, OverflowError) as error:
        raise ProviderRefused(f"Stripe's answer was not understood: {error}") from error


def _kind(error: stripe.StripeError) -> type[ProviderRefused]:
    if error.code == "resource_missing":
        return CustomerGone if _is_of_customer(error) else NotThere
    if isinstance(error, stripe.IdempotencyError):
        return KeyTaken
    if getattr(error, "param", None) == "backdate_start_date":
        return NotYet
    known = error.code == "duplicate_meter_event" or "already exists" in (error.user_message or "")
    return AlreadyThere if known else ProviderRefused


def _is_of_customer(error: stripe.StripeError) -> bool:
    """Tell whether it is the customer that is missing: by the parameter, or, where the path names it, by the words."""
    return getattr(error, "param", None) == "customer" or (error.user_message or "").startswith(NO_CUSTOMER)


def _reason(error: stripe.StripeError) -> str:
    """What an operator needs to find the request in Stripe's own log. Of keys that are refused Stripe quotes a part."""
    said = error.user_message or "no reason was given"
    if isinstance(error, stripe.AuthenticationError):
        said = "the API key is not accepted"
    elif isinstance(error, stripe.PermissionError):
        said = "the API key may not do this"
    return f"{said} (status {error.http_status}, request {error.request_id})"
