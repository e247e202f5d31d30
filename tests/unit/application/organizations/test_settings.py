"""Settings: each does what it says from the next request on, and locks nobody out by a slip."""

from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network

import pytest

from application.access.authorise import authorise
from application.actor import Actor, Source
from application.ports.directory import SaveMembership
from domain.audit.audit_event import Change
from domain.errors import Conflict, InvalidRequest, StaleVersion
from domain.limits.refusals import FeatureNotInPlan, Upgrade
from domain.organizations.settings import Overage
from domain.organizations.settings_changes import SettingsChanges
from domain.people.person import Membership
from domain.plans.plan import PlanId
from domain.roles.permission import Permission
from domain.roles.refusals import IpNotAllowed, MfaRequired, PermissionDenied
from domain.roles.role import Role
from tests.unit.application.house import House, elsewhere, email, user_id

CAPPED = Overage(enabled=True, spend_cap_cents=1_000)


def test_nobody_shuts_their_own_address_out(house: House, alice: Actor) -> None:
    changes = SettingsChanges(ip_allowlist=(ip_network("198.51.100.0/24"),))

    with pytest.raises(Conflict):
        house.use.change_settings(alice, changes=changes)


def test_overage_that_a_smaller_plan_no_longer_prices_keeps_nobody_from_other_settings(house: House) -> None:
    bob = house.founded("globex", "bob", plan="starter")
    house.use.change_settings(bob, changes=SettingsChanges(overage=CAPPED))
    house.use.change_plan(house.operator(bob.organization_id), plan="free", chosen=False)

    changed = house.use.change_settings(bob, changes=SettingsChanges(session_timeout=30))

    assert changed.settings.session_timeout == 30


def test_requests_from_elsewhere_are_refused(house: House, alice: Actor) -> None:
    house.use.change_settings(alice, changes=SettingsChanges(ip_allowlist=(ip_network("192.0.2.0/24"),)))

    with pytest.raises(IpNotAllowed):
        house.use.read_organization(elsewhere(alice))


def test_nobody_asks_of_all_what_they_do_not_do_themselves(house: House, alice: Actor) -> None:
    with pytest.raises(Conflict):
        house.use.change_settings(alice, changes=SettingsChanges(require_mfa=True))


def test_a_second_factor_is_asked_of_everybody(house: House, alice: Actor) -> None:
    house.use.change_settings(replace(alice, methods=("pwd", "otp")), changes=SettingsChanges(require_mfa=True))

    with pytest.raises(MfaRequired):
        house.use.read_organization(alice)


def test_who_may_not_come_from_there_is_told_before_the_role(house: House, alice: Actor) -> None:
    house.use.change_settings(alice, changes=SettingsChanges(ip_allowlist=(ip_network("192.0.2.0/24"),)))
    viewer = replace(alice, role=Role.VIEWER, source=Source("198.51.100.9"))

    with pytest.raises(IpNotAllowed):
        authorise(viewer, house.use.read_organization(alice), Permission.CHANGE_ORGANIZATION)


def test_people_from_elsewhere_are_not_invited(house: House, alice: Actor) -> None:
    house.use.change_settings(alice, changes=SettingsChanges(allowed_domains=frozenset({"globex.example"})))

    with pytest.raises(InvalidRequest):
        house.use.invite_user(alice, email=email("bob"))
    assert house.seats(alice) == 1


def test_an_admin_sets_no_default_role_that_it_may_not_give(house: House, alice: Actor) -> None:
    bob = house.joined(alice, "bob", Role.ADMIN)

    with pytest.raises(PermissionDenied) as refusal:
        house.use.change_settings(bob, changes=SettingsChanges(default_role=Role.ADMIN))
    assert refusal.value.required == "users:manage:admin"
    house.use.change_settings(alice, changes=SettingsChanges(default_role=Role.ADMIN))
    kept = house.use.change_settings(bob, changes=SettingsChanges(default_role=Role.ADMIN, session_timeout=30))
    assert kept.settings.session_timeout == 30


def test_who_is_invited_without_a_role_gets_the_default(house: House, alice: Actor) -> None:
    house.use.change_settings(alice, changes=SettingsChanges(default_role=Role.VIEWER))

    assert house.use.invite_user(alice, email=email("bob")).role is Role.VIEWER


def test_overage_is_not_for_the_free_plan(house: House, alice: Actor) -> None:
    with pytest.raises(FeatureNotInPlan) as refusal:
        house.use.change_settings(alice, changes=SettingsChanges(overage=CAPPED))

    assert refusal.value.upgrade == Upgrade(PlanId("starter"), 2_900)


def test_only_an_owner_decides_on_spending(house: House) -> None:
    alice = house.founded(plan="starter")
    bob = house.joined(alice, "bob", Role.ADMIN)

    with pytest.raises(PermissionDenied) as refusal:
        house.use.change_settings(bob, changes=SettingsChanges(overage=CAPPED))
    house.use.change_settings(alice, changes=SettingsChanges(overage=CAPPED))

    assert refusal.value.required == "billing:manage"
    assert house.use.read_organization(bob).settings.overage == CAPPED


def test_what_is_so_already_leaves_no_line(house: House, alice: Actor) -> None:
    before = house.actions(alice)

    house.use.change_settings(alice, changes=SettingsChanges(session_timeout=60, billing_email=email("alice")))

    assert house.actions(alice) == before


def test_a_change_tells_its_fields(house: House, alice: Actor) -> None:
    house.use.change_settings(alice, changes=SettingsChanges(billing_email=email("carol"), session_timeout=30))

    event = house.log_of(alice)[0]
    assert event.action == "organization.settings_updated"
    assert event.changes == {
        "billing_email": Change("alice@acme.example", "carol@acme.example"),
        "session_timeout": Change(60, 30),
    }


def test_an_older_version_is_not_changed(house: House, alice: Actor) -> None:
    version = house.use.read_organization(alice).version
    house.use.change_settings(alice, changes=SettingsChanges(session_timeout=30), version=version)

    with pytest.raises(StaleVersion):
        house.use.change_settings(alice, changes=SettingsChanges(session_timeout=45), version=version)


def test_a_new_name_is_read_in_everybodys_list(house: House) -> None:
    alice = house.founded(plan="starter")
    bob = house.joined(alice, "bob")

    house.use.update_organization(alice, name="Acme International")

    assert [line.organization_name for line in house.use.list_organizations(bob).items] == ["Acme International"]
    assert house.actions(alice)[0] == "organization.updated"


def test_in_a_large_organization_the_last_reads_the_new_name_soon_after(house: House) -> None:
    alice = house.founded(plan="pro")
    people = [house.joined(alice, f"p{number}") for number in range(45)]

    house.use.update_organization(alice, name="Acme International")
    house.work_off()

    names = {line.organization_name for person in people for line in house.use.list_organizations(person).items}
    assert names == {"Acme International"}
    assert house.actions(alice)[:3] == ["organization.memberships_renamed"] * 2 + ["organization.updated"]


def test_who_was_let_in_under_the_former_name_reads_the_new_one_soon_after(house: House, alice: Actor) -> None:
    bob = house.joined(alice, "bob")
    late = Membership.of(house.use.read_user(alice, user_id=user_id(bob)), alice.organization_id, "Acme")
    house.use.update_organization(alice, name="Acme International")
    with house.workspaces.open(alice) as workspace:
        workspace.enter(SaveMembership(late))
        workspace.record(house.events.changed(alice, "user.updated", bob.id))
        workspace.commit(None)

    house.clock.advance(timedelta(minutes=1))
    house.work_off()

    assert [line.organization_name for line in house.use.list_organizations(bob).items] == ["Acme International"]
