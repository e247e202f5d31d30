"""One act under one trouble, and what has come of it when all has come to rest, beside what comes of it without any."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from functools import cache
from itertools import count
from typing import Final

from domain.billing.refusals import PaymentRequired
from domain.errors import Conflict, Unavailable
from tests.billing.acts import Act
from tests.billing.audit import amiss, invoices, is_there, subscriptions
from tests.billing.trouble import Ended, Kind, Trouble
from tests.billing.world import DAY, HOUR, Process, World, in_memory_world

REFUSALS: Final = (PaymentRequired, Conflict, Unavailable)
NO_DELAY: Final = timedelta()
TAKEN_OVER: Final = timedelta(minutes=1)
"""Longer than a process that has ended keeps its share of the due work from others."""
A_MOMENT: Final = timedelta(seconds=100)
"""Longer than a change is in doubt."""


class Again(Enum):
    """Whether who asked asks again, after the trouble."""

    NEVER = "never"
    AT_ONCE = "at once"
    BEFORE_THE_WORK = "before the work"
    """When the change is in doubt no more, and nobody has worked off what is due."""
    AFTER_THE_WORK = "after the work"

    @property
    def delay(self) -> timedelta:
        return A_MOMENT if self in {Again.BEFORE_THE_WORK, Again.AFTER_THE_WORK} else NO_DELAY


Way = tuple[Kind, Again]
OpenWorld = Callable[[], World]


@dataclass(frozen=True)
class Outcome:
    """How it all stands at the end, and what should not be so."""

    facts: tuple[str, ...]
    amiss: tuple[str, ...]


def breaches(act: Act, ways: Sequence[Way], open_world: OpenWorld = in_memory_world) -> list[str]:
    """Let an act meet trouble at its first call, its second, and so on until it goes through; return what is amiss.

    At each call it is the next of the ways.
    """
    found: list[str] = []
    for at in count(1):
        kind, again = ways[at % len(ways)]
        trouble = Trouble(kind, at)
        told = breaches_at(act, trouble, again, open_world)
        if len(trouble.calls) < at:
            return found
        found += told
    raise AssertionError


def breaches_at(act: Act, trouble: Trouble, again: Again, open_world: OpenWorld = in_memory_world) -> list[str]:
    """Let an act meet trouble; return what is amiss in the end."""
    outcome = tried(act, trouble, again, open_world)
    told = f"{act.name}, {trouble.kind.name} at {trouble.calls[: trouble.at]}, asked again {again.value}: "
    strange = [] if outcome.facts in possible(act, again) else [str(outcome.facts)]
    return [told + breach for breach in (*outcome.amiss, *strange)]


def tried(act: Act, trouble: Trouble, again: Again, open_world: OpenWorld = in_memory_world) -> Outcome:
    """Let an act meet trouble, and return what has come of it."""
    world = open_world()
    strike(act, trouble, again, world)
    return _rested(act, world)


def strike(act: Act, trouble: Trouble, again: Again, world: World) -> None:
    """Let an act meet trouble in a world; then other processes go on."""
    act.place(world)
    trouble.meanwhile = lambda: _work_of_others(world)
    with suppress(Ended):
        _acted(act, world, world.process(trouble))
    trouble.over = True
    _ask_again(act, world, again)
    world.leap(world.now + TAKEN_OVER)


def weathered(act: Act, days: int) -> list[str]:
    """Let an act happen when the provider has just gone out of reach, for days; return what is amiss in the end."""
    world = in_memory_world()
    act.place(world)
    with world.side.outage():
        _acted(act, world, world.process())
        world.live_on_time(world.now + days * DAY)
    with suppress(*REFUSALS):
        (act.again or act.ask)(world, world.usual)
    return list(_rested(act, world).amiss)


def passed(act: Act, delay: timedelta) -> Outcome:
    """Let an act be asked for without trouble, some time later than usual."""
    world = in_memory_world()
    act.place(world)
    world.clock.advance(delay)
    _acted(act, world, world.process())
    return _rested(act, world)


def left_alone(act: Act) -> Outcome:
    """Let nothing be asked for."""
    world = in_memory_world()
    act.place(world)
    return _rested(act, world)


@cache
def possible(act: Act, again: Again) -> tuple[tuple[str, ...], ...]:
    """Return how it may stand at the end."""
    outcomes = [passed(act, delay) for delay in {NO_DELAY, again.delay}]
    outcomes += [left_alone(act)] if again is Again.NEVER else []
    return tuple(outcome.facts for outcome in outcomes)


def _acted(act: Act, world: World, process: Process) -> None:
    with suppress(*REFUSALS):
        act.ask(world, process)
    process.run()


def _work_of_others(world: World) -> None:
    """Let another process hear of what has happened, and do what is due."""
    for body in world.side.news():
        world.usual.use.receive_notice(body, signature=world.side.signed(body))
    world.usual.run()


def _ask_again(act: Act, world: World, again: Again) -> None:
    process = world.process()
    world.clock.advance(again.delay)
    if again is Again.AFTER_THE_WORK:
        process.run()
    if again is not Again.NEVER or act.again is not None:
        with suppress(*REFUSALS):
            (act.again or act.ask)(world, process)
    process.run()


def rested(act: Act, world: World) -> None:
    """Let a day pass, after which the provider knows no repeats any more, and then the rest of the month."""
    world.live(world.now + 26 * HOUR, timedelta(minutes=30))
    world.side.forget_keys()
    world.live(act.until.replace(hour=0))
    world.live_on_time(act.until)


def _rested(act: Act, world: World) -> Outcome:
    rested(act, world)
    return Outcome(tuple(_facts(world)), tuple(amiss(world)))


def _facts(world: World) -> list[str]:
    found = [f"{one.status}: {sorted(line.amount_cents for line in one.lines)}" for one in invoices(world)]
    live = [f"{one.plan}, then {one.next_plan}, until {one.ends_at}" for one in subscriptions(world) if one.live]
    return [*found, f"{sum(one.paid_cents for one in invoices(world))} paid", *live, *_ours(world)]


def _ours(world: World) -> list[str]:
    if not is_there(world):
        return ["erased"]
    organization = world.open().organization
    pending = organization.plans.pending(world.now)
    return [
        f"{organization.status} on {organization.plan(world.now).id}, {type(organization.billing).__name__}",
        f"then {pending and pending.plan.id}",
    ]
