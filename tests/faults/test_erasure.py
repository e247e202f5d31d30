"""An erasure leaves nothing behind, whoever is still at work in the organization and does not know of it yet."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from typing import Final

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse

from application.agenda.finish_erasure import LAST_LOOK
from domain.errors import Refusal
from domain.roles.role import Role
from tests.assemblies.product import Process
from tests.faults.calls import operations_of
from tests.faults.duties import closed_long_ago
from tests.faults.stage import KEPT, Stage, traces
from tests.faults.trouble import KINDS, TRANSACTION, Trouble
from tests.faults.world import OFFICE, PASSWORD, World, email, settle

LONG: Final = 10
TICK: Final = 0.005

OPERATIONS: Final = operations_of("erase")
CALLS: Final = range(1, len(OPERATIONS) + 1)
DOOR: Final = OPERATIONS.index(TRANSACTION) + 1
"""The call that closes the door."""
SOME: Final = range(DOOR, DOOR + 5)
"""About when the door is closed; all calls are for `make soak`."""


@dataclass
class Meanwhile(Trouble):
    """Lets something happen before a call is sent."""

    happening: Callable[[], None] | None = None

    def meet(self, request: AWSPreparedRequest, operation: str) -> AWSResponse | None:
        self.calls.append(operation)
        if len(self.calls) == self.at and self.happening is not None:
            self.happening()
        return None


def everybody_works(stage: Stage, process: Process, world: World) -> None:
    """Do what can be done in an organization that is closing, as far as it is not refused by now."""
    [key] = [key for key in stage.scene.contents.tenant(world.acme).api_keys if key.id == world.key]
    process.storage.credentials.note_use(world.acme, key, process.clock.now())
    for act in (
        lambda: process.use.log_in(OFFICE, email=email("carol").text, password=PASSWORD),
        lambda: process.use.refresh_session(OFFICE, refresh_token=world.alices_refresh_token),
        lambda: process.use.log_in(OFFICE, email=email("bob").text, password="wrong"),
        lambda: process.use.update_user(world.alice, user_id=world.bob, role=Role.OWNER),
        lambda: process.use.update_api_key(world.alice, key_id=world.key, name="Late"),
        lambda: process.use.archive_project(world.alice, project_id=world.website),
    ):
        with suppress(Refusal):
            act()
    await_note(stage, world)


def await_note(stage: Stage, world: World) -> None:
    """Return when the last use of the key is written down, which nobody else waits for."""
    for _ in range(int(LONG / TICK)):
        if stage.contents().of_kind("uses", world.acme):
            return
        Event().wait(TICK)
    raise AssertionError("the last use was not written down")


@pytest.mark.parametrize("call", [pytest.param(call, marks=() if call in SOME else pytest.mark.soak) for call in CALLS])
def test_who_works_on_meanwhile_leaves_nothing(stage: Stage, call: int) -> None:
    world = stage.set(closed_long_ago)
    others = stage.process()
    everybody_looks(others, world)
    eraser = stage.troubled_process(Meanwhile(KINDS[0], call, happening=lambda: everybody_works(stage, others, world)))

    settle(eraser)
    eraser.clock.advance(LAST_LOOK)
    settle(eraser)

    assert traces(stage.contents(), world.acme) == KEPT


def everybody_looks(process: Process, world: World) -> None:
    """Let a process know the organization and its people, as it does for two seconds more."""
    process.use.list_users(world.alice, after=None, limit=10)
