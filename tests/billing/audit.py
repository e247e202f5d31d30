"""What must hold of a company's billing at any quiet moment, whatever has happened; each breach is a sentence."""

from collections.abc import Iterator

from application.ports.agenda import WorkKind
from domain.billing.charges import charges
from domain.billing.following import state_of
from domain.billing.invoice import Invoice, InvoiceStatus
from domain.billing.state import Unbilled
from domain.billing.subscription import Subscription
from domain.billing_cycle import FINAL_DELAY, BillingCycle
from domain.errors import NotFound
from tests.billing.world import BEGINNING, DAY, World

CYCLES = tuple(BillingCycle(2026, month) for month in range(3, 8))


def subscriptions(world: World) -> list[Subscription]:
    """Return all subscriptions at the provider, newest first."""
    return [found for customer in world.side.customers for found in world.side.ports.payments.subscriptions(customer)]


def invoices(world: World) -> list[Invoice]:
    """Return all invoices at the provider, oldest first."""
    payments = world.side.ports.payments
    found = [one for customer in world.side.customers for one in payments.invoices(customer, BEGINNING - 10 * DAY)]
    return sorted(found, key=lambda invoice: invoice.created_at)


def paid_cents(world: World) -> int:
    """Return what was paid in all."""
    return sum(invoice.paid_cents for invoice in invoices(world))


def is_there(world: World) -> bool:
    try:
        world.open()
    except NotFound:
        return False
    return True


def amiss(world: World) -> list[str]:
    """Return everything that does not hold."""
    if not is_there(world):
        return list(_of_an_erased_company(world))
    rules = (_one_subscription, _plan_is_paid_for, _state, _usage, _rounds, _work, _invoices, _reconciled)
    return [breach for rule in rules for breach in rule(world)]


def _of_an_erased_company(world: World) -> Iterator[str]:
    yield from (f"{found.id} costs money for nobody" for found in subscriptions(world) if found.live)


def _one_subscription(world: World) -> Iterator[str]:
    live = [found for found in subscriptions(world) if found.live]
    if len(live) > 1:
        yield f"{len(live)} subscriptions cost money at once"
    if len(world.side.customers) > 1:
        yield f"the provider knows the company {len(world.side.customers)} times"


def _plan_is_paid_for(world: World) -> Iterator[str]:
    live = next((found for found in subscriptions(world) if found.live), None)
    plan = world.open().organization.plan(world.now)
    paid = None if live is None else (live.plan, live.plan_version)
    ours = (plan.id, plan.version) if plan.paid else None
    if ours != paid:
        yield f"{ours} is in force, and {paid} is paid for"


def _state(world: World) -> Iterator[str]:
    live = next((found for found in subscriptions(world) if found.live), None)
    billing = world.open().organization.billing
    theirs = Unbilled() if live is None else state_of(live, world.now, billing)
    if billing != theirs:
        yield f"here it is {billing}, there {theirs}"


def _usage(world: World) -> Iterator[str]:
    """All usage past the included volume up to the last hour is counted at the provider, once."""
    workspace, exporter = world.open(), world.side.ports.usage_exporter
    for cycle in CYCLES:
        totals = workspace.usage.totals(cycle)
        final = world.now >= cycle.closes_at + FINAL_DELAY
        for charge in charges(workspace.organization.plans, cycle, totals, world.now):
            name = charge.meter.name
            counted = sum(exporter.counted(customer, name, cycle) for customer in world.side.customers)
            if counted != charge.units and (final or not charge.meter.meter.value.startswith("storage")):
                yield f"{name} of {cycle}: {charge.units} were used, {counted} are counted"


def _rounds(world: World) -> Iterator[str]:
    """Each chain has one next piece of work, and the account knows when it is due."""
    account = world.open().billing.account()
    for kind, due in (
        (WorkKind.EXPORT_USAGE, account.next_export),
        (WorkKind.RECONCILE_BILLING, account.next_reconcile),
    ):
        planned = [work.subject["due"] for work in world.agenda() if work.kind is kind]
        wanted = [] if due is None else [due.isoformat()]
        if planned != wanted:
            yield f"{kind} is planned for {planned}, the account says {wanted}"
        if due is not None and due < world.now:
            yield f"{kind} was due at {due} and was not done"
    if not isinstance(world.open().organization.billing, Unbilled) and account.next_export is None:
        yield "it pays, and nothing is exported"


def _work(world: World) -> Iterator[str]:
    yield from (f"{work.kind} was tried {work.attempts} times" for work in world.agenda() if work.attempts)
    overdue = [work.kind.value for work in world.agenda() if work.at < world.now]
    if overdue:
        yield f"these are overdue: {overdue}"


def _invoices(world: World) -> Iterator[str]:
    """Our copies of who pays are what the provider shows, apart from drafts, which move by themselves."""
    billing = world.open().billing
    if isinstance(world.open().organization.billing, Unbilled):
        return
    for invoice in invoices(world):
        copy = billing.invoice(invoice.id)
        if invoice.status is not InvoiceStatus.DRAFT and (copy is None or copy.status is not invoice.status):
            yield f"the invoice over {invoice.total_cents} is {invoice.status}, our copy {copy and copy.status}"


def _reconciled(world: World) -> Iterator[str]:
    account = world.open().billing.account()
    if account.operation is not None:
        yield f"the change to {account.operation.plan} is under way for ever"
    yield from (
        f"{found.name}: {found.ours}, there {found.theirs} ({found.cause})" for found in world.reconciled().found
    )
