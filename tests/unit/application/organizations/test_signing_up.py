"""Signing up: the address is proved first, the slug is one's own, and what nobody accepts is forgotten."""

from functools import partial

import pytest

from application.access.guessing import Guessing
from application.access.rate_limited import RateLimited
from application.actor import Once
from application.organizations.sign_up import SignUp
from application.races import AlreadyAnswered
from domain.errors import Conflict, Gone, InvalidRequest, NotFound, Unauthenticated
from domain.ids import PersonId
from domain.organizations.names import Slug
from domain.roles.role import Role
from tests.unit.application.house import OFFICE, House, at_once, email, refusals, user_id


def test_the_owner_is_invited_by_mail(house: House) -> None:
    organization = house.signed_up()

    token = house.token_of("alice")

    [mail] = house.mailbox.sent()
    assert not organization.founded
    assert mail.to == "alice@acme.example"
    assert token in mail.text


def test_a_slug_is_taken_once(house: House) -> None:
    outcomes = at_once(*[partial(house.signed_up, "acme", who) for who in ("alice", "bob", "carol", "dave")])

    assert [type(refusal) for refusal in refusals(outcomes)] == [Conflict] * 3


def test_a_sign_up_that_nobody_accepted_is_forgotten_after_seven_days(house: House) -> None:
    forgotten = house.signed_up()
    token = house.token_of("alice")

    house.pass_days(7)

    house.signed_up("acme", "bob")
    assert house.directory.certificate(forgotten.id) is None
    with pytest.raises(Gone):
        house.accepted("alice", token)


def test_a_sign_up_is_not_forgotten_a_day_too_early(house: House) -> None:
    house.signed_up()

    house.pass_days(6)

    assert house.accepted("alice").organization.founded


def test_an_organization_that_was_accepted_stays(house: House) -> None:
    alice = house.founded()

    house.pass_days(8)

    assert house.use.read_organization(alice).founded


def test_accepting_and_forgetting_at_the_same_moment_leave_one_of_both(house: House) -> None:
    organization = house.signed_up()
    token = house.token_of("alice")
    house.pass_days(6)
    house.clock.set(organization.created_at.replace(day=9))

    accepted, _ = at_once(partial(house.accepted, "alice", token), house.work_off)

    assert isinstance(accepted, Gone)
    with pytest.raises(NotFound):
        house.workspaces.open(house.operator(organization.id))


def test_somebody_who_is_signed_in_owns_it_at_once(house: House) -> None:
    alice = house.founded()

    globex = house.use.sign_up(
        OFFICE,
        name="Globex",
        slug=Slug("globex"),
        owner_email=email("alice"),
        plan="starter",
        person=alice.person_id,
    )

    switched = house.use.switch_organization(alice, organization_id=globex.id)
    owner = house.as_bearer(switched.access_token)
    assert owner.role is Role.OWNER
    assert house.seats(owner) == 1
    with pytest.raises(Conflict):
        house.use.remove_user(owner, user_id=user_id(owner))


def test_nobody_signs_up_another_person(house: House) -> None:
    mallory = house.founded("globex", "mallory")

    with pytest.raises(InvalidRequest):
        house.use.sign_up(
            OFFICE,
            name="Acme",
            slug=Slug("acme"),
            owner_email=email("alice"),
            plan="free",
            person=mallory.person_id,
        )
    with pytest.raises(Unauthenticated):
        house.use.sign_up(
            OFFICE,
            name="Acme",
            slug=Slug("acme"),
            owner_email=email("alice"),
            plan="free",
            person=PersonId("per_unknown"),
        )


@pytest.mark.parametrize("plan", ["enterprise", "platinum", ""])
def test_only_plans_on_offer_are_chosen(house: House, plan: str) -> None:
    with pytest.raises(InvalidRequest):
        house.signed_up(plan=plan)


def test_an_address_signs_up_so_often_and_no_more(house: House) -> None:
    guessing = Guessing(house.rate_limiter, house.clock, signups_per_hour=2, logins_per_minute=10)
    sign_up = SignUp(
        house.workspaces,
        house.directory,
        house.use.catalogue,
        house.clock,
        house.ids,
        house.tokens,
        house.events,
        guessing,
    )

    outcomes = at_once(
        *[
            partial(sign_up, OFFICE, name=slug, slug=Slug(slug), owner_email=email("alice"), plan="free")
            for slug in ("a", "b", "c")
        ]
    )

    assert [type(refusal) for refusal in refusals(outcomes)] == [RateLimited]


def test_the_same_sign_up_twice_founds_once(house: House) -> None:
    once = Once("sign-up/acme", "key-1", "body", lambda _: b"answer")

    outcomes = at_once(
        *[
            partial(
                house.use.sign_up,
                OFFICE,
                name="Acme",
                slug=Slug("acme"),
                owner_email=email("alice"),
                plan="free",
                once=once,
            )
        ]
        * 4
    )

    assert [type(refusal) for refusal in refusals(outcomes)] == [AlreadyAnswered] * 3
    house.work_off()
    assert len(house.mailbox.sent()) == 1
