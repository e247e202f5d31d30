"""Keys are made with no more rights than their maker has, and their secret is shown once."""

from datetime import timedelta
from typing import cast

import pytest

from application.actor import Actor, Once
from application.api_keys.known_key import CreatedKey
from application.races import AlreadyAnswered
from domain.errors import Conflict, InvalidRequest, NotFound
from domain.roles.refusals import PermissionDenied
from domain.roles.role import ProjectRole, Role, Scope
from tests.unit.application.house import BEGINNING, email, user_id
from tests.unit.application.workshop import RECORDING, Workshop


def test_a_key_acts_with_its_scopes_on_its_project(house: Workshop, alice: Actor) -> None:
    project = house.started(alice)

    machine = house.as_key(alice, house.key(alice, project.id))

    assert (machine.scopes, machine.project_id, machine.role) == (RECORDING, project.id, None)


def test_a_key_says_who_made_it_and_how_it_begins(house: Workshop, alice: Actor) -> None:
    made = house.key(alice)

    assert made.key.created_by == alice.id
    assert (made.secret or "").startswith(made.key.prefix)
    assert len(made.key.prefix) == len("sk_live_") + 4


def test_neither_the_store_nor_the_log_knows_the_secret(house: Workshop, alice: Actor) -> None:
    made = house.key(alice)

    secret = (made.secret or "")[20:63]
    assert len(secret) == 43
    assert secret not in repr(house.use.read_api_key(alice, key_id=made.key.id))
    assert secret not in repr(house.log_of(alice))
    assert repr(made.key.secret.digest) not in repr(house.log_of(alice))


def test_the_same_request_sent_twice_makes_one_key_whose_secret_is_not_kept(house: Workshop, alice: Actor) -> None:
    once = Once("acme/api-keys", "key-1", "fingerprint", lambda result: repr(cast("CreatedKey", result).key).encode())
    made = house.key(alice.once_only(once))

    with pytest.raises(AlreadyAnswered) as answered:
        house.key(alice.once_only(once))

    assert made.key.id in answered.value.answer.body.decode()
    assert (made.secret or "")[20:63] not in answered.value.answer.body.decode()


def test_an_admin_makes_keys_of_the_organization(house: Workshop, alice: Actor) -> None:
    assert house.key(house.joined(alice, "carol", Role.ADMIN)).key.project_id is None


def test_a_member_makes_none_of_the_organization(house: Workshop, bob: Actor) -> None:
    house.started(bob)

    with pytest.raises(PermissionDenied):
        house.key(house.again(bob))


def test_a_lead_makes_keys_of_the_project(house: Workshop, bob: Actor) -> None:
    project = house.started(bob)

    assert house.key(house.again(bob), project.id).key.project_id == project.id


def test_a_developer_makes_none(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(alice, team={user_id(bob): ProjectRole.DEVELOPER})

    with pytest.raises(PermissionDenied):
        house.key(house.again(bob), project.id)


def test_a_viewer_makes_none_even_of_a_project_that_it_leads(house: Workshop, alice: Actor) -> None:
    victor = house.joined(alice, "victor", Role.VIEWER)
    project = house.started(alice, team={user_id(victor): ProjectRole.LEAD})

    with pytest.raises(PermissionDenied):
        house.key(house.again(victor), project.id)


def test_a_project_of_others_is_not_found(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(alice)

    with pytest.raises(NotFound):
        house.key(bob, project.id)


def test_who_sees_only_their_own_actions_gives_no_audit_log(house: Workshop, alice: Actor, bob: Actor) -> None:
    project = house.started(bob)

    with pytest.raises(PermissionDenied):
        house.key(house.again(bob), project.id, frozenset({Scope.READ_AUDIT}))
    assert house.key(alice, project.id, frozenset({Scope.READ_AUDIT})).key.scopes == {Scope.READ_AUDIT}


def test_an_archived_project_gets_no_key(house: Workshop, alice: Actor) -> None:
    project = house.use.archive_project(alice, project_id=house.started(alice).id)

    with pytest.raises(Conflict):
        house.key(alice, project.id)


def test_all_that_makes_no_sense_is_told_at_once(house: Workshop, alice: Actor) -> None:
    with pytest.raises(InvalidRequest) as refused:
        house.use.create_api_key(
            alice, name="ci", scopes=frozenset(), rate_limit=0, expires_at=BEGINNING - timedelta(seconds=1)
        )

    assert [error.pointer for error in refused.value.errors] == ["/scopes", "/rate_limit", "/expires_at"]


def test_a_key_makes_no_key(house: Workshop, alice: Actor) -> None:
    machine = house.as_key(alice, house.key(alice, scopes=frozenset(Scope)))

    with pytest.raises(PermissionDenied):
        house.key(machine)


def test_who_removes_somebody_is_told_of_their_keys_which_work_on(house: Workshop, alice: Actor) -> None:
    carol = house.joined(alice, "carol", Role.ADMIN)
    made = house.key(carol)

    removed = house.use.remove_user(alice, user_id=user_id(carol))

    assert removed.user.email == email("carol")
    assert [key.id for key in removed.keys] == [made.key.id]
    assert house.as_key(alice, made).id == made.key.id
