"""What is done at the provider is followed, what it refuses waits for a person, and no notice counts twice."""

import pytest

from application.ports.agenda import WorkKind
from application.ports.payment_notices import UntrustedNotice
from domain.billing.subscription import CustomerId
from domain.ids import OrganizationId
from tests.billing.audit import amiss, subscriptions
from tests.billing.lives import moment
from tests.billing.world import DAY, HOUR, World


def looks(world: World) -> int:
    """Return how many looks at the provider are due now."""
    return sum(work.kind is WorkKind.SETTLE_BILLING and work.at <= world.now for work in world.agenda())


def next_plan_of(world: World) -> str | None:
    pending = world.open().organization.plans.pending(world.now)
    return None if pending is None else pending.plan.id


def test_who_cancels_at_the_portal_leaves_with_the_cycle(paying: World) -> None:
    paying.side.cancel(paying.customer)

    paying.hear()

    assert next_plan_of(paying) == "free"
    assert amiss(paying) == []


def test_who_takes_it_back_there_stays(paying: World) -> None:
    paying.side.cancel(paying.customer)
    paying.hear()
    paying.side.ports.payments.keep(subscriptions(paying)[0].id, "by a person")

    paying.hear()

    assert next_plan_of(paying) is None
    assert amiss(paying) == []


def test_what_was_cancelled_here_and_taken_back_there_stays(paying: World) -> None:
    paying.usual.use.cancel_subscription(paying.alice)
    paying.usual.run()
    paying.side.ports.payments.keep(subscriptions(paying)[0].id, "by a person")

    paying.hear()

    assert next_plan_of(paying) is None
    assert amiss(paying) == []


def test_who_pays_at_the_checkout_is_on_the_plan(lapsed: World) -> None:
    lapsed.side.pay_at_checkout(lapsed.usual.use.open_checkout(lapsed.alice, plan="pro"))

    lapsed.hear()

    assert lapsed.open().organization.plan(lapsed.now).id == "pro"
    assert amiss(lapsed) == []


def test_a_notice_that_comes_again_plans_nothing(paying: World) -> None:
    paying.side.news()
    paying.side.cancel(paying.customer)
    paying.take_news(paying.usual)
    planned = looks(paying)

    paying.take_news(paying.usual)

    assert (planned, looks(paying)) == (1, 1)


def test_a_notice_that_is_forged_plans_nothing(paying: World) -> None:
    paying.side.cancel(paying.customer)
    [body, *_] = paying.side.news()
    forged = body.replace(b"evt_", b"evt-")

    with pytest.raises(UntrustedNotice):
        paying.usual.use.receive_notice(forged, signature=paying.side.signed(body))

    assert looks(paying) == 0


def test_a_notice_about_nobody_of_ours_is_let_go(paying: World) -> None:
    body = b'{"id": "evt_other", "type": "invoice.paid", "customer": "cus_other"}'

    paying.usual.use.receive_notice(body, signature=paying.side.signed(body))

    assert looks(paying) == 0
    assert paying.diary.notes[-1][0] == "notice.passed"


def test_what_the_provider_refuses_waits_for_a_person(paying: World) -> None:
    paying.refusing("schedule", "end_later", reason="there is no such price")

    paying.usual.use.cancel_subscription(paying.alice)
    paying.usual.run()

    assert [review.reason for review in paying.open().billing.account().review] == ["there is no such price"]
    assert [work.kind for work in paying.agenda() if work.attempts] == []


def test_what_was_refused_and_is_mended_waits_no_more(paying: World) -> None:
    paying.refusing("schedule", "end_later", reason="there is no such price")
    paying.usual.use.cancel_subscription(paying.alice)
    paying.usual.run()
    paying.refusing()

    paying.live(paying.now + DAY)

    assert paying.open().billing.account().review == ()
    assert amiss(paying) == []


def test_what_cannot_be_told_does_not_keep_payments_from_being_followed(paying: World) -> None:
    paying.refusing("end_later", reason="there is no such price")
    paying.live(moment("04-01 12:00"))
    paying.side.card(paying.customer, works=False)
    paying.usual.use.cancel_subscription(paying.alice)

    paying.live(moment("04-20 12:00"), 6 * HOUR)

    assert paying.open().organization.status == "restricted"


@pytest.mark.parametrize("kind", [WorkKind.EXPORT_USAGE, WorkKind.RECONCILE_BILLING])
def test_a_round_that_another_has_overtaken_is_dropped(paying: World, kind: WorkKind) -> None:
    stale = next(work for work in paying.agenda() if work.kind is kind)
    paying.live(paying.now + 2 * DAY)
    before = paying.open().billing.account()

    paying.handle(stale)

    assert paying.open().billing.account() == before
    assert amiss(paying) == []


@pytest.mark.parametrize("kind", [WorkKind.EXPORT_USAGE, WorkKind.RECONCILE_BILLING, WorkKind.SETTLE_BILLING])
def test_work_of_an_erased_organization_is_done(paying: World, kind: WorkKind) -> None:
    work = next(work for work in paying.agenda() if work.kind is kind)

    paying.handle(work, organization_id=OrganizationId("org_gone"))

    assert paying.diary.failures == []


def test_a_customer_is_found_by_the_providers_name(paying: World) -> None:
    directory = paying.storage.directory

    assert directory.customer(paying.customer) == paying.alice.organization_id
    assert directory.customer(CustomerId("cus_other")) is None
