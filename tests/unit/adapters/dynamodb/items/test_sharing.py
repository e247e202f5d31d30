"""What many organizations have alike is read once and shared."""

from dataclasses import replace
from typing import Final

import pytest

from adapters.dynamodb.items import organization
from domain.ids import OrganizationId
from domain.plans.meter import Meter
from tests.unit.adapters.dynamodb.items.examples import GROWN, LATER

ACME: Final = organization.to_item(GROWN)
GLOBEX: Final = organization.to_item(
    replace(GROWN, id=OrganizationId("org_12"), plans=replace(GROWN.plans, revision=7), created_at=LATER)
)


def test_organizations_that_bought_the_same_plans_share_them() -> None:
    ours, theirs = organization.from_item(ACME), organization.from_item(GLOBEX)

    assert [change.plan for change in ours.plans.changes] == [change.plan for change in GROWN.plans.changes]
    assert all(one.plan is other.plan for one, other in zip(ours.plans.changes, theirs.plans.changes, strict=True))


def test_organizations_that_decided_alike_share_their_settings() -> None:
    assert organization.from_item(ACME).settings is organization.from_item(GLOBEX).settings


def test_nobody_can_change_what_is_shared() -> None:
    plan = organization.from_item(ACME).plans.changes[1].plan

    with pytest.raises(TypeError):
        plan.rates[Meter.API_CALL] = plan.rates[Meter.BANDWIDTH]  # type: ignore[index]
    with pytest.raises(TypeError):
        plan.included[Meter.API_CALL] = 1  # type: ignore[index]
