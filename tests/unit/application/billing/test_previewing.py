"""A preview holds for fifteen minutes, for its plan, in its cycle."""

from datetime import timedelta

import pytest

from domain.billing.account import Quote
from domain.billing.refusals import PaymentRequired
from domain.errors import Unavailable
from domain.plans.plan import PlanId
from tests.billing.audit import invoices, paid_cents
from tests.billing.lives import moment
from tests.billing.world import World

PRO = PlanId("pro")


def preview_then_choose(world: World, wait: timedelta) -> tuple[int, int]:
    """Return what was previewed, and what was charged some time later."""
    told = world.usual.use.preview_plan(world.alice, plan="pro")
    world.clock.advance(wait)
    before = paid_cents(world)
    world.usual.use.choose_plan(world.alice, plan="pro")
    return told.now.due_cents, paid_cents(world) - before


def test_what_is_chosen_in_time_is_charged_as_previewed(paying: World) -> None:
    previewed, charged = preview_then_choose(paying, timedelta(minutes=14, seconds=59))

    assert charged == previewed == 2611


def test_what_is_chosen_later_is_charged_as_of_then(paying: World) -> None:
    previewed, charged = preview_then_choose(paying, timedelta(hours=3))

    assert (previewed, charged) == (2611, 2583)


def test_what_is_chosen_in_the_next_month_is_charged_as_of_then(paying: World) -> None:
    paying.live(moment("03-31 23:55"))

    previewed, charged = preview_then_choose(paying, timedelta(minutes=10))

    assert (previewed, charged) == (1, 6999)


@pytest.mark.parametrize(
    ("plan", "now", "holds"),
    [
        ("pro", "03-20 10:00", True),
        ("pro", "03-20 10:14", True),
        ("pro", "03-20 10:15", False),
        ("pro", "03-20 09:59", False),
        ("starter", "03-20 10:00", False),
    ],
)
def test_a_quote_holds_for_its_plan_in_time(plan: str, now: str, *, holds: bool) -> None:
    quote = Quote(PRO, moment("03-20 10:00"))

    assert quote.holds(PlanId(plan), moment(now)) is holds


def test_a_quote_ends_with_its_month() -> None:
    quote = Quote(PRO, moment("03-31 23:50"))

    assert not quote.holds(PRO, moment("04-01 00:01"))


def test_a_quote_is_used_up_by_the_change(paying: World) -> None:
    preview_then_choose(paying, timedelta(minutes=1))

    assert paying.open().billing.account().quote is None


def test_a_preview_of_a_first_trial_costs_nothing_now(trying: World) -> None:
    told = trying.usual.use.preview_plan(trying.alice, plan="pro")

    assert (told.now.due_cents, told.trial_ends_at, told.month_cents) == (0, moment("03-27 10:30"), 9900)


def test_a_preview_of_less_tells_when_it_would_begin(paying: World) -> None:
    told = paying.usual.use.preview_plan(paying.alice, plan="free")

    assert (told.now.due_cents, told.effective_at, told.month_cents) == (0, moment("04-01 00:00"), 0)


def test_a_preview_of_less_in_a_trial_begins_with_the_trials_end(trying: World) -> None:
    told = trying.usual.use.preview_plan(trying.alice, plan="free")

    assert told.effective_at == moment("03-27 10:30")


def test_there_is_no_preview_of_more_while_something_is_owed(owing: World) -> None:
    with pytest.raises(PaymentRequired):
        owing.usual.use.preview_plan(owing.alice, plan="pro")


def test_there_is_no_preview_while_the_provider_is_out_of_reach(paying: World) -> None:
    with paying.side.outage(), pytest.raises(Unavailable):
        paying.usual.use.preview_plan(paying.alice, plan="pro")


def test_a_preview_buys_nothing(paying: World) -> None:
    before = invoices(paying)

    paying.usual.use.preview_plan(paying.alice, plan="pro")

    assert invoices(paying) == before
