"""The operator extends a trial, and what was moved by hand at the provider is followed."""

from datetime import UTC, date, datetime

import pytest

from application.ports.payments import Order
from domain.billing.reconciliation import Name
from domain.billing.state import Paying, Trialing
from domain.errors import Conflict, InvalidRequest
from domain.roles.refusals import PermissionDenied
from tests.billing.audit import amiss, subscriptions
from tests.billing.world import DAY, World

UNTIL = date(2026, 4, 10)
ENDS_AT = datetime(2026, 4, 10, tzinfo=UTC)


def extend(world: World, until: date = UNTIL) -> None:
    world.usual.use.extend_trial(world.operator, until=until)


def events(world: World) -> list[str]:
    return [event.action for event in world.usual.use.query_audit(world.alice, after=None, limit=100).items]


def test_a_trial_ends_here_and_there_on_the_day_that_the_operator_says(trying: World) -> None:
    extend(trying)
    trying.usual.run()

    assert trying.open().organization.billing == Trialing(ENDS_AT)
    assert [(found.trial_ends_at, found.off_calendar) for found in subscriptions(trying) if found.live] == [
        (ENDS_AT, False)
    ]
    assert amiss(trying) == []


def test_the_extension_is_one_event(trying: World) -> None:
    before = len(events(trying))

    extend(trying)
    extend(trying)
    trying.usual.run()

    assert events(trying)[: len(events(trying)) - before] == ["organization.trial_extended"]


def test_an_extension_survives_a_look_at_the_provider_that_began_before(trying: World) -> None:
    with trying.side.outage():
        extend(trying)
        trying.usual.run()
        assert trying.open().organization.billing == Trialing(ENDS_AT)

    trying.live_on_time(trying.now + DAY)

    assert trying.open().organization.billing == Trialing(ENDS_AT)


def test_an_extension_that_the_provider_refuses_is_asked_for_again(trying: World) -> None:
    extend(trying)
    trying.refusing("extend_trial")
    trying.usual.run()
    assert trying.open().organization.billing == Trialing(ENDS_AT)

    trying.refusing()
    trying.live_on_time(trying.now + 2 * DAY)

    assert trying.open().organization.billing == Trialing(ENDS_AT)
    assert [found.trial_ends_at for found in subscriptions(trying) if found.live] == [ENDS_AT]


def test_a_notice_of_an_end_that_was_moved_by_hand_is_enough(trying: World) -> None:
    trying.side.move_trial_end(trying.customer, ENDS_AT)

    trying.hear()

    assert trying.open().organization.billing == Trialing(ENDS_AT)
    assert [found.off_calendar for found in subscriptions(trying) if found.live] == [False]
    assert amiss(trying) == []


def test_an_end_that_was_moved_on_both_sides_is_ours(trying: World) -> None:
    trying.side.move_trial_end(trying.customer, ENDS_AT + 5 * DAY)
    extend(trying)

    trying.hear()

    assert trying.open().organization.billing == Trialing(ENDS_AT)


def test_reconciliation_names_an_end_that_was_moved_by_hand_and_mends_it(trying: World) -> None:
    trying.side.move_trial_end(trying.customer, ENDS_AT)

    told = trying.reconciled(repair=True)

    assert [difference.name for difference in told.found] == [Name.TRIAL_END, Name.MONTHS]
    assert told.left == ()


def test_after_a_crash_the_one_that_was_replaced_ends(trying: World) -> None:
    [before] = subscriptions(trying)
    simulated = trying.side.ports.simulated
    assert simulated is not None
    extend(trying)
    order = Order(trying.open().organization.plan(trying.now), trying.now, ENDS_AT)
    simulated.course.begin(simulated.customer(trying.customer), order, trying.now).replaces = before.id

    trying.usual.run()

    assert [found.replaces for found in subscriptions(trying) if found.live] == [before.id]
    assert trying.open().organization.billing == Trialing(ENDS_AT)


@pytest.mark.parametrize("until", [date(2026, 3, 20), date(2026, 3, 1), date(2026, 3, 26), date(2028, 3, 21)])
def test_a_day_that_is_no_extension_is_refused(trying: World, until: date) -> None:
    before = trying.open().organization.billing

    with pytest.raises(InvalidRequest):
        extend(trying, until)

    assert trying.open().organization.billing == before


def test_who_pays_already_has_no_trial_to_extend(paying: World) -> None:
    with pytest.raises(Conflict, match="not in a trial"):
        extend(paying)

    assert isinstance(paying.open().organization.billing, Paying)


def test_who_leaves_with_the_trial_must_choose_to_stay_first(trying: World) -> None:
    trying.usual.use.cancel_subscription(trying.alice)

    with pytest.raises(Conflict, match="choose to stay"):
        extend(trying)


def test_owners_extend_no_trial(trying: World) -> None:
    with pytest.raises(PermissionDenied):
        trying.usual.use.extend_trial(trying.alice, until=UNTIL)
