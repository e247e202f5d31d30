"""What choices mean, what decisions ask for, how a plan follows the provider, and what differs: as facts alone."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.billing.account import BillingAccount, Operation
from domain.billing.charges import Charge, ExportMeter
from domain.billing.choice import Choice, choice_of
from domain.billing.export import ExportBook, ExportRow
from domain.billing.following import Adopt, EndLater, Leave, Move, Stay, move_after, next_look, state_of
from domain.billing.invoice import Invoice, InvoiceId, InvoiceLine, InvoiceStatus
from domain.billing.reconciliation import CycleFacts, Facts, Name, differences
from domain.billing.refusals import PaymentRequired
from domain.billing.state import BillingState, PastDue, Paying, Restricted, Trialing, Unbilled
from domain.billing.subscription import Subscription, SubscriptionId, SubscriptionStatus
from domain.billing.wanted import wanted
from domain.billing_cycle import BillingCycle
from domain.ids import OrganizationId
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.organization import Organization
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.meter import Meter
from domain.plans.plan import Plan
from tests.billing.lives import moment
from tests.billing.world import catalogue

FREE, STARTER, PRO = (catalogue().offered(name) for name in ("free", "starter", "pro"))
BEGAN = moment("03-02")
NOW = moment("03-20")
APRIL = moment("04-01 00:00")
TRIAL_ENDS = moment("03-27")
CALLS = ExportMeter(STARTER, Meter.API_CALL)
MARCH = BillingCycle(2026, 3)

NOT_BILLED, TRYING, PAYING = Unbilled(), Trialing(TRIAL_ENDS), Paying()
LATE, BARRED = PastDue(NOW - timedelta(days=2)), Restricted(NOW - timedelta(days=20))


def acme(plan: Plan, billing: BillingState, then: Plan | None = None) -> Organization:
    changes = (PlanChange(BEGAN, plan), *([] if then is None else [PlanChange(APRIL, then)]))
    return Organization(
        OrganizationId("org_acme"),
        "Acme",
        Slug("acme"),
        EmailAddress("alice@acme.example"),
        BEGAN,
        PlanHistory(changes),
        billing=billing,
        founded=True,
    )


def subscription(
    plan: Plan, status: SubscriptionStatus = SubscriptionStatus.ACTIVE, ends_at: datetime | None = None
) -> Subscription:
    trial = TRIAL_ENDS if status is SubscriptionStatus.TRIALING else None
    return Subscription(
        SubscriptionId("sub_1"), plan.id, plan.version, status, BEGAN, APRIL, trial_ends_at=trial, ends_at=ends_at
    )


def buying(plan: Plan) -> BillingAccount:
    return BillingAccount(operation=Operation("buy-1", plan.id, plan.version, NOW, NOW))


@pytest.mark.parametrize(
    ("organization", "plan", "used", "choice"),
    [
        (acme(FREE, NOT_BILLED), FREE, False, Choice.NOTHING),
        (acme(FREE, NOT_BILLED), STARTER, False, Choice.TRY),
        (acme(FREE, NOT_BILLED), STARTER, True, Choice.BUY),
        (acme(STARTER, PAYING), STARTER, True, Choice.NOTHING),
        (acme(STARTER, PAYING, FREE), STARTER, True, Choice.STAY),
        (acme(STARTER, PAYING), PRO, True, Choice.BUY),
        (acme(STARTER, PAYING, FREE), PRO, True, Choice.BUY),
        (acme(PRO, PAYING), STARTER, True, Choice.MOVE),
        (acme(STARTER, PAYING), FREE, True, Choice.MOVE),
        (acme(STARTER.on_trial(), TRYING), PRO, True, Choice.MOVE),
        (acme(PRO.on_trial(), TRYING), FREE, True, Choice.MOVE),
        (acme(PRO, LATE), STARTER, True, Choice.MOVE),
        (acme(PRO, BARRED), FREE, True, Choice.MOVE),
    ],
)
def test_what_a_choice_means(organization: Organization, plan: Plan, choice: Choice, *, used: bool) -> None:
    assert choice_of(organization, plan, NOW, trial_used=used) is choice


@pytest.mark.parametrize("billing", [LATE, BARRED])
def test_who_owes_is_sold_nothing_larger(billing: BillingState) -> None:
    with pytest.raises(PaymentRequired):
        choice_of(acme(STARTER, billing), PRO, NOW, trial_used=True)


@pytest.mark.parametrize("organization", [acme(FREE, NOT_BILLED), acme(PRO, NOT_BILLED), acme(FREE, PAYING)])
def test_who_pays_nothing_wants_no_subscription(organization: Organization) -> None:
    assert wanted(organization, NOW) is None


@pytest.mark.parametrize(
    ("organization", "plan", "following", "ends_at"),
    [
        (acme(STARTER, PAYING), "starter", None, None),
        (acme(PRO, PAYING, STARTER), "pro", "starter", None),
        (acme(PRO, PAYING, FREE), "pro", None, APRIL),
        (acme(PRO.on_trial(), TRYING, STARTER), "starter", None, None),
        (acme(PRO.on_trial(), TRYING, FREE), "pro", None, TRIAL_ENDS),
    ],
)
def test_what_decisions_ask_for(
    organization: Organization, plan: str, following: str | None, ends_at: datetime | None
) -> None:
    want = wanted(organization, NOW)

    assert want is not None
    assert (want.plan.id, want.next_plan and want.next_plan.id, want.ends_at) == (plan, following, ends_at)
    assert not want.plan.trial


@pytest.mark.parametrize(
    ("organization", "account", "found", "move"),
    [
        (acme(FREE, NOT_BILLED), BillingAccount(), None, None),
        (acme(FREE, PAYING), BillingAccount(), None, None),
        (acme(STARTER, PAYING), BillingAccount(), None, Leave()),
        (acme(STARTER, PAYING), BillingAccount(), subscription(STARTER), None),
        (acme(FREE, NOT_BILLED), BillingAccount(), subscription(PRO), Adopt(PRO.id, 1, tried=False)),
        (acme(STARTER, PAYING), buying(PRO), subscription(PRO), Adopt(PRO.id, 1, tried=False)),
        (acme(STARTER, PAYING), buying(PRO), subscription(STARTER), None),
        (acme(STARTER.on_trial(), TRYING), BillingAccount(), subscription(STARTER), Adopt(STARTER.id, 1, tried=False)),
        (acme(STARTER, PAYING), BillingAccount(), subscription(STARTER, ends_at=APRIL), EndLater()),
        (acme(STARTER, PAYING, FREE), BillingAccount(), subscription(STARTER, ends_at=APRIL), None),
        (acme(STARTER, PAYING, FREE), BillingAccount(), subscription(STARTER), Stay()),
    ],
)
def test_how_a_plan_moves_after_what_is_found(
    organization: Organization, account: BillingAccount, found: Subscription | None, move: Move | None
) -> None:
    assert move_after(organization, account, found, NOW) == move


@pytest.mark.parametrize(
    ("billing", "account", "look"),
    [
        (NOT_BILLED, BillingAccount(), None),
        (NOT_BILLED, buying(PRO), NOW + timedelta(seconds=150)),
        (TRYING, BillingAccount(), TRIAL_ENDS + timedelta(minutes=1)),
        (PAYING, BillingAccount(), APRIL + timedelta(minutes=1)),
        (LATE, BillingAccount(), NOW + timedelta(hours=12, minutes=1)),
        (BARRED, BillingAccount(), NOW + timedelta(hours=12, minutes=1)),
    ],
)
def test_when_the_provider_is_looked_at_again(
    billing: BillingState, account: BillingAccount, look: datetime | None
) -> None:
    assert next_look(account, billing, NOW) == look


def facts(
    organization: Organization, *found: Subscription, book: ExportBook | None = None, counted: int = 0, units: int = 0
) -> Facts:
    charge = Charge(CALLS, units, units * 45 // 1000)
    cycle = CycleFacts(book or ExportBook(MARCH), [charge], {CALLS.name: counted}, final=False)
    account = BillingAccount(aligned=organization.plans.revision, next_export=NOW)
    return Facts(organization, account, found, (), (cycle,), NOW)


def names(told: Facts) -> list[Name]:
    return [difference.name for difference in differences(told)]


ROW = ExportRow("row", CALLS.name, 1_000, NOW - timedelta(hours=3))
TAKEN = ExportBook(MARCH, {CALLS.name: 1_000})


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (facts(acme(STARTER, PAYING), subscription(STARTER)), []),
        (facts(acme(STARTER, PAYING)), [Name.SUBSCRIPTION_MISSING]),
        (facts(acme(FREE, NOT_BILLED), subscription(STARTER)), [Name.SUBSCRIPTION_UNKNOWN]),
        (facts(acme(STARTER, PAYING), subscription(STARTER), subscription(PRO)), [Name.SUBSCRIPTION_TWICE]),
        (facts(acme(STARTER, PAYING), subscription(PRO)), [Name.PLAN]),
        (facts(acme(STARTER, LATE), subscription(STARTER)), [Name.STATE]),
        (facts(acme(PRO, PAYING, STARTER), subscription(PRO)), [Name.WAITING_CHANGE]),
        (facts(acme(STARTER, PAYING), subscription(STARTER, ends_at=APRIL)), [Name.WAITING_CHANGE]),
        (
            facts(acme(STARTER, PAYING), replace(subscription(STARTER), half_scheduled=True)),
            [Name.HALF_SCHEDULED],
        ),
        (
            facts(acme(STARTER, PAYING), replace(subscription(STARTER), foreign_meters=True)),
            [Name.FOREIGN_METERS],
        ),
        (facts(acme(STARTER, PAYING), replace(subscription(PRO), foreign_meters=True)), [Name.PLAN]),
        (
            facts(acme(STARTER, PAYING), subscription(STARTER), book=ExportBook(MARCH, pending=(ROW,)), units=1_000),
            [Name.USAGE_NOT_EXPORTED],
        ),
        (
            facts(acme(STARTER, PAYING), subscription(STARTER), book=TAKEN, units=1_000, counted=999),
            [Name.USAGE_NOT_COUNTED],
        ),
        (facts(acme(STARTER, PAYING), subscription(STARTER), book=TAKEN, units=1_000, counted=1_000), []),
        (
            facts(
                acme(STARTER, PAYING),
                subscription(STARTER),
                book=ExportBook(MARCH, pending=(ROW,)).hold(ROW, "refused"),
                units=1_000,
            ),
            [Name.USAGE_HELD],
        ),
    ],
)
def test_what_differs(told: Facts, found: list[Name]) -> None:
    assert names(told) == found


@pytest.mark.parametrize(
    ("cents", "found"), [(None, [Name.INVOICE_MISSING]), (45, []), (44, [Name.INVOICE_LINE]), (46, [Name.INVOICE_LINE])]
)
def test_an_invoice_has_what_the_ledger_comes_to(cents: int | None, found: list[Name]) -> None:
    line = None if cents is None else InvoiceLine("calls", cents, MARCH.start, MARCH.end, 1_000, CALLS.name)
    lines = () if line is None else (line,)
    invoice = Invoice(InvoiceId("in_1"), "A-1", InvoiceStatus.PAID, APRIL, lines, cents or 0, cents or 0)
    book = replace(TAKEN, final=True)
    told = facts(acme(STARTER, PAYING), subscription(STARTER), book=book, units=1_000, counted=1_000)

    final = tuple(replace(cycle, final=True) for cycle in told.cycles)
    assert names(replace(told, cycles=final, invoices=(invoice,))) == found


def test_what_will_be_on_the_next_invoice_is_named_until_then() -> None:
    book = replace(TAKEN, carried={CALLS.name: 45})
    told = facts(acme(STARTER, PAYING), subscription(STARTER), book=book, units=1_000, counted=1_000)

    final = tuple(replace(cycle, final=True) for cycle in told.cycles)
    assert names(replace(told, cycles=final)) == [Name.USAGE_CARRIED_OVER]


def test_a_quantity_that_was_set_by_hand_is_named() -> None:
    twice = replace(subscription(STARTER), quantity=2)

    assert names(facts(acme(STARTER, PAYING), twice)) == [Name.QUANTITY]


def test_a_month_that_costs_another_price_than_the_plan_is_named() -> None:
    line = InvoiceLine("plan", 5_800, APRIL, APRIL.replace(month=5))
    invoice = Invoice(InvoiceId("in_1"), "A-1", InvoiceStatus.PAID, APRIL, (line,), 5_800, 5_800)
    told = facts(acme(STARTER, PAYING), subscription(STARTER))
    april = CycleFacts(ExportBook(MARCH.next), (), {}, final=False)

    assert names(replace(told, cycles=(april,), invoices=(invoice,))) == [Name.FLAT_CHARGE]


def test_what_is_past_due_without_an_invoice_counts_from_the_first_look() -> None:
    owed = subscription(STARTER, SubscriptionStatus.PAST_DUE)

    assert state_of(owed, NOW, Paying()) == PastDue(NOW)
    assert state_of(owed, NOW, PastDue(NOW - timedelta(days=3))) == PastDue(NOW - timedelta(days=3))
    assert state_of(owed, NOW, PastDue(NOW - timedelta(days=15))) == Restricted(NOW - timedelta(days=15))
