"""Keys are read, changed, rotated and revoked by those who could have made them, from the next request on."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from application.actor import Actor
from application.api_keys.update_api_key import Expiry
from domain.errors import Conflict, InvalidRequest, NotFound, StaleVersion, Unauthenticated
from domain.ids import KeyId
from domain.roles.refusals import PermissionDenied
from domain.roles.role import ProjectRole, Scope
from tests.unit.application.house import BEGINNING, OFFICE, at_once, refusals, user_id
from tests.unit.application.workshop import RECORDING, Workshop

HOUR = timedelta(hours=1)


def names(house: Workshop, actor: Actor) -> list[str]:
    return [known.key.id for known in house.use.list_api_keys(actor, after=None, limit=50).items]


def test_a_revoked_key_is_out_and_revoking_again_changes_nothing(house: Workshop, alice: Actor) -> None:
    made = house.key(alice)

    house.use.revoke_api_key(alice, key_id=made.key.id)
    house.use.revoke_api_key(alice, key_id=made.key.id)

    with pytest.raises(Unauthenticated):
        house.as_key(alice, made)
    assert house.actions(alice).count("api_key.revoked") == 1


def test_two_who_revoke_at_once_leave_one_line(house: Workshop, alice: Actor) -> None:
    made = house.key(alice)

    outcomes = at_once(*[partial(house.use.revoke_api_key, alice, key_id=made.key.id)] * 4)

    assert refusals(outcomes) == []
    assert house.actions(alice).count("api_key.revoked") == 1


def test_a_key_that_has_expired_is_out(house: Workshop, alice: Actor) -> None:
    made = house.use.create_api_key(alice, name="ci", scopes=RECORDING, rate_limit=1_000, expires_at=BEGINNING + HOUR)
    house.clock.set(BEGINNING + HOUR)

    with pytest.raises(Unauthenticated):
        house.as_key(alice, made)


def test_a_rotated_key_has_a_new_secret_and_stays_the_same_key(house: Workshop, alice: Actor) -> None:
    project = house.started(alice)
    made = house.key(alice, project.id)

    rotated = house.use.rotate_api_key(alice, key_id=made.key.id)

    machine = house.as_key(alice, rotated)
    assert (machine.id, machine.scopes, machine.project_id) == (made.key.id, RECORDING, project.id)
    with pytest.raises(Unauthenticated):
        house.as_key(alice, made)


def test_the_former_secret_works_as_long_as_the_overlap(house: Workshop, alice: Actor) -> None:
    made = house.key(alice)
    house.use.rotate_api_key(alice, key_id=made.key.id, overlap=HOUR)

    house.clock.set(BEGINNING + HOUR - timedelta(microseconds=1))
    machine = house.as_key(alice, made)
    house.clock.set(BEGINNING + HOUR)

    assert machine.id == made.key.id
    with pytest.raises(Unauthenticated):
        house.as_key(alice, made)


@pytest.mark.parametrize("overlap", [timedelta(seconds=-1), timedelta(days=31)])
def test_an_overlap_that_makes_no_sense_is_refused(house: Workshop, alice: Actor, overlap: timedelta) -> None:
    made = house.key(alice)

    with pytest.raises(InvalidRequest):
        house.use.rotate_api_key(alice, key_id=made.key.id, overlap=overlap)


def test_a_revoked_key_is_neither_rotated_nor_changed(house: Workshop, alice: Actor) -> None:
    made = house.key(alice)
    house.use.revoke_api_key(alice, key_id=made.key.id)

    with pytest.raises(Conflict):
        house.use.rotate_api_key(alice, key_id=made.key.id)
    with pytest.raises(Conflict):
        house.use.update_api_key(alice, key_id=made.key.id, name="new")


def test_a_change_works_at_the_next_request(house: Workshop, alice: Actor) -> None:
    made = house.key(alice)

    house.use.update_api_key(alice, key_id=made.key.id, scopes=frozenset({Scope.READ_USAGE}), rate_limit=7)

    authenticated = house.use.authenticate_key(alice.organization_id, made.secret or "", OFFICE)
    assert authenticated.actor.scopes == {Scope.READ_USAGE}
    assert authenticated.policies[0].quota == 7


def test_a_change_of_what_has_changed_since_is_refused(house: Workshop, alice: Actor) -> None:
    made = house.key(alice)
    house.use.update_api_key(alice, key_id=made.key.id, name="new", version=1)

    with pytest.raises(StaleVersion):
        house.use.update_api_key(alice, key_id=made.key.id, name="newer", version=1)


def test_a_change_of_nothing_leaves_no_line(house: Workshop, alice: Actor) -> None:
    made = house.key(alice)

    assert house.use.update_api_key(alice, key_id=made.key.id, name="ci").key == made.key
    assert "api_key.updated" not in house.actions(alice)


def test_an_expiry_in_the_past_is_refused(house: Workshop, alice: Actor) -> None:
    made = house.key(alice)

    with pytest.raises(InvalidRequest):
        house.use.update_api_key(alice, key_id=made.key.id, expires_at=BEGINNING)


def test_a_lead_keeps_a_scope_that_others_gave_but_adds_none_beyond_its_own(
    house: Workshop, alice: Actor, bob: Actor
) -> None:
    project = house.started(bob)
    audit = house.key(alice, project.id, frozenset({Scope.READ_AUDIT}))
    plain = house.key(alice, project.id)
    lead = house.again(bob)

    renamed = house.use.update_api_key(lead, key_id=audit.key.id, name="auditor")

    assert renamed.key.scopes == {Scope.READ_AUDIT}
    with pytest.raises(PermissionDenied):
        house.use.update_api_key(lead, key_id=plain.key.id, scopes=frozenset({Scope.READ_AUDIT}))


def test_a_lead_rotates_no_key_that_it_could_not_make(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(bob)
    audit = house.key(alice, project.id, frozenset({Scope.READ_AUDIT, *RECORDING}))
    plain = house.key(alice, project.id)
    lead = house.again(bob)

    with pytest.raises(PermissionDenied) as refusal:
        house.use.rotate_api_key(lead, key_id=audit.key.id)
    assert refusal.value.required == "audit:read"
    assert house.use.rotate_api_key(lead, key_id=plain.key.id).secret
    assert house.as_key(alice, audit).id == audit.key.id


@pytest.mark.parametrize("longer", [BEGINNING + 2 * HOUR, Expiry.NEVER])
def test_a_lead_prolongs_no_key_that_it_could_not_make(
    house: Workshop, alice: Actor, bob: Actor, longer: datetime | Expiry
) -> None:
    project, scopes = house.started(bob), frozenset({Scope.READ_AUDIT})
    key = house.use.create_api_key(
        alice, name="audit", scopes=scopes, rate_limit=9, project_id=project.id, expires_at=BEGINNING + HOUR
    ).key
    lead = house.again(bob)

    with pytest.raises(PermissionDenied):
        house.use.update_api_key(lead, key_id=key.id, expires_at=longer)
    sooner = BEGINNING + HOUR / 2
    assert house.use.update_api_key(lead, key_id=key.id, expires_at=sooner).key.expires_at == sooner


def test_a_lead_deals_with_the_keys_of_the_project_alone(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(bob)
    own, theirs, whole = (
        house.key(alice, project.id),
        house.key(alice, house.started(alice, "shop").id),
        house.key(alice),
    )
    lead = house.again(bob)

    assert names(house, lead) == [own.key.id]
    assert house.use.read_api_key(lead, key_id=own.key.id).key == own.key
    with pytest.raises(NotFound):
        house.use.revoke_api_key(lead, key_id=theirs.key.id)
    with pytest.raises(PermissionDenied):
        house.use.rotate_api_key(lead, key_id=whole.key.id)


def test_a_developer_deals_with_no_key(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(alice, team={user_id(bob): ProjectRole.DEVELOPER})
    made = house.key(alice, project.id)

    with pytest.raises(PermissionDenied):
        house.use.list_api_keys(house.again(bob), after=None, limit=50)
    with pytest.raises(PermissionDenied):
        house.use.read_api_key(house.again(bob), key_id=made.key.id)


def test_the_list_holds_all_keys_oldest_first_revoked_ones_too(house: Workshop, alice: Actor) -> None:
    first = house.key(alice)
    house.clock.advance(HOUR)
    second = house.key(alice)
    house.use.revoke_api_key(alice, key_id=first.key.id)

    assert names(house, alice) == [first.key.id, second.key.id]


def test_the_last_use_of_a_key_is_told_to_the_minute(house: Workshop, alice: Actor) -> None:
    made = house.key(alice)
    unused = house.use.read_api_key(alice, key_id=made.key.id)
    house.clock.set(BEGINNING + HOUR)

    machine = house.as_key(alice, made)

    assert unused.last_used_at is None
    used = house.use.read_api_key(alice, key_id=machine.key_id or made.key.id).last_used_at
    assert used is not None
    assert used - (BEGINNING + HOUR) < timedelta(minutes=1)


def test_a_key_of_another_company_is_not_found(house: Workshop, alice: Actor) -> None:
    theirs = house.key(house.founded("globex", "mallory"))

    with pytest.raises(NotFound):
        house.use.read_api_key(alice, key_id=theirs.key.id)
    with pytest.raises(NotFound):
        house.use.revoke_api_key(alice, key_id=KeyId("key_none"))
