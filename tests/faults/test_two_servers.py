"""Two server processes on one table: what is changed in one works there at once, in the other within two seconds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_network
from itertools import count
from secrets import token_hex
from threading import Event
from typing import Final

import httpx
import pytest

from adapters.dynamodb.recent import FRESH
from application.access.authenticated import Authenticated
from application.actor import Source
from domain.errors import Refusal
from domain.ids import RecordId
from domain.organizations.settings_changes import SettingsChanges
from domain.people.user import UserStatus
from domain.plans.meter import Meter
from domain.roles.permission import Permission
from domain.roles.role import ProjectRole, Role, Scope
from tests.assemblies.product import Process
from tests.assemblies.tables import table_on
from tests.faults.stage import Stage, stage_on
from tests.faults.world import OFFICE, World
from tests.http.running_server import Company, RunningServer, running_server

Look = Callable[[Process, World], object]
Act = Callable[[Process, World], object]

HOME: Final = Source("198.51.100.9", "a browser", "req-2")
SECRETS: Final = ("JWT_SECRET=of no consequence but long enough", "KEY_PEPPERS=of no consequence but long enough")
LONG: Final = 30
TICK: Final = 0.05
NUMBERS: Final = count(1)


@pytest.fixture(scope="module")
def stage(dynamodb_endpoint: str) -> Iterator[Stage]:
    """One of its own: the last uses of keys are written down when a test may be over."""
    with stage_on(dynamodb_endpoint) as stage:
        yield stage


def outcome(act: Callable[[], object]) -> object:
    try:
        return act()
    except Refusal as refusal:
        return refusal.code


def admitted(process: Process, known: Authenticated, permission: Permission) -> Authenticated:
    process.use.admit(known, permission, known.organization.id)
    return known


def carol_at_home(process: Process, world: World) -> object:
    """What Carol may do, as whom."""
    use = process.use
    return outcome(lambda: admitted(process, use.authenticate_token(world.carols_token, HOME), Permission.LIST_USERS))


def alice(process: Process, world: World) -> object:
    return outcome(lambda: process.use.authenticate_token(world.alices_token, OFFICE))


def the_key(process: Process, world: World) -> object:
    """What the key may do, and how often."""
    use = process.use
    return outcome(
        lambda: admitted(process, use.authenticate_key(world.acme, world.key_text, OFFICE), Permission.RECORD_USAGE)
    )


def usage_of_the_website(process: Process, world: World) -> object:
    """Whether usage of the website is taken."""
    return outcome(
        lambda: (
            process.use.record_usage(
                process.use.authenticate_key(world.acme, world.key_text, OFFICE).actor,
                project_id=world.website,
                meter=Meter.API_CALL,
                amount=1,
                metadata={},
                record_id=RecordId(f"look-{next(NUMBERS)}"),
            ).repeated
        )
    )


CHANGES: Final[dict[str, tuple[Act, Look]]] = {
    "role": (lambda one, world: one.use.update_user(world.alice, user_id=world.carol, role=Role.ADMIN), carol_at_home),
    "role in a project": (
        lambda one, world: one.use.update_project(
            world.alice, project_id=world.website, team={world.carol: ProjectRole.LEAD}
        ),
        carol_at_home,
    ),
    "status": (
        lambda one, world: one.use.update_user(world.alice, user_id=world.carol, status=UserStatus.SUSPENDED),
        carol_at_home,
    ),
    "removal": (lambda one, world: one.use.remove_user(world.alice, user_id=world.carol), carol_at_home),
    "addresses": (
        lambda one, world: one.use.change_settings(
            world.alice, changes=SettingsChanges(ip_allowlist=(ip_network("192.0.2.0/24"),))
        ),
        carol_at_home,
    ),
    "session timeout": (
        lambda one, world: one.use.change_settings(world.alice, changes=SettingsChanges(session_timeout=5)),
        carol_at_home,
    ),
    "suspension": (lambda one, world: one.use.suspend_organization(world.operator, reason="unpaid"), carol_at_home),
    "closing": (lambda one, world: one.use.close_organization(world.alice), the_key),
    "plan": (lambda one, world: one.use.change_plan(world.operator, plan="pro"), the_key),
    "logout": (lambda one, world: one.use.log_out(world.alice), alice),
    "switch": (
        lambda one, world: one.use.switch_organization(world.alice, organization_id=world.globex),
        alice,
    ),
    "revoked key": (lambda one, world: one.use.revoke_api_key(world.alice, key_id=world.key), the_key),
    "rotated key": (lambda one, world: one.use.rotate_api_key(world.alice, key_id=world.key), the_key),
    "scopes of a key": (
        lambda one, world: one.use.update_api_key(world.alice, key_id=world.key, scopes=frozenset({Scope.READ_USAGE})),
        the_key,
    ),
    "rate of a key": (lambda one, world: one.use.update_api_key(world.alice, key_id=world.key, rate_limit=1), the_key),
    "archived project": (
        lambda one, world: one.use.archive_project(world.alice, project_id=world.website),
        usage_of_the_website,
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_works_here_at_once_and_there_within_two_seconds(stage: Stage, name: str) -> None:
    change, look = CHANGES[name]
    world = stage.set()
    one, other = stage.process(), stage.process()
    before = look(one, world)
    assert look(other, world) == before

    change(one, world)

    assert look(one, world) != before
    stage.clock.advance(FRESH)
    assert look(other, world) == look(one, world)


def test_no_longer_is_anything_remembered_than_two_seconds() -> None:
    assert timedelta(seconds=2) >= FRESH


@contextmanager
def servers(endpoint: str) -> Iterator[tuple[RunningServer, RunningServer, Company]]:
    """Two servers on one table, and a company that was founded on the first while the second one was not there."""
    with table_on(endpoint) as wire:
        where = ("STORAGE=dynamodb", f"DYNAMODB_ENDPOINT={endpoint}", f"DYNAMODB_TABLE={wire.table}", *SECRETS)
        with running_server(*where) as one:
            company = one.founded("starter")
            with running_server(*where) as other:
                yield one, other, company


def status(server: RunningServer, company: Company) -> int:
    """How a server answers to the company's key."""
    record = {"project_id": company.project_id, "type": "api_call", "quantity": 1, "record_id": token_hex(8)}
    path = f"{server.url}/organizations/{company.org_id}/resources"
    return httpx.post(path, headers={"X-API-Key": company.key}, json=record).status_code


def await_status(server: RunningServer, company: Company, wanted: int) -> int:
    """Ask until a server answers so, and return how it answered at last."""
    for _ in range(int(LONG / TICK)):
        if status(server, company) == wanted:
            return wanted
        Event().wait(TICK)
    return status(server, company)


def revoke(server: RunningServer, company: Company) -> None:
    keys = f"{server.url}/organizations/{company.org_id}/api-keys"
    headers = {"Authorization": f"Bearer {company.token}"}
    [key] = httpx.get(keys, headers=headers).raise_for_status().json()["data"]
    httpx.delete(f"{keys}/{key['key_id']}", headers=headers).raise_for_status()


def test_a_key_that_is_revoked_on_one_server_is_soon_good_for_nothing_on_the_other(dynamodb_endpoint: str) -> None:
    with servers(dynamodb_endpoint) as (one, other, company):
        assert (status(one, company), status(other, company)) == (201, 201)

        revoke(one, company)

        assert status(one, company) == 401
        assert await_status(other, company, 401) == 401
