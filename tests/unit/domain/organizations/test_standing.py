"""Closing, reopening, suspending, and what of it goes together."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import Conflict
from domain.organizations.organization import Organization, OrganizationStatus
from domain.organizations.standing import Closing

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=3)


def test_a_closing_organization_has_thirty_days(acme: Organization) -> None:
    assert acme.close(NOW).standing == Closing(since=NOW, erased_at=NOW + timedelta(days=30))


def test_closing_again_does_not_put_the_end_off(acme: Organization) -> None:
    closing = acme.close(NOW)

    assert closing.close(LATER) == closing


def test_a_closing_organization_can_be_reopened(acme: Organization) -> None:
    assert acme.close(NOW).reopen() == acme


def test_only_a_closing_organization_can_be_reopened(acme: Organization) -> None:
    with pytest.raises(Conflict):
        acme.reopen()


def test_a_suspended_organization_cannot_be_closed(acme: Organization) -> None:
    with pytest.raises(Conflict):
        acme.suspend("a stolen card", NOW).close(LATER)


def test_lifting_a_suspension_gives_the_former_standing_back(acme: Organization) -> None:
    closing = acme.close(NOW)

    suspended = closing.suspend("a stolen card", LATER).suspend("a court order", LATER)

    assert suspended.status is OrganizationStatus.SUSPENDED
    assert suspended.lift_suspension() == closing


def test_only_a_suspension_can_be_lifted(acme: Organization) -> None:
    with pytest.raises(Conflict):
        acme.lift_suspension()
