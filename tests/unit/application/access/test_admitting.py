"""Who is let in where, and what is told of those who try elsewhere."""

from datetime import timedelta

import pytest

from application.access.admit import Admit
from application.access.authenticated import Authenticated
from application.access.throttle import Throttle
from application.actor import Actor
from application.audit.watch import Watch
from application.ports.rate_limiter import RatePolicy
from domain.errors import NotFound
from domain.ids import OrganizationId
from domain.roles.permission import Permission
from domain.roles.refusals import PermissionDenied
from domain.roles.role import Role
from tests.unit.application.house import House, email


@pytest.fixture
def admit(house: House) -> Admit:
    return Admit(Watch(house.events, house.workspaces, house.rate_limiter))


@pytest.fixture
def mallory(house: House) -> Actor:
    return house.founded("globex", "mallory")


def known(house: House, actor: Actor, *policies: RatePolicy) -> Authenticated:
    return Authenticated(actor, house.use.read_organization(actor), policies)


def test_ones_own_organization_is_open(house: House, alice: Actor, admit: Admit) -> None:
    admit(known(house, alice), Permission.CHANGE_ORGANIZATION, alice.organization_id)


def test_an_attempt_elsewhere_finds_nothing_and_is_told_at_home(
    house: House, alice: Actor, mallory: Actor, admit: Admit
) -> None:
    with pytest.raises(NotFound):
        admit(known(house, mallory), Permission.READ_ORGANIZATION, alice.organization_id)

    attempt = house.log_of(mallory)[0]
    assert (attempt.action, attempt.resource_id) == ("tenant.denied", alice.organization_id)
    assert "tenant.denied" not in house.actions(alice)


def test_nobody_writes_what_they_like_into_the_log(house: House, mallory: Actor, admit: Admit) -> None:
    with pytest.raises(NotFound):
        admit(known(house, mallory), Permission.READ_AUDIT, OrganizationId("org_1\u202e\x00"))

    assert house.log_of(mallory)[0].resource_id == "unknown"


def test_attempts_are_told_once_a_minute(house: House, alice: Actor, mallory: Actor, admit: Admit) -> None:
    with pytest.raises(NotFound):
        admit(known(house, mallory), Permission.READ_ORGANIZATION, alice.organization_id)
    with pytest.raises(NotFound):
        admit(known(house, mallory), Permission.READ_AUDIT, alice.organization_id)
    house.clock.advance(timedelta(minutes=1))
    with pytest.raises(NotFound):
        admit(known(house, mallory), Permission.READ_AUDIT, alice.organization_id)

    assert house.actions(mallory).count("tenant.denied") == 2


def test_who_is_at_home_still_needs_the_permission(house: House, alice: Actor, admit: Admit) -> None:
    house.use.invite_user(alice, email=email("bob"))
    bob = house.actor(house.accepted("bob"))

    assert bob.role is Role.MEMBER
    with pytest.raises(PermissionDenied):
        admit(known(house, bob), Permission.CHANGE_ORGANIZATION, bob.organization_id)


def test_a_request_counts_against_all_rates_or_none(house: House, alice: Actor) -> None:
    throttle = Throttle(house.rate_limiter, house.clock)
    narrow, wide = RatePolicy("key", "key_1", 1, 3600), RatePolicy("organization", "org_1", 10, 60)
    throttle(known(house, alice, narrow, wide))

    refused = throttle(known(house, alice, narrow, wide))
    passed = throttle(known(house, alice, wide))

    assert refused.violated == ("key",)
    assert [state.remaining for state in passed.states] == [8]


def test_without_a_rate_everything_passes(house: House, alice: Actor) -> None:
    verdict = Throttle(house.rate_limiter, house.clock)(known(house, alice))

    assert (verdict.states, verdict.violated) == ((), ())
