"""Seats, however many want them at once."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from application.access.find_answer import IdempotencyMismatch
from application.actor import Actor, Once
from application.people.invite_users import InvitationRequest
from application.races import AlreadyAnswered
from domain.errors import Conflict
from domain.limits.refusals import PlanLimitExceeded, Upgrade
from domain.people.invitation import Invitation
from domain.plans.plan import PlanId
from tests.unit.application.house import House, at_once, email, refusals


def test_more_people_than_seats_are_never_invited(house: House, alice: Actor) -> None:
    outcomes = at_once(*(partial(house.use.invite_user, alice, email=email(f"p{number}")) for number in range(20)))

    refused = refusals(outcomes)
    assert len(refused) == 18
    assert {type(refusal) for refusal in refused} == {PlanLimitExceeded}
    assert house.seats(alice) == 3


def test_one_person_is_invited_once(house: House) -> None:
    alice = house.founded(plan="starter")

    outcomes = at_once(*[lambda: house.use.invite_user(alice, email=email("bob"))] * 8)

    assert [type(refusal) for refusal in refusals(outcomes)] == [Conflict] * 7
    assert house.seats(alice) == 2


def test_a_refusal_tells_how_full_it_is_and_offers_the_next_plan(house: House, alice: Actor) -> None:
    house.use.invite_user(alice, email=email("bob"))
    house.use.invite_user(alice, email=email("carol"))

    with pytest.raises(PlanLimitExceeded) as refusal:
        house.use.invite_user(alice, email=email("dave"))

    told = refusal.value
    assert (told.meter, told.maximum, told.used, told.requested) == ("users", 3, 3, 1)
    assert told.upgrade == Upgrade(PlanId("starter"), 2_900)


def test_seats_of_invitations_that_have_run_out_are_given_away_again(house: House, alice: Actor) -> None:
    house.use.invite_user(alice, email=email("bob"))
    house.use.invite_user(alice, email=email("carol"))
    house.clock.advance(timedelta(days=8))

    outcomes = at_once(*(partial(house.use.invite_user, alice, email=email(f"p{number}")) for number in range(8)))

    assert len(refusals(outcomes)) == 6
    assert house.seats(alice) == 3
    assert house.actions(alice).count("invitation.expired") == 2


def test_who_was_invited_long_ago_can_be_invited_again(house: House, alice: Actor) -> None:
    house.use.invite_user(alice, email=email("bob"))
    house.clock.advance(timedelta(days=8))

    house.use.invite_user(alice, email=email("bob"))

    assert house.seats(alice) == 2


def test_an_invitation_is_ended_once_by_whoever_comes_first(house: House, alice: Actor) -> None:
    invitation = house.use.invite_user(alice, email=email("bob"))
    house.clock.advance(timedelta(days=7))

    at_once(
        house.work_off,
        lambda: house.use.invite_user(alice, email=email("bob")).version,
        house.work_off,
    )

    assert house.actions(alice).count("invitation.expired") == 1
    assert house.seats(alice) == 2
    assert [known.id for known in house.open_invitations(alice)] != [invitation.id]


def test_revoking_frees_the_seat_once(house: House, alice: Actor) -> None:
    invitation = house.use.invite_user(alice, email=email("bob"))

    outcomes = at_once(*[lambda: house.use.revoke_invitation(alice, invitation_id=invitation.id)] * 6)

    assert refusals(outcomes) == []
    assert house.seats(alice) == 1
    assert house.actions(alice).count("invitation.revoked") == 1


def test_sending_again_takes_no_seat_and_the_end_is_put_off(house: House, alice: Actor) -> None:
    invitation = house.use.invite_user(alice, email=email("bob"))
    house.clock.advance(timedelta(days=6))

    house.use.resend_invitation(alice, invitation_id=invitation.id)
    house.pass_days(2)

    assert house.seats(alice) == 2
    assert [known.email for known in house.open_invitations(alice)] == [email("bob")]


def test_an_invitation_that_nobody_accepts_frees_its_seat_by_itself(house: House, alice: Actor) -> None:
    house.use.invite_user(alice, email=email("bob"))

    house.pass_days(7)

    assert house.seats(alice) == 1
    assert house.log_of(alice)[0].actor_id == "invitations"


def test_the_same_request_twice_at_once_invites_once(house: House, alice: Actor) -> None:
    once = replace(alice, once=Once("acme", "key-1", "body", lambda _: b"answer"))

    outcomes = at_once(*[lambda: house.use.invite_user(once, email=email("bob"))] * 4)

    assert [type(refusal) for refusal in refusals(outcomes)] == [AlreadyAnswered] * 3
    assert house.seats(alice) == 2


def test_several_are_invited_together_as_far_as_they_fit(house: House, alice: Actor) -> None:
    bob, carol, dave = house.use.invite_users(
        alice, invitations=[InvitationRequest(email(who)) for who in ("bob", "carol", "dave")]
    )

    assert isinstance(bob, Invitation)
    assert isinstance(carol, Invitation)
    assert isinstance(dave, PlanLimitExceeded)


def test_a_batch_sent_again_finds_the_answer_of_each(house: House, alice: Actor) -> None:
    once = replace(alice, once=Once("acme", "key-1", "body", lambda _: b"answer"))
    house.use.invite_users(once, invitations=[InvitationRequest(email("bob"))])

    [again] = house.use.invite_users(once, invitations=[InvitationRequest(email("bob"))])

    assert isinstance(again, AlreadyAnswered)
    assert house.seats(alice) == 2


def test_a_batch_with_another_body_is_told_so(house: House, alice: Actor) -> None:
    once = Once("acme", "key-1", "body", lambda _: b"answer")
    house.use.invite_users(replace(alice, once=once), invitations=[InvitationRequest(email("bob"))])

    other = replace(alice, once=replace(once, fingerprint="another body"))
    [again] = house.use.invite_users(other, invitations=[InvitationRequest(email("bob"))])

    assert isinstance(again, IdempotencyMismatch)


def test_a_thousand_at_the_door_fill_the_seats_that_are_left(house: House) -> None:
    alice = house.founded(plan="pro")

    outcomes = at_once(*(partial(house.use.invite_user, alice, email=email(f"p{number}")) for number in range(1_000)))

    assert len(refusals(outcomes)) == 1_000 - 49
    assert {type(refusal) for refusal in refusals(outcomes)} == {PlanLimitExceeded}
    assert house.seats(alice) == 50


def test_an_accepted_invitation_does_not_run_out(house: House, alice: Actor) -> None:
    house.joined(alice, "bob")

    house.pass_days(8)

    assert house.seats(alice) == 2
    assert "invitation.expired" not in house.actions(alice)
