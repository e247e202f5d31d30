"""Lives of a subscription: what people do at which time. What time does, it does by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from domain.plans.meter import Meter
from tests.billing import places
from tests.billing.world import World

Step = Callable[[World], object]


@dataclass(frozen=True)
class Life:
    """Its steps lie days apart where one of them needs that what happened at the provider is known here."""

    name: str
    steps: tuple[tuple[str, Step], ...]
    end: str

    @property
    def timed(self) -> tuple[tuple[datetime, Step], ...]:
        return tuple((moment(at), step) for at, step in self.steps)


def moment(text: str) -> datetime:
    """Read `05-31` or `05-31 10:30`, of 2026."""
    day, _, time = text.partition(" ")
    return datetime.fromisoformat(f"2026-{day}T{time or '12:00'}:00").replace(tzinfo=UTC)


def found(plan: str) -> Step:
    return lambda world: world.found(plan)


def choose(plan: str) -> Step:
    return lambda world: world.usual.use.choose_plan(world.alice, plan=plan)


def card(*, works: bool | None) -> Step:
    return lambda world: world.side.card(world.customer, works=works)


def buy_at_checkout(plan: str) -> Step:
    return lambda world: world.side.pay_at_checkout(world.usual.use.open_checkout(world.alice, plan=plan))


def cancel(world: World) -> object:
    return world.usual.use.cancel_subscription(world.alice)


def cancel_there(world: World) -> None:
    world.side.cancel(world.customer)


def use_too_much(world: World) -> None:
    places.allow_overage(world)
    places.use(world, places.start_project(world), "calls", Meter.API_CALL, 1_300_000)


CHANGES: Final = Life(
    "a trial, paid, upgraded, declined and paid",
    (
        ("03-02", found("starter")),
        ("03-10", card(works=True)),
        ("03-20", choose("pro")),
        ("03-21", use_too_much),
        ("04-20", card(works=False)),
        ("05-10", card(works=True)),
    ),
    "05-16",
)
CANCELLED: Final = Life(
    "cancelled here, and taken back, and cancelled there",
    (
        ("03-02", found("starter")),
        ("03-03", card(works=True)),
        ("03-18", use_too_much),
        ("03-20", cancel),
        ("03-24", choose("starter")),
        ("04-10", cancel_there),
    ),
    "05-08",
)
REDUCED: Final = Life(
    "reduced",
    (
        ("03-02", found("pro")),
        ("03-03", card(works=True)),
        ("03-20", choose("starter")),
        ("03-21", use_too_much),
        ("04-20", choose("pro")),
        ("04-21", choose("starter")),
    ),
    "05-08",
)
LAPSED: Final = Life(
    "a trial that ends, and is bought at the checkout",
    (
        ("03-02", found("starter")),
        ("03-20", buy_at_checkout("starter")),
        ("03-29", choose("pro")),
    ),
    "04-08",
)
RESTRICTED: Final = Life(
    "declined until it is restricted, then paid",
    (
        ("03-02", found("starter")),
        ("03-03", card(works=True)),
        ("03-25", card(works=False)),
        ("04-25", card(works=True)),
    ),
    "05-08",
)
ABANDONED: Final = Life(
    "declined, and cancelled",
    (
        ("03-02", found("starter")),
        ("03-03", card(works=True)),
        ("03-25", card(works=False)),
        ("04-08", cancel),
    ),
    "05-08",
)
CLOSED: Final = Life(
    "closed while it pays",
    (
        ("03-02", found("starter")),
        ("03-03", card(works=True)),
        ("03-20", lambda world: world.usual.use.close_organization(world.alice)),
    ),
    "04-25",
)
LIVES: Final = (CHANGES, CANCELLED, REDUCED, LAPSED, RESTRICTED, ABANDONED, CLOSED)
