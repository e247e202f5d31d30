"""Signing in: where to, how often one may try, and what a failure tells."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from application.access.rate_limited import RateLimited
from application.actor import Actor
from domain.errors import Unauthenticated
from domain.organizations.organization import OrganizationStatus
from domain.people.user import UserStatus
from domain.roles.refusals import NoOrganization
from tests.unit.application.house import OFFICE, PASSWORD, House, at_once, email, refusals, user_id

WRONG = "incorrect horse battery staple"
ADDRESS = "alice@acme.example"


def test_the_session_is_bound_to_the_only_organization(house: House, alice: Actor) -> None:
    signed_in = house.use.log_in(OFFICE, email="Alice@Acme.Example", password=PASSWORD)

    assert house.as_bearer(signed_in.access_token).organization_id == alice.organization_id
    assert signed_in.expires_in == 15 * 60
    assert house.actions(alice)[0] == "session.started"


def test_the_session_is_bound_to_the_last_organization_or_the_one_asked_for(house: House, alice: Actor) -> None:
    at_globex = house.founded("globex", "alice2")
    house.use.invite_user(at_globex, email=email("alice"))
    house.use.accept_invitation(OFFICE, token=house.token_of("alice"), password=PASSWORD)

    last = house.use.log_in(OFFICE, email=ADDRESS, password=PASSWORD)
    asked_for = house.use.log_in(OFFICE, email=ADDRESS, password=PASSWORD, organization_id=alice.organization_id)

    assert house.as_bearer(last.access_token).organization_id == at_globex.organization_id
    assert house.as_bearer(asked_for.access_token).organization_id == alice.organization_id


@pytest.mark.parametrize("address", ["alice@acme.example", "nobody@acme.example", "no address", ""])
def test_every_failure_is_told_in_the_same_way(house: House, alice: Actor, address: str) -> None:
    with pytest.raises(Unauthenticated):
        house.use.log_in(OFFICE, email=address, password=WRONG)


def test_a_failure_stands_in_the_log_of_the_last_organization(house: House, alice: Actor) -> None:
    with pytest.raises(Unauthenticated):
        house.use.log_in(OFFICE, email=ADDRESS, password=WRONG)

    [event, *_] = house.log_of(alice)
    assert (event.action, event.kind, event.address) == ("user.login_refused", "observed", OFFICE.address)
    assert (event.resource_type, event.resource_id) == ("user", alice.id)


def test_an_account_is_tried_ten_times_a_minute_from_wherever(house: House, alice: Actor) -> None:
    outcomes = at_once(*[partial(house.use.log_in, OFFICE, email=ADDRESS, password=WRONG)] * 10)
    assert {type(refusal) for refusal in refusals(outcomes)} == {Unauthenticated}

    with pytest.raises(RateLimited) as refusal:
        house.use.log_in(replace(OFFICE, address="192.0.2.99"), email=ADDRESS, password=PASSWORD)

    house.clock.advance(timedelta(seconds=refusal.value.verdict.retry_after))
    house.use.log_in(OFFICE, email=ADDRESS, password=PASSWORD)


def test_who_is_suspended_everywhere_has_no_organization(house: House, alice: Actor) -> None:
    bob = house.joined(alice, "bob")
    house.use.update_user(alice, user_id=user_id(bob), status=UserStatus.SUSPENDED)

    with pytest.raises(NoOrganization):
        house.use.log_in(OFFICE, email="bob@acme.example", password=PASSWORD)


def test_nobody_signs_in_to_an_organization_of_others(house: House, alice: Actor) -> None:
    mallory = house.founded("globex", "mallory")

    with pytest.raises(NoOrganization):
        house.use.log_in(OFFICE, email=ADDRESS, password=PASSWORD, organization_id=mallory.organization_id)


def test_signing_in_works_while_the_organization_is_suspended(house: House, alice: Actor) -> None:
    house.use.suspend_organization(house.operator(alice.organization_id), reason="a stolen card")

    signed_in = house.use.log_in(OFFICE, email=ADDRESS, password=PASSWORD)

    organization = house.use.read_organization(house.as_bearer(signed_in.access_token))
    assert organization.status is OrganizationStatus.SUSPENDED
