"""Memory does not grow with invitations that have ended, and the newest of them are still known."""

import pytest

from adapters.memory.tenant import ENDED_INVITATIONS
from adapters.memory.workspaces import MemoryWorkspaces
from application.actor import Actor
from domain.errors import Gone, NotFound
from tests.unit.application.house import House, email


@pytest.fixture
def house() -> House:
    return House()


def invited_in_vain(house: House, alice: Actor) -> str:
    """Invite Bob, take it back, and return the token that he got."""
    invitation = house.use.invite_user(alice, email=email("bob"))
    token = house.token_of("bob")
    house.use.revoke_invitation(alice, invitation_id=invitation.id)
    return token


def test_of_many_invitations_that_were_taken_back_the_newest_are_known(house: House) -> None:
    alice = house.founded()
    tokens = [invited_in_vain(house, alice) for _ in range(ENDED_INVITATIONS + 5)]

    with pytest.raises(NotFound):
        house.accepted("bob", tokens[0])
    with pytest.raises(Gone):
        house.accepted("bob", tokens[-ENDED_INVITATIONS])
    assert isinstance(house.workspaces, MemoryWorkspaces)
    assert len(house.workspaces._store.tenant(alice.organization_id).invitations) == ENDED_INVITATIONS
