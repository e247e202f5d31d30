"""Choosing a plan: who may, what is paid first, and what happens when several choose at once."""

from contextlib import suppress
from datetime import timedelta

import pytest

from domain.billing.refusals import PaymentRequired
from domain.errors import Conflict, InvalidRequest, StaleVersion, Unavailable
from domain.organizations.names import EmailAddress
from domain.plans.meter import Meter
from domain.roles.refusals import OrganizationRestricted, OrganizationSuspended, PermissionDenied
from domain.roles.role import Role
from tests.billing import places
from tests.billing.audit import amiss, paid_cents
from tests.billing.trouble import ENDED_AFTER, ENDED_BEFORE, OVERTAKEN, Ended, Trouble
from tests.billing.world import OFFICE, PASSWORD, World
from tests.unit.application.house import at_once, refusals


def choose(world: World, plan: str) -> object:
    return world.usual.use.choose_plan(world.alice, plan=plan)


def plan_of(world: World) -> str:
    return world.open().organization.plan(world.now).id


def ended(world: World, trouble: Trouble, plan: str = "pro") -> None:
    """Let a process end while it buys a plan."""
    with suppress(Ended):
        world.process(trouble).use.choose_plan(world.alice, plan=plan)


def test_an_admin_reads_billing_and_chooses_nothing(paying: World) -> None:
    use = paying.usual.use
    use.invite_user(paying.alice, email=EmailAddress("bob@acme.example"), role=Role.ADMIN)
    paying.usual.run()
    token = next(mail.token for mail in paying.outbox.sent() if mail.token and mail.to == "bob@acme.example")
    accepted = use.accept_invitation(OFFICE, token=token, name="Bob", password=PASSWORD)
    bob = use.authenticate_token(accepted.signed_in.access_token, OFFICE).actor

    assert use.read_billing(bob).organization.status == "active"
    with pytest.raises(PermissionDenied):
        use.choose_plan(bob, plan="pro")
    with pytest.raises(PermissionDenied):
        use.cancel_subscription(bob)
    with pytest.raises(PermissionDenied):
        use.open_checkout(bob, plan="pro")
    with pytest.raises(PermissionDenied):
        use.open_portal(bob)


def test_who_is_suspended_chooses_nothing(paying: World) -> None:
    paying.usual.use.suspend_organization(paying.operator, reason="abuse")

    with pytest.raises(OrganizationSuspended):
        choose(paying, "pro")


def test_who_is_closing_chooses_nothing(paying: World) -> None:
    paying.usual.use.close_organization(paying.alice)

    with pytest.raises(OrganizationRestricted):
        choose(paying, "pro")


def test_another_version_than_was_read_is_not_changed(paying: World) -> None:
    with pytest.raises(StaleVersion):
        paying.usual.use.choose_plan(paying.alice, plan="pro", version=1)

    assert plan_of(paying) == "starter"


@pytest.mark.parametrize("plan", ["enterprise", "gold", ""])
def test_what_is_not_on_offer_cannot_be_chosen(paying: World, plan: str) -> None:
    with pytest.raises(InvalidRequest):
        choose(paying, plan)


def test_what_is_declined_changes_nothing_and_can_be_asked_for_again(paying: World) -> None:
    paying.side.card(paying.customer, works=False)
    with pytest.raises(PaymentRequired):
        choose(paying, "pro")
    paying.side.card(paying.customer, works=True)

    choose(paying, "pro")

    assert (plan_of(paying), paid_cents(paying)) == ("pro", 1462 + 2611)


def test_who_owes_gets_nothing_larger(owing: World) -> None:
    with pytest.raises(PaymentRequired):
        choose(owing, "pro")


def test_who_owes_may_still_leave(owing: World) -> None:
    choose(owing, "free")

    pending = owing.open().organization.plans.pending(owing.now)
    assert pending is not None
    assert pending.plan.id == "free"


def test_a_change_in_doubt_keeps_another_plan_from_being_bought_until_it_is_known(lapsed: World) -> None:
    ended(lapsed, Trouble(ENDED_BEFORE, 3))

    with pytest.raises(Conflict):
        choose(lapsed, "starter")

    lapsed.clock.advance(timedelta(seconds=91))
    choose(lapsed, "starter")
    assert plan_of(lapsed) == "starter"


def test_the_same_plan_asked_for_again_in_doubt_is_the_same_change(lapsed: World) -> None:
    ended(lapsed, Trouble(ENDED_AFTER, 3))
    name = lapsed.open().billing.account().operation

    choose(lapsed, "pro")

    assert name is not None
    assert (plan_of(lapsed), paid_cents(lapsed)) == ("pro", 3693)
    assert amiss(lapsed) == []


def test_a_change_is_stored_before_it_is_asked_for(paying: World) -> None:
    ended(paying, Trouble(ENDED_BEFORE, 2))

    operation = paying.open().billing.account().operation

    assert operation is not None
    assert (operation.plan, paid_cents(paying)) == ("pro", 1462)


def test_what_never_reached_the_provider_is_forgotten(paying: World) -> None:
    ended(paying, Trouble(ENDED_BEFORE, 2))

    paying.live_on_time(paying.now + timedelta(minutes=5))

    assert paying.open().billing.account().operation is None
    assert plan_of(paying) == "starter"


def test_nothing_is_bought_while_the_provider_is_out_of_reach(paying: World) -> None:
    with paying.side.outage(), pytest.raises(Unavailable):
        choose(paying, "pro")

    assert plan_of(paying) == "starter"


def test_a_smaller_plan_is_decided_while_the_provider_is_out_of_reach(paying: World) -> None:
    with paying.side.outage():
        choose(paying, "free")

    assert paying.open().organization.plans.pending(paying.now) is not None


def test_owners_who_choose_the_same_at_once_pay_once(paying: World) -> None:
    outcomes = at_once(*[lambda: choose(paying, "pro")] * 4)

    paying.usual.run()
    assert [error for error in refusals(outcomes) if not isinstance(error, Conflict)] == []
    assert (plan_of(paying), paid_cents(paying)) == ("pro", 1462 + 2611)
    assert amiss(paying) == []


def test_owners_who_choose_different_plans_at_once_get_one_of_them(lapsed: World) -> None:
    at_once(lambda: choose(lapsed, "pro"), lambda: choose(lapsed, "starter"))

    lapsed.live_on_time(lapsed.now + timedelta(minutes=5))
    assert plan_of(lapsed) in {"pro", "starter"}
    assert amiss(lapsed) == []


@pytest.mark.parametrize("call", range(1, 7))
def test_usage_that_moves_totals_does_not_keep_a_plan_from_being_bought(paying: World, call: int) -> None:
    project = places.start_project(paying)
    trouble = Trouble(OVERTAKEN, call)
    trouble.meanwhile = lambda: places.use(paying, project, "meanwhile", Meter.API_CALL, 500)

    paying.process(trouble).use.choose_plan(paying.alice, plan="pro")

    paying.usual.run()
    assert (plan_of(paying), paid_cents(paying)) == ("pro", 1462 + 2611)
    assert amiss(paying) == []
