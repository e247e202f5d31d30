"""What happens to the company, in a process that may meet trouble: something is asked for, and what is due is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from domain.plans.contract import Contract
from tests.billing import places
from tests.billing.world import Process, World

Place = Callable[[World], None]
Ask = Callable[[World, Process], object]

LATER: Final = datetime(2026, 4, 6, 12, tzinfo=UTC)
"""When everything has come to rest: April has been invoiced and paid."""


@dataclass(frozen=True)
class Act:
    """What is asked for, and where."""

    name: str
    place: Place
    ask: Ask
    again: Ask | None = None
    """How it is asked for again, if otherwise: what the provider tells, it tells until it is heard."""
    until: datetime = LATER


def _nothing(_: World, __: Process) -> None:
    """Only what is due is done."""


def _choose(plan: str) -> Ask:
    return lambda world, process: process.use.choose_plan(world.alice, plan=plan)


def _cancel(world: World, process: Process) -> object:
    return process.use.cancel_subscription(world.alice)


def _close(world: World, process: Process) -> object:
    return process.use.close_organization(world.alice)


def _checkout(world: World, process: Process) -> None:
    """The page is opened without trouble, and paid; then the provider tells of it."""
    world.side.pay_at_checkout(world.usual.use.open_checkout(world.alice, plan="starter"))
    _hear(world, process)


def _portal(world: World, process: Process) -> None:
    world.side.cancel(world.customer)
    _hear(world, process)


def _hear(world: World, process: Process) -> None:
    world.take_news(process)


def _granted(world: World, process: Process) -> object:
    return process.use.change_plan(
        world.operator,
        plan="enterprise",
        contract=Contract(price_cents=50_000),
    )


def _hour(world: World, process: Process) -> None:
    world.clock.set(places.next_hour(world))


def _repair(world: World, process: Process) -> object:
    return process.use.reconcile(world.operator, repair=True)


def _card_declined_and_paid(world: World, process: Process) -> None:
    """April's payment is declined; then another card is entered, and the provider tells of it."""
    world.side.card(world.customer, works=True)
    _hear(world, process)


ACTS: Final = (
    Act("subscribe to a trial", places.signed_up, _nothing),
    Act("try a plan", places.on_free, _choose("starter")),
    Act("try a plan, with a card", places.on_free_with_card, _choose("starter")),
    Act("upgrade", places.paying, _choose("pro")),
    Act("upgrade in a trial", places.in_trial, _choose("pro")),
    Act("buy", places.lapsed, _choose("pro")),
    Act("buy without a card", places.lapsed_without_card, _choose("pro")),
    Act("downgrade", places.paying_pro, _choose("starter")),
    Act("downgrade in a trial", places.in_trial_of_pro, _choose("starter")),
    Act("take a downgrade back", places.leaving_for_less, _choose("pro")),
    Act("cancel", places.paying, _cancel),
    Act("cancel a trial", places.in_trial, _cancel),
    Act("cancel a downgrade", places.leaving_for_less, _cancel),
    Act("take a cancellation back", places.leaving, _choose("starter")),
    Act("upgrade instead of leaving", places.leaving, _choose("pro")),
    Act("be granted a contract", places.paying, _granted),
    Act("be granted a contract on free", places.on_free, _granted),
    Act("pay at the checkout", places.lapsed_without_card, _checkout, _hear),
    Act("cancel at the portal", places.paying, _portal, _hear),
    Act("pay after all", places.owing, _card_declined_and_paid, _hear, datetime(2026, 5, 6, 12, tzinfo=UTC)),
    Act("export an hour", places.using, _hour, _nothing),
    Act("export the last hours", places.month_over, _hour, _nothing),
    Act("reconcile", places.not_exporting, _repair),
    Act("close", places.using, _close),
    Act("erase", places.closed, _nothing, None, datetime(2026, 5, 6, 12, tzinfo=UTC)),
)
BY_NAME: Final = {act.name: act for act in ACTS}
