"""Closing, suspending and erasing an organization."""

from datetime import timedelta
from functools import partial

import pytest

from application.actor import Actor, system
from application.unit_of_work import CommitRefused
from domain.errors import Conflict, NotFound
from domain.organizations.organization import OrganizationStatus
from domain.roles.refusals import NoOrganization, OrganizationRestricted, OrganizationSuspended, PermissionDenied
from domain.roles.role import Role
from tests.unit.application.house import OFFICE, PASSWORD, House, at_once, email, user_id


def test_a_closing_organization_is_read_but_nothing_new_begins(house: House, alice: Actor) -> None:
    closing = house.use.close_organization(alice)

    assert closing.status is OrganizationStatus.CLOSING
    house.use.list_users(alice, after=None, limit=10)
    with pytest.raises(OrganizationRestricted):
        house.use.invite_user(alice, email=email("bob"))


def test_closing_again_leaves_no_second_line(house: House, alice: Actor) -> None:
    house.use.close_organization(alice)

    house.use.close_organization(alice)

    assert house.actions(alice).count("organization.closing") == 1


def test_only_owners_close_and_reopen(house: House, alice: Actor) -> None:
    bob = house.joined(alice, "bob", Role.ADMIN)

    with pytest.raises(PermissionDenied):
        house.use.close_organization(bob)
    with pytest.raises(PermissionDenied):
        house.use.reopen_organization(bob)


def test_the_owners_are_told_when_it_closes(house: House, alice: Actor) -> None:
    house.use.close_organization(alice)

    house.work_off()

    assert house.mailbox.sent()[0].subject == "Acme is closing"


def test_it_can_be_reopened_on_the_last_day(house: House, alice: Actor) -> None:
    house.use.close_organization(alice)
    house.pass_days(29)

    house.use.reopen_organization(alice)
    house.pass_days(10)

    assert house.use.read_organization(alice).status is OrganizationStatus.ACTIVE


def test_after_thirty_days_everything_is_gone(house: House, alice: Actor) -> None:
    house.joined(alice, "bob")
    house.use.close_organization(alice)

    house.pass_days(30)

    with pytest.raises(NotFound):
        house.use.read_organization(alice)
    with pytest.raises(NoOrganization):
        house.use.log_in(OFFICE, email="alice@acme.example", password=PASSWORD)
    house.signed_up("acme", "carol")


def test_a_certificate_stays_and_goes_to_those_who_decided(house: House, alice: Actor) -> None:
    house.joined(alice, "bob")
    house.use.close_organization(alice)

    house.pass_days(30)
    house.work_off()

    certificate = house.directory.certificate(alice.organization_id)
    assert certificate is not None
    assert certificate.erased["users"] == 2
    mail = house.mailbox.sent()[0]
    assert (mail.to, mail.subject) == ("alice@acme.example", "Acme was erased")


def test_the_log_tells_that_it_was_active_before_and_is_again(house: House, alice: Actor) -> None:
    house.use.close_organization(alice)
    house.use.reopen_organization(alice)

    reopened, closing = house.log_of(alice)[:2]
    assert (closing.changes["standing"].before, reopened.changes["standing"].after) == ("active", "active")


def test_closed_reopened_and_closed_again_it_has_thirty_new_days(house: House, alice: Actor) -> None:
    house.use.close_organization(alice)
    house.pass_days(20)
    house.use.reopen_organization(alice)
    house.use.close_organization(alice)

    house.pass_days(20)

    assert house.use.read_organization(alice).status is OrganizationStatus.CLOSING


def test_reopening_and_erasing_at_the_same_moment_leave_one_of_both(house: House, alice: Actor) -> None:
    house.use.close_organization(alice)
    house.clock.advance(timedelta(days=30))

    reopened, _ = at_once(partial(house.use.reopen_organization, alice), house.work_off)

    gone = house.credentials.user(alice.organization_id, user_id(alice)) is None
    assert gone is isinstance(reopened, Exception)


def test_what_was_reopened_meanwhile_is_not_erased(house: House, alice: Actor) -> None:
    house.use.close_organization(alice)
    eraser = house.workspaces.open(system(alice.organization_id, "erasure"))
    eraser.erase(house.clock.now(), "its owner closed it")

    house.use.reopen_organization(alice)

    with pytest.raises(CommitRefused):
        eraser.commit(None)
    assert house.use.read_organization(alice).status is OrganizationStatus.ACTIVE


def test_a_suspended_organization_is_not_erased_until_it_works_again(house: House, alice: Actor) -> None:
    operator = house.operator(alice.organization_id)
    house.use.close_organization(alice)
    house.use.suspend_organization(operator, reason="a court order")
    house.pass_days(40)
    assert house.use.read_organization(alice).status is OrganizationStatus.SUSPENDED

    house.use.lift_suspension(operator)
    house.work_off()

    with pytest.raises(NotFound):
        house.use.read_organization(alice)


def test_a_suspended_sign_up_is_forgotten_when_it_works_again(house: House) -> None:
    organization = house.signed_up()
    operator = house.operator(organization.id)
    house.use.suspend_organization(operator, reason="abuse")
    house.pass_days(8)

    house.use.lift_suspension(operator)
    house.work_off()

    assert house.directory.organization_by_slug(organization.slug) is None


def test_in_a_suspended_organization_only_the_reason_is_read(house: House, alice: Actor) -> None:
    house.use.suspend_organization(house.operator(alice.organization_id), reason="a stolen card")

    assert house.use.read_organization(alice).status is OrganizationStatus.SUSPENDED
    with pytest.raises(OrganizationSuspended) as refusal:
        house.use.list_users(alice, after=None, limit=10)
    assert refusal.value.reason == "a stolen card"


def test_the_operator_stands_in_the_log(house: House, alice: Actor) -> None:
    operator = house.operator(alice.organization_id)
    house.use.suspend_organization(operator, reason="a stolen card")

    house.use.lift_suspension(operator)

    assert house.actions(alice)[:2] == ["organization.suspension_lifted", "organization.suspended"]
    assert house.log_of(alice)[0].actor_kind == "operator"


def test_what_is_not_suspended_cannot_be_lifted(house: House, alice: Actor) -> None:
    with pytest.raises(Conflict):
        house.use.lift_suspension(house.operator(alice.organization_id))


def test_an_owner_is_no_operator(house: House, alice: Actor) -> None:
    with pytest.raises(PermissionDenied) as refusal:
        house.use.suspend_organization(alice, reason="spite")

    assert refusal.value.required == "operator"
