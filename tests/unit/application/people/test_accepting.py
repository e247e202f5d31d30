"""Accepting an invitation: by whom, once, in time, and what it brings."""

from datetime import timedelta
from functools import partial
from ipaddress import ip_network

import pytest

from application.actor import Actor, Source
from domain.errors import Gone, InvalidRequest, NotFound, Unauthenticated
from domain.organizations.organization import OrganizationStatus
from domain.organizations.settings_changes import SettingsChanges
from domain.roles.refusals import IpNotAllowed, OrganizationRestricted, OrganizationSuspended
from domain.roles.role import ProjectRole, Role
from tests.unit.application.house import OFFICE, PASSWORD, House, at_once, email, refusals


@pytest.fixture
def token(house: House, alice: Actor) -> str:
    house.use.invite_user(alice, email=email("bob"))
    return house.token_of("bob")


def test_it_works_once(house: House, token: str) -> None:
    house.accepted("bob", token)

    with pytest.raises(Gone):
        house.accepted("bob", token)


def test_it_works_once_at_the_same_moment(house: House, alice: Actor, token: str) -> None:
    outcomes = at_once(*[partial(house.accepted, "bob", token)] * 6)

    assert {type(refusal) for refusal in refusals(outcomes)} == {Gone}
    assert len(refusals(outcomes)) == 5
    assert house.seats(alice) == 2
    assert house.actions(alice)[:2] == ["invitation.accepted", "invitation.created"]


def test_accepting_and_revoking_at_the_same_moment_leave_one_of_both(house: House, alice: Actor, token: str) -> None:
    [invitation] = house.open_invitations(alice)

    accepted, _ = at_once(
        partial(house.accepted, "bob", token),
        partial(house.use.revoke_invitation, alice, invitation_id=invitation.id),
    )

    assert house.seats(alice) == (1 if isinstance(accepted, Gone) else 2)


def test_it_brings_role_team_and_a_session(house: House, alice: Actor) -> None:
    website = house.project(alice)
    house.use.invite_user(alice, email=email("bob"), role=Role.VIEWER, projects=(website,))

    accepted = house.accepted("bob")

    bob = house.actor(accepted)
    assert (bob.role, bob.project_roles) == (Role.VIEWER, {website: ProjectRole.VIEWER})
    assert house.workspaces.open(alice).projects.get(website).team[accepted.user.id] is ProjectRole.VIEWER
    assert [line.organization_id for line in accepted.signed_in.organizations] == [alice.organization_id]


def test_the_owner_who_accepts_has_founded_the_organization(house: House) -> None:
    house.signed_up()

    accepted = house.accepted("alice")

    assert accepted.organization.founded
    assert accepted.organization.status is OrganizationStatus.ACTIVE
    assert house.actor(accepted).role is Role.OWNER


def test_a_made_up_token_is_not_found(house: House) -> None:
    with pytest.raises(NotFound):
        house.accepted("bob", "made-up")


def test_nobody_comes_in_from_an_address_that_is_not_allowed(house: House, alice: Actor, token: str) -> None:
    house.use.change_settings(alice, changes=SettingsChanges(ip_allowlist=(ip_network("192.0.2.0/24"),)))

    with pytest.raises(IpNotAllowed):
        house.use.accept_invitation(Source("198.51.100.9"), token=token, name="Bob", password=PASSWORD)

    assert house.accepted("bob", token).user.name == "Bob"


def test_the_token_before_the_last_one_is_no_longer_good(house: House, alice: Actor, token: str) -> None:
    [invitation] = house.open_invitations(alice)

    house.use.resend_invitation(alice, invitation_id=invitation.id)

    with pytest.raises(NotFound):
        house.accepted("bob", token)
    house.accepted("bob")


def test_it_has_run_out_after_seven_days(house: House, token: str) -> None:
    house.clock.advance(timedelta(days=7))

    with pytest.raises(Gone):
        house.accepted("bob", token)


def test_somebody_else_who_is_signed_in_does_not_find_it(house: House, token: str) -> None:
    mallory = house.founded("globex", "mallory")

    with pytest.raises(NotFound):
        house.use.accept_invitation(OFFICE, token=token, person=mallory.person_id)


def test_who_is_signed_in_already_needs_no_password(house: House, token: str) -> None:
    bob = house.founded("globex", "bob")

    accepted = house.use.accept_invitation(OFFICE, token=token, person=bob.person_id)

    assert accepted.user.person_id == bob.person_id
    assert len(accepted.signed_in.organizations) == 2


def test_who_has_a_login_proves_its_password(house: House, token: str) -> None:
    house.founded("globex", "bob")

    with pytest.raises(Unauthenticated):
        house.use.accept_invitation(OFFICE, token=token, name="Bob", password="a quite wrong one")


def test_a_newcomer_gives_name_and_password(house: House, token: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        house.use.accept_invitation(OFFICE, token=token)

    assert [error.pointer for error in refusal.value.errors] == ["/name", "/password"]


@pytest.mark.parametrize("password", ["short", "password123", "x" * 129])
def test_a_newcomer_chooses_a_good_password(house: House, token: str, password: str) -> None:
    with pytest.raises(InvalidRequest):
        house.use.accept_invitation(OFFICE, token=token, name="Bob", password=password)


def test_a_domain_that_is_no_longer_allowed_does_not_come_in(house: House, alice: Actor, token: str) -> None:
    house.use.change_settings(alice, changes=SettingsChanges(allowed_domains=frozenset({"globex.example"})))

    with pytest.raises(InvalidRequest):
        house.accepted("bob", token)


def test_nobody_comes_into_an_organization_that_is_closing(house: House, alice: Actor, token: str) -> None:
    house.use.close_organization(alice)

    with pytest.raises(OrganizationRestricted):
        house.accepted("bob", token)


def test_nobody_comes_into_a_suspended_organization(house: House, alice: Actor, token: str) -> None:
    house.use.suspend_organization(house.operator(alice.organization_id), reason="a stolen card")

    with pytest.raises(OrganizationSuspended):
        house.accepted("bob", token)


def test_the_token_stands_in_the_mail_alone(house: House, alice: Actor, token: str) -> None:
    assert token not in repr(house.log_of(alice))
    assert token not in repr(house.workspaces.open(alice).invitations.page(None, 10, lambda _: True))


def test_two_invitations_of_a_newcomer_accepted_at_once_make_one_login(house: House, alice: Actor, token: str) -> None:
    mallory = house.founded("globex", "mallory")
    house.use.invite_user(mallory, email=email("bob"))
    other = house.token_of("bob")

    outcomes = at_once(partial(house.accepted, "bob", token), partial(house.accepted, "bob", other))

    assert refusals(outcomes) == []
    assert len(house.use.log_in(OFFICE, email="bob@acme.example", password=PASSWORD).organizations) == 2
