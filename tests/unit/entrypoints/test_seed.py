"""The companies to try Tenantry on, planted at any moment of a month."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.security.passwords import Argon2Passwords
from adapters.system.clocks import MovableClock
from application.actor import Source
from domain.billing_cycle import BillingCycle
from domain.plans.meter import Meter
from domain.usage.cost import UsageReport
from entrypoints.container import Assembly, assembled
from entrypoints.seed.companies import COMPANIES, PASSWORD
from entrypoints.seed.month import days
from entrypoints.seed.planting import Seed, Seeded
from entrypoints.settings import Settings

MID_MONTH: Final = datetime(2026, 3, 17, 15, 30, tzinfo=UTC)
QUICK: Final = Argon2Passwords(memory_cost=8, time_cost=1)


@dataclass(frozen=True)
class Planted:
    """An assembly with the companies in it."""

    assembly: Assembly
    companies: tuple[Seeded, ...]

    @classmethod
    def at(cls, now: datetime) -> "Planted":
        assembly = assembled(Settings.model_construct(), clock=MovableClock(now), passwords=QUICK)
        assert assembly.outbox is not None
        seed = Seed(assembly.application, assembly.clock, assembly.work_off, assembly.outbox.sent)
        return cls(assembly, seed())

    def report(self, company: Seeded) -> UsageReport:
        """Log the company's owner in and read its report of the current cycle."""
        application = self.assembly.application
        signed_in = application.log_in(Source("192.0.2.1"), email=company.logins[0].email, password=PASSWORD)
        owner = application.authenticate_token(signed_in.access_token, Source("192.0.2.1")).actor
        return application.report_usage(owner, cycle=company.cycle)


def quantities(report: UsageReport) -> dict[Meter, int]:
    return {usage.meter: usage.quantity for usage in report.meters}


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 3, 1, tzinfo=UTC),
        datetime(2026, 3, 1, 0, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC),
        MID_MONTH,
        datetime(2026, 3, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2028, 2, 29, 12, tzinfo=UTC),
        datetime(2027, 1, 1, 0, 0, 1, tzinfo=UTC),
    ],
)
def test_at_any_moment_all_usage_fits_and_the_last_company_stands_just_below_its_limit(now: datetime) -> None:
    planted = Planted.at(now)

    assert [company.plan for company in planted.companies] == ["pro", "starter", "free"]
    assert quantities(planted.report(planted.companies[-1]))[Meter.API_CALL] == 9_870
    assert all(usage.held or usage.quantity for usage in planted.report(planted.companies[0]).meters)


def test_the_same_moment_brings_the_same_usage() -> None:
    one, other = Planted.at(MID_MONTH), Planted.at(MID_MONTH)

    assert [quantities(one.report(company)) for company in one.companies] == [
        quantities(other.report(company)) for company in other.companies
    ]


def test_one_person_works_in_two_companies() -> None:
    acme, globex, _ = Planted.at(MID_MONTH).companies

    assert {login.email for login in acme.logins} & {login.email for login in globex.logins} == {"bob@acme.example"}


def test_a_whole_month_stays_below_the_spend_cap() -> None:
    planted = Planted.at(datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC))

    report = planted.report(planted.companies[1])

    assert 0 < (report.spend_cents or 0) < (report.spend_cap_cents or 0)


@settings(max_examples=50)
@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_day_so_far_has_one_moment_none_of_them_ahead(now: datetime) -> None:
    current = BillingCycle.of(now)
    moments = days(current, now)

    assert [moment.day for moment in moments] == list(range(1, now.day + 1))
    assert current.start <= moments[0] <= moments[-1] <= now
    assert len(days(current.previous, now)) == (current.start - timedelta(days=1)).day


def test_slugs_and_addresses_are_taken_once() -> None:
    assert len({company.slug for company in COMPANIES}) == len(COMPANIES)
