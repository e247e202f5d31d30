"""What the house does by itself when it is due, each thing as it stands on the agenda of a world of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from adapters.dynamodb.agenda import LEASE
from application.agenda.finish_erasure import LAST_LOOK
from domain.errors import Unavailable
from domain.organizations.names import Slug
from domain.plans.meter import Meter
from domain.roles.role import Role
from tests.assemblies.product import Process
from tests.faults.usage_requests import CALLS as CALLS_OF_THE_PLAN
from tests.faults.world import MINUTE, OFFICE, Change, World, email, record, settle

DAY: Final = timedelta(days=1)
PAUSES: Final = (LEASE, LAST_LOOK)
"""After trouble: what has failed waits a second, a lease half a minute, the last look at an erasure an hour."""


@dataclass(frozen=True, repr=False)
class Duty:
    """A piece of work that is due in a world."""

    name: str
    world: Change
    often: bool = False


def invited(process: Process, world: World) -> None:
    process.use.invite_user(world.alice, email=email("erin"))


def run_out(process: Process, world: World) -> None:
    """One invitation has run out, and all that ran out before was seen to."""
    process.clock.advance(DAY)
    invited(process, world)
    process.clock.advance(6 * DAY)
    settle(process)
    process.clock.advance(DAY)


def nearly_full(process: Process, world: World) -> None:
    record(process, world, "calls-2", Meter.API_CALL, CALLS_OF_THE_PLAN * 8 // 10)


def closing(process: Process, world: World) -> None:
    process.use.close_organization(world.alice)


def closed_long_ago(process: Process, world: World) -> None:
    """Everything else that was due meanwhile is done."""
    process.use.close_organization(world.alice)
    process.clock.advance(29 * DAY)
    settle(process)
    process.clock.advance(DAY)


def never_accepted(process: Process, _: World) -> None:
    process.clock.advance(DAY)
    process.use.sign_up(OFFICE, name="Initech", slug=Slug("initech"), owner_email=email("peter"), plan="free")
    process.clock.advance(6 * DAY)
    settle(process)
    process.clock.advance(DAY)


def renamed(process: Process, world: World) -> None:
    """A new name, while another process still writes the former one."""
    other = process.another()
    other.use.list_users(world.alice, after=None, limit=1)
    process.use.update_organization(world.alice, name="Acme Inc.")
    other.use.update_user(world.alice, user_id=world.carol, role=Role.VIEWER)
    process.clock.advance(MINUTE)


def worked_off(process: Process, recovered: Callable[[], Process]) -> None:
    """Work off what is due, as a server does beside its requests; after trouble whoever has `recovered` goes on."""
    try:
        settle(process)
    except Unavailable:
        process = recovered()
    for pause in PAUSES:
        process.clock.advance(pause)
        settle(process)


DUTIES: Final = (
    Duty("send an invitation", invited),
    Duty("expire an invitation", run_out, often=True),
    Duty("tell of a threshold", nearly_full),
    Duty("tell owners", closing),
    Duty("rename lines", renamed),
    Duty("erase", closed_long_ago),
    Duty("erase what was never founded", never_accepted),
)
