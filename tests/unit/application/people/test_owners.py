"""There is always an owner."""

from dataclasses import replace
from functools import partial

import pytest

from application.actor import Actor
from domain.errors import Conflict, NotFound
from domain.people.user import UserStatus
from domain.roles.refusals import PermissionDenied
from domain.roles.role import Role
from tests.unit.application.house import House, at_once, refusals, user_id


@pytest.fixture
def bob(house: House, alice: Actor) -> Actor:
    return house.joined(alice, "bob")


def test_the_last_owner_cannot_leave(house: House, alice: Actor) -> None:
    with pytest.raises(Conflict):
        house.use.remove_user(alice, user_id=user_id(alice))


def test_the_last_owner_cannot_step_down(house: House, alice: Actor) -> None:
    with pytest.raises(Conflict):
        house.use.update_user(alice, user_id=user_id(alice), role=Role.ADMIN)


def test_two_owners_cannot_leave_at_the_same_moment(house: House, alice: Actor, bob: Actor) -> None:
    house.use.update_user(alice, user_id=user_id(bob), role=Role.OWNER)

    outcomes = at_once(
        partial(house.use.remove_user, alice, user_id=user_id(alice)),
        partial(house.use.remove_user, bob, user_id=user_id(bob)),
    )

    assert [type(refusal) for refusal in refusals(outcomes)] == [Conflict]
    assert house.seats(alice) == 1


def test_two_owners_cannot_demote_each_other(house: House, alice: Actor, bob: Actor) -> None:
    house.use.update_user(alice, user_id=user_id(bob), role=Role.OWNER)

    outcomes = at_once(
        partial(house.use.update_user, alice, user_id=user_id(bob), role=Role.VIEWER),
        partial(
            house.use.update_user, replace(bob, role=Role.OWNER), user_id=user_id(alice), status=UserStatus.SUSPENDED
        ),
    )

    assert [type(refusal) for refusal in refusals(outcomes)] == [Conflict]
    assert len(house.workspaces.open(alice).users.owners()) == 1


def test_ownership_is_handed_over_in_one_step(house: House, alice: Actor, bob: Actor) -> None:
    house.use.transfer_ownership(alice, user_id=user_id(bob))

    assert [owner.id for owner in house.workspaces.open(alice).users.owners()] == [user_id(bob)]
    assert house.actions(alice)[0] == "organization.ownership_transferred"
    assert house.use.read_user(bob, user_id=user_id(alice)).role is Role.ADMIN


def test_who_has_handed_over_may_leave(house: House, alice: Actor, bob: Actor) -> None:
    house.use.transfer_ownership(alice, user_id=user_id(bob))

    house.use.remove_user(alice, user_id=user_id(alice))

    assert house.use.list_organizations(alice).items == ()


def test_it_is_handed_over_once(house: House, alice: Actor, bob: Actor) -> None:
    carol = house.joined(alice, "carol")
    outcomes = at_once(
        partial(house.use.transfer_ownership, alice, user_id=user_id(bob)),
        partial(house.use.transfer_ownership, alice, user_id=user_id(carol)),
    )

    assert [type(refusal) for refusal in refusals(outcomes)] == [PermissionDenied]
    assert len(house.workspaces.open(alice).users.owners()) == 1


def test_nobody_outside_can_be_handed_it(house: House, alice: Actor) -> None:
    mallory = house.founded("globex", "mallory")
    with pytest.raises(NotFound):
        house.use.transfer_ownership(alice, user_id=user_id(mallory))


def test_a_suspended_user_cannot_be_handed_it(house: House, alice: Actor, bob: Actor) -> None:
    house.use.update_user(alice, user_id=user_id(bob), status=UserStatus.SUSPENDED)

    with pytest.raises(Conflict):
        house.use.transfer_ownership(alice, user_id=user_id(bob))
