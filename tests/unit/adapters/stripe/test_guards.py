"""Traps of Stripe's library that types do not show, kept out of the adapter."""

import re
from pathlib import Path
from typing import Final

import pytest

ADAPTER: Final = Path(__file__).parents[4] / "adapters" / "stripe"

TRAPS: Final = {
    "periods have moved to the items of a subscription": re.compile(r"(subscription|before|now|begun)\.current_period"),
    "the subscription of an invoice has moved to its parent": re.compile(r"invoice\.(subscription|payment_intent)\b"),
    "an end in flexible mode is no `cancel_at_period_end`": re.compile(r"cancel_at_period_end"),
    "what is not under `v1` goes away": re.compile(r"client\.(?!v1\b|v2\b)\w+"),
    "the global key is not ours": re.compile(r"stripe\.api_key"),
    "an amount is no float": re.compile(r"\bfloat\(|unit_amount_decimal[^\n]*str\("),
    "a future time is trusted by the library": re.compile(r"construct_event|tolerance=(?!None)"),
}

BREACHES: Final = (
    "end = subscription.current_period_end",
    "name = invoice.subscription",
    "if subscription.cancel_at_period_end:",
    "client.customers.create({})",
    "stripe.api_key = key",
    "cents = float(price.unit_amount)",
    "event = Webhook.construct_event(body, header, secret)",
)


def trapped(source: str) -> list[str]:
    return [trap for trap, pattern in TRAPS.items() if pattern.search(source)]


@pytest.mark.parametrize("path", sorted(ADAPTER.glob("*.py")), ids=lambda path: path.stem)
def test_a_module_is_in_no_trap(path: Path) -> None:
    assert trapped(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("breach", "trap"), [*zip(BREACHES, TRAPS, strict=True)])
def test_each_trap_is_seen(breach: str, trap: str) -> None:
    assert trapped(breach) == [trap]
