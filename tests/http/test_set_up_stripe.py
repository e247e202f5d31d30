"""`tenantry set-up-stripe`: an account is set up once, and what differs is shown."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Final

import pytest

from adapters.system.clocks import SystemClock
from domain.plans.meter import Meter
from entrypoints.stripe_twin import StripeTwin, served
from tests.http.test_serve_and_demo import run

KEY: Final = "sk_test_twin"


@pytest.fixture
def twin() -> StripeTwin:
    return StripeTwin(SystemClock().now, secret_key=KEY)


@pytest.fixture
def address(twin: StripeTwin) -> Iterator[str]:
    with served(twin) as address:
        yield address


def set_up(address: str, *options: str, key: str = KEY) -> subprocess.CompletedProcess[str]:
    where = ("BILLING=stripe-twin", f"STRIPE_ADDRESS={address}", f"STRIPE_SECRET_KEY={key}")
    return run("/usr/bin/env", *where, sys.executable, "-m", "entrypoints.cli", "set-up-stripe", *options)


PLANS = 3
"""That can be paid for: each is a product, and so is each of its meters."""


def test_an_account_is_set_up_once(address: str, twin: StripeTwin) -> None:
    first, second, checked = set_up(address), set_up(address), set_up(address, "--check")

    assert (first.returncode, second.returncode, checked.returncode) == (0, 0, 0)
    assert "created      price starter_v1\n" in first.stdout
    assert "STRIPE_WEBHOOK_SECRETS=whsec_" in first.stdout
    assert "created" not in second.stdout
    assert len(list(twin.all("product"))) == PLANS * (1 + len(Meter))


def test_looking_alone_creates_nothing(address: str, twin: StripeTwin) -> None:
    checked = set_up(address, "--check")

    assert checked.returncode == 1
    assert "missing      product tenantry_starter\n" in checked.stdout
    assert list(twin.all("product")) == []


def test_what_somebody_changed_is_shown_and_left(address: str, twin: StripeTwin) -> None:
    set_up(address)
    price = next(twin.all("price", lookup_key="pro_v1"))
    price.update(unit_amount=4900, unit_amount_decimal="4900")

    again = set_up(address)

    assert again.returncode == 1
    assert "different    price pro_v1 " in again.stdout
    assert price["unit_amount"] == 4900


def test_a_wrong_key_is_told_and_not_shown(address: str) -> None:
    refused = set_up(address, key="sk_test_of_somebody_else")

    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: ")
    assert "sk_test_of_somebody_else" not in refused.stderr
