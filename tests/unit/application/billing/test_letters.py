"""What owners are mailed about their plan, and what is no news to them any more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from application.billing.letters import Topic, letter
from domain.billing.state import BillingState, PastDue, Paying, Restricted, Trialing
from domain.organizations.excess import Excess
from domain.organizations.organization import Organization
from domain.plans.history import PlanChange
from tests.assemblies.companies import FREE, STARTER, organization

NOW: Final = datetime(2026, 3, 13, 9, tzinfo=UTC)
TRIAL: Final = Trialing(NOW + timedelta(days=3))
ADDRESS: Final = "https://tenantry.example/organizations/org_1/billing"


def acme(billing: BillingState) -> Organization:
    return replace(organization(plan=STARTER.on_trial()), billing=billing)


def leaving(company: Organization) -> Organization:
    waits = PlanChange(datetime(2026, 4, 1, tzinfo=UTC), FREE)
    return replace(company, plans=company.plans.changed(waits, NOW))


def subject(topic: Topic, company: Organization) -> str | None:
    told = letter(topic, "Acme", company, ADDRESS, NOW)
    return None if told is None else told[0]


@pytest.mark.parametrize(
    ("topic", "billing", "told"),
    [
        (Topic.TRIAL_ENDING, TRIAL, "The trial of Acme ends on 16 March"),
        (Topic.PAYMENT_FAILED, PastDue(NOW), "A payment of Acme has failed"),
        (Topic.RESTRICTED, Restricted(NOW), "Acme is restricted"),
        (Topic.PAID, Paying(), "Acme has paid"),
        (Topic.PLAN_CHANGED, Paying(), "The plan of Acme has changed"),
    ],
)
def test_news_are_told(topic: Topic, billing: BillingState, told: str) -> None:
    assert subject(topic, acme(billing)) == told


@pytest.mark.parametrize(
    ("topic", "billing"),
    [
        (Topic.TRIAL_ENDING, Trialing(NOW)),
        (Topic.TRIAL_ENDING, Paying()),
        (Topic.PAYMENT_FAILED, Paying()),
        (Topic.RESTRICTED, PastDue(NOW)),
        (Topic.PAID, PastDue(NOW)),
    ],
)
def test_what_is_no_longer_so_is_not_told(topic: Topic, billing: BillingState) -> None:
    assert subject(topic, acme(billing)) is None


PAYS: Final = Paying()
TOO_MUCH: Final = ("projects: 2 in use, 1 allowed",)


def about_limits(topic: Topic, excess: Excess | None, billing: BillingState = PAYS) -> tuple[str, str] | None:
    return letter(topic, "Acme", replace(acme(billing), excess=excess), ADDRESS, NOW, unfit=TOO_MUCH)


@pytest.mark.parametrize(
    ("topic", "excess", "told"),
    [
        (Topic.EXCESS_FOUND, Excess(NOW), "Acme has more than its plan allows"),
        (Topic.OVER_LIMIT, Excess(NOW, restricted=True), "Acme is restricted"),
        (Topic.RESTRICTION_LIFTED, None, "Acme is no longer restricted"),
    ],
)
def test_news_about_limits_are_told(topic: Topic, excess: Excess | None, told: str) -> None:
    assert (about_limits(topic, excess) or ("", ""))[0] == told


@pytest.mark.parametrize(
    ("topic", "excess"),
    [
        (Topic.EXCESS_FOUND, None),
        (Topic.OVER_LIMIT, None),
        (Topic.OVER_LIMIT, Excess(NOW)),
        (Topic.RESTRICTION_LIFTED, Excess(NOW, restricted=True)),
    ],
)
def test_news_about_limits_that_are_no_longer_so_are_not(topic: Topic, excess: Excess | None) -> None:
    assert about_limits(topic, excess) is None


def test_nobody_works_without_limitation_who_owes_a_payment() -> None:
    assert about_limits(Topic.RESTRICTION_LIFTED, None, Restricted(NOW)) is None


def test_who_has_paid_learns_that_something_else_restricts() -> None:
    told = about_limits(Topic.PAID, Excess(NOW, restricted=True))

    assert told is not None
    assert "Acme is still restricted: it has had more than its plan allows" in told[1]


@pytest.mark.parametrize("topic", [Topic.EXCESS_FOUND, Topic.OVER_LIMIT])
def test_what_does_not_fit_is_listed(topic: Topic) -> None:
    told = about_limits(topic, Excess(NOW, restricted=topic is Topic.OVER_LIMIT))

    assert told is not None
    assert f"- {TOO_MUCH[0]}\n" in told[1]


def test_who_leaves_is_not_reminded_of_the_end_of_the_trial() -> None:
    assert subject(Topic.TRIAL_ENDING, leaving(acme(TRIAL))) is None


def test_a_plan_that_waits_is_told_with_the_change() -> None:
    told = letter(Topic.PLAN_CHANGED, "Acme", leaving(acme(Paying())), ADDRESS, NOW)

    assert told is not None
    assert "From 01 April 2026 on it is the free plan." in told[1]
