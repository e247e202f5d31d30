"""Carrying on with a session: for how long, and never twice with the same token."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from application.actor import Actor
from application.sessions.signed_in import SignedIn
from domain.errors import NotFound, Unauthenticated
from domain.organizations.settings_changes import SettingsChanges
from domain.people.user import UserStatus
from tests.unit.application.house import OFFICE, PASSWORD, House, at_once, email, refusals, user_id


@pytest.fixture
def signed_in(house: House, alice: Actor) -> SignedIn:
    return house.use.log_in(OFFICE, email="alice@acme.example", password=PASSWORD)


def test_new_tokens_come_for_the_former_one(house: House, signed_in: SignedIn) -> None:
    house.clock.advance(timedelta(minutes=59))

    refreshed = house.use.refresh_session(OFFICE, refresh_token=signed_in.refresh_token)

    house.clock.advance(timedelta(minutes=14))
    assert house.as_bearer(refreshed.access_token).role is not None


def test_a_token_that_is_used_twice_ends_the_session(house: House, alice: Actor, signed_in: SignedIn) -> None:
    refreshed = house.use.refresh_session(OFFICE, refresh_token=signed_in.refresh_token)

    with pytest.raises(Unauthenticated):
        house.use.refresh_session(OFFICE, refresh_token=signed_in.refresh_token)

    with pytest.raises(Unauthenticated):
        house.use.refresh_session(OFFICE, refresh_token=refreshed.refresh_token)
    with pytest.raises(Unauthenticated):
        house.as_bearer(refreshed.access_token)
    ended = house.log_of(alice)[0]
    assert (ended.action, ended.kind, ended.address) == ("session.revoked", "changed", OFFICE.address)


def test_of_many_who_use_it_at_once_none_keeps_the_session(house: House, signed_in: SignedIn) -> None:
    outcomes = at_once(*[partial(house.use.refresh_session, OFFICE, refresh_token=signed_in.refresh_token)] * 6)

    assert {type(refusal) for refusal in refusals(outcomes)} == {Unauthenticated}
    with pytest.raises(Unauthenticated):
        house.as_bearer(signed_in.access_token)


def test_a_made_up_token_is_refused(house: House) -> None:
    with pytest.raises(Unauthenticated):
        house.use.refresh_session(OFFICE, refresh_token="made-up")


def test_who_rests_too_long_signs_in_again(house: House, signed_in: SignedIn) -> None:
    house.clock.advance(timedelta(minutes=60))

    with pytest.raises(Unauthenticated):
        house.use.refresh_session(OFFICE, refresh_token=signed_in.refresh_token)


def test_a_shorter_rest_holds_for_sessions_that_exist(house: House, alice: Actor, signed_in: SignedIn) -> None:
    house.use.change_settings(alice, changes=SettingsChanges(session_timeout=5))
    house.clock.advance(timedelta(minutes=6))

    with pytest.raises(Unauthenticated):
        house.as_bearer(signed_in.access_token)
    with pytest.raises(Unauthenticated):
        house.use.refresh_session(OFFICE, refresh_token=signed_in.refresh_token)


def test_a_session_ends_after_a_day_however_often_it_was_refreshed(house: House, alice: Actor) -> None:
    house.use.change_settings(alice, changes=SettingsChanges(session_timeout=1440))
    signed_in = house.use.log_in(OFFICE, email="alice@acme.example", password=PASSWORD)
    house.clock.advance(timedelta(hours=23, minutes=55))
    refreshed = house.use.refresh_session(OFFICE, refresh_token=signed_in.refresh_token)

    assert refreshed.expires_in == 5 * 60
    house.clock.advance(timedelta(minutes=5))
    with pytest.raises(Unauthenticated):
        house.use.refresh_session(OFFICE, refresh_token=refreshed.refresh_token)


def test_a_suspended_user_does_not_carry_on(house: House, alice: Actor) -> None:
    house.use.invite_user(alice, email=email("bob"))
    bob = house.accepted("bob")
    house.use.update_user(alice, user_id=bob.user.id, status=UserStatus.SUSPENDED)

    with pytest.raises(Unauthenticated):
        house.use.refresh_session(OFFICE, refresh_token=bob.signed_in.refresh_token)


def test_signing_out_ends_the_session_once(house: House, alice: Actor, signed_in: SignedIn) -> None:
    actor = house.as_bearer(signed_in.access_token)

    house.use.log_out(actor)
    house.use.log_out(actor)

    assert house.actions(alice).count("session.ended") == 1
    with pytest.raises(Unauthenticated):
        house.as_bearer(signed_in.access_token)
    with pytest.raises(Unauthenticated):
        house.use.refresh_session(OFFICE, refresh_token=signed_in.refresh_token)


def test_signing_out_leaves_other_sessions_alone(house: House, alice: Actor, signed_in: SignedIn) -> None:
    house.use.log_out(alice)

    assert house.as_bearer(signed_in.access_token).user_id == alice.user_id


def test_switching_binds_the_session_to_another_organization(house: House, alice: Actor) -> None:
    mallory = house.founded("globex", "mallory")
    house.use.invite_user(mallory, email=email("alice"))
    house.use.accept_invitation(OFFICE, token=house.token_of("alice"), person=alice.person_id)

    switched = house.use.switch_organization(alice, organization_id=mallory.organization_id)

    assert house.as_bearer(switched.access_token).organization_id == mallory.organization_id
    assert house.actions(mallory)[0] == "session.switched"
    assert "session.switched" not in house.actions(alice)


def test_switching_leaves_the_former_tokens_useless(house: House, alice: Actor, signed_in: SignedIn) -> None:
    mallory = house.founded("globex", "mallory")
    house.use.invite_user(mallory, email=email("alice"))
    house.use.accept_invitation(OFFICE, token=house.token_of("alice"), person=alice.person_id)

    house.use.switch_organization(house.as_bearer(signed_in.access_token), organization_id=mallory.organization_id)

    with pytest.raises(Unauthenticated):
        house.as_bearer(signed_in.access_token)


def test_nobody_switches_to_where_they_are_no_user(house: House, alice: Actor) -> None:
    mallory = house.founded("globex", "mallory")

    with pytest.raises(NotFound):
        house.use.switch_organization(mallory, organization_id=alice.organization_id)


def test_an_ended_session_does_not_switch(house: House, alice: Actor) -> None:
    house.use.log_out(alice)

    with pytest.raises(Unauthenticated):
        house.use.switch_organization(alice, organization_id=alice.organization_id)


def test_a_removed_user_is_out(house: House, alice: Actor) -> None:
    house.use.invite_user(alice, email=email("bob"))
    bob = house.accepted("bob")
    actor = house.actor(bob)

    house.use.remove_user(alice, user_id=user_id(actor))

    with pytest.raises(Unauthenticated):
        house.actor(bob)
    with pytest.raises(NotFound):
        house.use.switch_organization(replace(actor), organization_id=alice.organization_id)


def test_nobody_switches_to_where_they_are_suspended(house: House, alice: Actor) -> None:
    mallory = house.founded("globex", "mallory")
    house.use.invite_user(mallory, email=email("alice"))
    accepted = house.use.accept_invitation(OFFICE, token=house.token_of("alice"), person=alice.person_id)
    house.use.update_user(mallory, user_id=accepted.user.id, status=UserStatus.SUSPENDED)

    with pytest.raises(NotFound):
        house.use.switch_organization(alice, organization_id=mallory.organization_id)
