"""What a process remembers of a cycle, while several threads use it."""

from dataclasses import replace

from application.usage.remembered import Remembered
from domain.billing_cycle import BillingCycle
from domain.limits.claim import Limit
from domain.organizations.organization import Organization
from domain.organizations.settings import Overage, Settings
from domain.plans.meter import Meter
from tests.assemblies.companies import organization
from tests.assemblies.storage import NOON

MARCH = BillingCycle.of(NOON)
CALLS = Limit("api_call", "2026-03")


def priced() -> Organization:
    """Acme, after its owner has turned overage on."""
    return replace(organization(), settings=Settings(overage=Overage(enabled=True, spend_cap_cents=1)), version=2)


def test_who_has_read_older_settings_does_not_change_the_terms_of_who_has_read_newer_ones() -> None:
    remembered = Remembered()
    newer = remembered.of(organization(), MARCH, NOON)

    remembered.of(priced(), MARCH, NOON)

    assert newer.terms.allowances[Meter.API_CALL].bound.ceiling == 100_000


def test_what_stores_have_told_is_remembered_under_other_terms() -> None:
    remembered = Remembered()
    remembered.of(organization(), MARCH, NOON).totals[CALLS] = 7

    later = remembered.of(priced(), MARCH, NOON)

    assert later.totals[CALLS] == 7
    assert later.terms.allowances[Meter.API_CALL].bound.ceiling is None
