"""Test cards, by Stripe's token or number: one works, one attaches and then fails, one refuses to attach."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from entrypoints.stripe_twin.objects import Obj, no_address
from entrypoints.stripe_twin.refusals import Refusal, missing

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin


@final
@dataclass(frozen=True)
class TestCard:
    """A number of https://docs.stripe.com/testing and what it does."""

    number: str
    brand: str = "visa"
    declines: bool = False
    refuses: bool = False


WORKS = TestCard("4242424242424242")
CARDS = {
    "pm_card_visa": WORKS,
    "pm_card_mastercard": TestCard("5555555555554444", "mastercard"),
    "pm_card_chargeCustomerFail": TestCard("4000000000000341", declines=True),
    "pm_card_visa_chargeDeclined": TestCard("4000000000000002", declines=True, refuses=True),
    "pm_card_chargeDeclined": TestCard("4000000000000002", declines=True, refuses=True),
}
NUMBERS = {card.number: card for card in CARDS.values()}


def of_token(twin: "StripeTwin", token: str) -> Obj:
    """A payment method of a token, new each time."""
    if token not in CARDS:
        raise missing("PaymentMethod", token, None)
    return new_method(twin, CARDS[token])


def of_number(twin: "StripeTwin", number: str) -> Obj:
    """A payment method of a number that somebody typed."""
    digits = "".join(character for character in number if character.isdigit())
    if digits not in NUMBERS:
        raise Refusal("Your card number is incorrect.", status=402, kind="card_error", code="incorrect_number")
    return new_method(twin, NUMBERS[digits])


def new_method(twin: "StripeTwin", card: TestCard) -> Obj:
    method: Obj = {
        "object": "payment_method",
        "allow_redisplay": "unspecified",
        "billing_details": {"address": no_address(), "email": None, "name": None, "phone": None, "tax_id": None},
        "card": {
            "brand": card.brand,
            "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
            "country": "US",
            "display_brand": card.brand,
            "exp_month": 12,
            "exp_year": 2034,
            "fingerprint": f"twin{card.number[-8:]}",
            "funding": "credit",
            "generated_from": None,
            "last4": card.number[-4:],
            "networks": {"available": [card.brand], "preferred": None},
            "regulated_status": "unregulated",
            "three_d_secure_usage": {"supported": True},
            "wallet": None,
        },
        "customer": None,
        "customer_account": None,
        "metadata": {},
        "type": "card",
        "_declines": card.declines,
        "_refuses": card.refuses,
    }
    return twin.add("pm", method)
