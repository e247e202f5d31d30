"""Acme, as most rules of the domain know it."""

from datetime import UTC, datetime

import pytest

from domain.ids import OrganizationId
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.organization import Organization
from domain.plans.history import PlanChange, PlanHistory
from tests.unit.domain.plans_on_offer import FREE

BEGINNING = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def acme() -> Organization:
    return Organization(
        OrganizationId("org_acme"),
        "Acme",
        Slug("acme"),
        billing_email=EmailAddress("alice@acme.example"),
        created_at=BEGINNING,
        plans=PlanHistory((PlanChange(BEGINNING, FREE),)),
    )
