"""Refusals that matter leave a trace where they were given, and nobody can flood the log with them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from application.actor import Actor
from domain.audit.audit_event import Change
from domain.errors import NotFound
from domain.limits.refusals import PlanLimitExceeded
from tests.unit.application.house import email
from tests.unit.application.workshop import Workshop


@pytest.fixture
def full(house: Workshop) -> Actor:
    """Carol owns Globex, on the free plan, whose one project and three seats are taken."""
    carol = house.founded("globex", "carol")
    house.started(carol)
    house.use.invite_user(carol, email=email("dave"))
    house.use.invite_user(carol, email=email("erin"))
    return carol


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(PlanLimitExceeded):
        act()


def test_a_seat_that_was_refused_is_seen(house: Workshop, full: Actor) -> None:
    refused(lambda: house.use.invite_user(full, email=email("frank")))

    seen = house.log_of(full)[0]
    assert (seen.action, seen.kind, seen.resource_id) == ("limit.refused", "observed", "users")
    assert seen.changes == {"used": Change(None, 3), "max": Change(None, 3)}
    assert seen.actor_id == full.id


def test_a_project_that_was_refused_is_seen(house: Workshop, full: Actor) -> None:
    refused(lambda: house.started(full, "shop"))

    seen = house.log_of(full)[0]
    assert (seen.action, seen.resource_id) == ("limit.refused", "projects")


def test_a_restoring_that_was_refused_is_seen(house: Workshop, full: Actor) -> None:
    website = house.use.list_projects(full, after=None, limit=1).items[0]
    house.use.archive_project(full, project_id=website.id)
    house.started(full, "shop")

    refused(lambda: house.use.restore_project(full, project_id=website.id))

    assert house.actions(full)[0] == "limit.refused"


def test_refusals_are_told_once_a_minute(house: Workshop, full: Actor) -> None:
    refused(lambda: house.started(full, "shop"))
    refused(lambda: house.started(full, "shop"))
    house.clock.advance(timedelta(minutes=1))
    refused(lambda: house.started(full, "shop"))

    assert house.actions(full).count("limit.refused") == 2


def test_switching_to_a_foreign_organization_is_told_at_home(house: Workshop, alice: Actor, full: Actor) -> None:
    with pytest.raises(NotFound):
        house.use.switch_organization(full, organization_id=alice.organization_id)

    seen = house.log_of(full)[0]
    assert (seen.action, seen.kind, seen.resource_id) == ("tenant.denied", "observed", alice.organization_id)
    assert "tenant.denied" not in house.actions(alice)
