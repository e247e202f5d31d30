"""Whoever names the version that it has seen changes nothing that has changed since."""

from collections.abc import Callable

import pytest

from application.actor import Actor
from domain.errors import StaleVersion
from domain.organizations.settings_changes import SettingsChanges
from domain.roles.role import Role
from tests.unit.application.house import email, user_id
from tests.unit.application.workshop import Workshop

SEEN = 1

Deed = Callable[[], object]


@pytest.fixture
def house() -> Workshop:
    return Workshop()


def of_project(house: Workshop, alice: Actor) -> list[Deed]:
    project = house.started(alice)
    house.use.update_project(alice, project_id=project.id, name="Changed")
    return [
        lambda: house.use.archive_project(alice, project_id=project.id, version=SEEN),
        lambda: house.use.restore_project(alice, project_id=project.id, version=SEEN),
    ]


def of_key(house: Workshop, alice: Actor) -> list[Deed]:
    key = house.key(alice).key
    house.use.update_api_key(alice, key_id=key.id, name="Changed")
    return [
        lambda: house.use.rotate_api_key(alice, key_id=key.id, version=SEEN),
        lambda: house.use.revoke_api_key(alice, key_id=key.id, version=SEEN),
    ]


def of_organization(house: Workshop, alice: Actor) -> list[Deed]:
    house.use.change_settings(alice, changes=SettingsChanges(session_timeout=30))
    return [
        lambda: house.use.close_organization(alice, version=SEEN),
        lambda: house.use.reopen_organization(alice, version=SEEN),
    ]


def of_user(house: Workshop, alice: Actor) -> list[Deed]:
    bob = user_id(house.joined(alice, "bob"))
    house.use.update_user(alice, user_id=bob, role=Role.VIEWER)
    return [lambda: house.use.remove_user(alice, user_id=bob, version=SEEN)]


def of_invitation(house: Workshop, alice: Actor) -> list[Deed]:
    invited = house.use.invite_user(alice, email=email("carol")).id
    house.use.resend_invitation(alice, invitation_id=invited)
    return [
        lambda: house.use.resend_invitation(alice, invitation_id=invited, version=SEEN),
        lambda: house.use.revoke_invitation(alice, invitation_id=invited, version=SEEN),
    ]


@pytest.mark.parametrize("deeds_of", [of_project, of_key, of_organization, of_user, of_invitation])
@pytest.mark.parametrize("which", [0, -1])
def test_nothing_is_done_to_what_has_changed_since(
    house: Workshop, alice: Actor, deeds_of: Callable[[Workshop, Actor], list[Deed]], which: int
) -> None:
    deed = deeds_of(house, alice)[which]
    before = house.actions(alice)

    with pytest.raises(StaleVersion):
        deed()

    assert house.actions(alice) == before
