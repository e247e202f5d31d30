"""What was decided here, what was done at the provider, and what nobody has seen yet, where they meet."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from domain.errors import Conflict
from domain.plans.contract import Contract
from tests.billing import places
from tests.billing.audit import amiss, invoices, paid_cents, subscriptions
from tests.billing.lives import buy_at_checkout, moment
from tests.billing.trouble import ENDED_AFTER, OVERTAKEN, Ended, Trouble
from tests.billing.world import DAY, World, in_memory_world


def standing_at(place: object) -> World:
    world = in_memory_world()
    assert callable(place)
    place(world)
    return world


def plan_of(world: World) -> str:
    return world.open().organization.plan(world.now).id


def next_plan_of(world: World) -> str | None:
    pending = world.open().organization.plans.pending(world.now)
    return None if pending is None else pending.plan.id


def statuses(world: World) -> list[str]:
    return [f"{one.plan} {one.status}" for one in subscriptions(world)]


def upgrade_unseen(world: World, at: int = 2) -> None:
    """Let a process end when the provider has just been paid: at its second call, after it has stored the change."""
    with suppress(Ended):
        world.process(Trouble(ENDED_AFTER, at)).use.choose_plan(world.alice, plan="pro")


def buy_unseen(world: World) -> None:
    """Likewise of a first plan: before it is stored, it is looked whether there is a subscription already."""
    upgrade_unseen(world, 3)


def on_trial_at(start: datetime, plan: str = "starter") -> World:
    world = in_memory_world(start)
    world.found(plan)
    world.usual.run()
    world.side.card(world.customer, works=True)
    world.live(start + DAY)
    return world


def test_an_upgrade_that_is_paid_is_in_force_though_a_cancellation_was_not_told_yet() -> None:
    world = standing_at(places.paying)
    world.usual.use.cancel_subscription(world.alice)

    world.usual.use.choose_plan(world.alice, plan="pro")

    world.usual.run()
    assert (plan_of(world), next_plan_of(world)) == ("pro", None)
    assert amiss(world) == []


def test_an_upgrade_that_is_paid_and_not_seen_is_in_force_until_the_cancellation_after_it() -> None:
    world = standing_at(places.paying)
    upgrade_unseen(world)

    world.usual.use.cancel_subscription(world.alice)

    world.live(world.now + timedelta(minutes=5))
    assert (plan_of(world), next_plan_of(world)) == ("pro", "free")
    assert amiss(world) == []


def test_who_has_paid_at_the_checkout_and_chooses_before_the_notice_pays_once() -> None:
    world = standing_at(places.lapsed_without_card)
    buy_at_checkout("starter")(world)

    world.usual.use.choose_plan(world.alice, plan="starter")

    assert paid_cents(world) == 1082
    assert statuses(world) == ["starter active", "starter ended"]


@pytest.mark.parametrize("place", [places.on_free, places.lapsed_without_card])
def test_who_has_paid_at_the_checkout_is_seen_without_a_notice(place: object) -> None:
    world = standing_at(place)
    buy_at_checkout("starter")(world)

    world.live(world.now + 2 * DAY)

    assert plan_of(world) == "starter"
    assert amiss(world) == []


def test_what_was_cancelled_at_the_portal_stays_cancelled_without_a_notice() -> None:
    world = standing_at(places.paying)
    world.side.cancel(world.customer)

    world.live(world.now + 2 * DAY)

    assert next_plan_of(world) == "free"
    assert amiss(world) == []


def test_the_last_invoice_is_seen_to_be_paid_without_a_notice() -> None:
    world = standing_at(places.leaving)

    world.live(moment("04-06"))

    assert [one.status for one in world.open().billing.invoices(None, 1).items] == ["paid"]


def test_a_trial_after_a_contract_is_a_trial() -> None:
    world = standing_at(places.on_free)
    change = world.usual.use.change_plan
    change(world.operator, plan="enterprise", contract=Contract(price_cents=50_000))
    world.live(world.now + DAY)
    change(world.operator, plan="free", chosen=False)
    world.live(world.now + DAY)

    world.usual.use.choose_plan(world.alice, plan="starter")

    world.live(world.now + DAY)
    assert world.open().organization.status == "trialing"
    assert amiss(world) == []


def test_a_trial_that_reaches_into_the_next_month_can_be_cancelled() -> None:
    world = on_trial_at(moment("03-25"))

    world.usual.use.cancel_subscription(world.alice)

    world.live(world.now + DAY)
    assert amiss(world) == []


def test_a_trial_that_reaches_into_the_next_month_and_is_cancelled_costs_nothing() -> None:
    world = on_trial_at(moment("03-25"))

    world.usual.use.cancel_subscription(world.alice)

    world.live(moment("04-20"))
    assert paid_cents(world) == 0
    assert amiss(world) == []


def test_what_was_paid_and_not_seen_before_closing_ends_with_the_cycle() -> None:
    world = standing_at(places.lapsed)
    buy_unseen(world)
    world.usual.use.close_organization(world.alice)

    world.live(moment("04-06"))

    assert statuses(world) == ["pro ended", "starter ended"]


def test_two_checkouts_leave_one_subscription_and_the_other_is_credited() -> None:
    world = standing_at(places.lapsed_without_card)
    pages = [world.usual.use.open_checkout(world.alice, plan=plan) for plan in ("starter", "pro")]
    world.side.pay_at_checkout(pages[0])
    world.side.pay_at_checkout(pages[1])

    world.hear()

    assert statuses(world) == ["pro ended", "starter active", "starter ended"]
    assert amiss(world) == []


def test_a_downgrade_that_is_told_after_the_month_has_ended_is_charged_as_of_its_end() -> None:
    world = standing_at(places.paying_pro)
    world.live(moment("03-31 20:00"))
    with world.side.outage():
        world.usual.use.choose_plan(world.alice, plan="starter")
        world.live_on_time(moment("04-01 06:00"))

    world.live(moment("05-06"))

    assert paid_cents(world) == 4990 + 2900 + 2900
    assert amiss(world) == []


@pytest.mark.parametrize("call", range(1, 5))
def test_what_is_decided_while_the_provider_is_told_is_told_too(call: int) -> None:
    world = standing_at(places.paying)
    world.usual.use.cancel_subscription(world.alice)
    trouble = Trouble(OVERTAKEN, call)
    trouble.meanwhile = lambda: choose_without_work(world, "starter")

    world.process(trouble).run()

    world.usual.run()
    assert (next_plan_of(world), subscriptions(world)[0].ends_at) == (None, None)
    assert amiss(world) == []


def test_usage_of_the_last_minutes_is_on_the_last_invoice_when_all_ends_at_once() -> None:
    world = standing_at(places.using)

    world.usual.use.change_plan(world.operator, plan="free", chosen=False)

    world.usual.run()
    assert sum(line.amount_cents for invoice in invoices(world) for line in invoice.lines if line.meter) == 1350 + 360


def choose_without_work(world: World, plan: str) -> None:
    """Choose a plan, and let nobody tell the provider yet."""
    world.usual.use.choose_plan(world.alice, plan=plan)


def test_a_trial_that_was_not_told_yet_is_not_ended_by_a_checkout() -> None:
    world = in_memory_world()
    world.found("starter")

    with pytest.raises(Conflict):
        world.usual.use.open_checkout(world.alice, plan="starter")


def test_a_plan_that_was_changed_in_a_month_that_is_over_is_exchanged_from_this_one_on() -> None:
    world = standing_at(places.paying)
    world.live(moment("04-30 23:00"))
    with world.side.outage():
        world.usual.use.change_plan(world.operator, plan="pro")
        world.live_on_time(moment("05-01 01:00"))

    world.live(moment("05-10"))

    assert statuses(world) == ["pro active"]
    assert amiss(world) == []
