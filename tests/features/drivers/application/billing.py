"""Plans that are paid for, by use cases."""

from collections.abc import Iterable

from application.actor import Actor
from application.billing.read_billing import BillingOverview
from application.billing.reconcile import Reconcile
from domain.billing.invoice import Invoice, InvoiceLine
from domain.billing.reconciliation import Difference
from domain.billing.state import PastDue, Paying, Restricted, Trialing, Unbilled
from tests.features.billing import Bill, BillingPage, BillLine, PlanPreview, Reconciled
from tests.features.drivers.application.acting import told
from tests.features.drivers.application.companies import Companies
from tests.features.words import Caller

MANY = 200
STATES = {
    Unbilled: "unbilled",
    Trialing: "trialing",
    Paying: "active",
    PastDue: "past_due",
    Restricted: "restricted",
}


class Billing(Companies):
    def billing(self, who: Caller, company: str) -> BillingPage:
        read_billing = self.application.read_billing
        with told():
            return shown(read_billing(self.acting(who, company, read_billing.permission)))

    def choose_plan(self, who: Caller, company: str, plan: str) -> None:
        choose_plan = self.application.choose_plan
        with told():
            choose_plan(self.acting(who, company, choose_plan.permission), plan=plan)
        self.settle()

    def preview(self, who: Caller, company: str, plan: str) -> PlanPreview:
        preview_plan = self.application.preview_plan
        with told():
            preview = preview_plan(self.acting(who, company, preview_plan.permission), plan=plan)
        return PlanPreview(
            effective_at=preview.effective_at,
            trial_ends_at=preview.trial_ends_at,
            lines=tuple(map(bill_line, preview.now.lines)),
            due_cents=preview.now.due_cents,
            month_cents=preview.month_cents,
            holds_until=preview.holds_until,
        )

    def cancel(self, who: Caller, company: str) -> None:
        cancel_subscription = self.application.cancel_subscription
        with told():
            cancel_subscription(self.acting(who, company, cancel_subscription.permission))
        self.settle()

    def invoices(self, who: Caller, company: str) -> tuple[Bill, ...]:
        list_invoices = self.application.list_invoices
        with told():
            page = list_invoices(self.acting(who, company, list_invoices.permission), limit=MANY)
        return tuple(bill(invoice) for invoice in page.items if invoice.lines)

    def open_checkout(self, who: Caller, company: str, plan: str) -> str:
        open_checkout = self.application.open_checkout
        with told():
            return open_checkout(self.acting(who, company, open_checkout.permission), plan=plan)

    def open_portal(self, who: Caller, company: str) -> str:
        open_portal = self.application.open_portal
        with told():
            return open_portal(self.acting(who, company, open_portal.permission))

    def reconcile(self, company: str) -> Reconciled:
        with told():
            found = reconciled(self.application.reconcile, self.operator(company))
        self.settle()
        return found


def reconciled(reconcile: Reconcile, operator: Actor) -> Reconciled:
    """Let the operator reconcile a company, and mend what is safe."""
    told_of = reconcile(operator, repair=True)
    return Reconciled(names(told_of.found), names(told_of.left))


def names(differences: Iterable[Difference]) -> frozenset[str]:
    return frozenset(difference.name.value for difference in differences)


def shown(overview: BillingOverview) -> BillingPage:
    """Show how a company stands; what waits in a trial comes with its end, if that is earlier."""
    organization, plan = overview.organization, overview.organization.plan(overview.at)
    billing, pending = organization.billing, organization.plans.pending(overview.at)
    ends_at = billing.ends_at if isinstance(billing, Trialing) else None
    return BillingPage(
        plan=plan.id,
        state=STATES[type(billing)],
        status=organization.status.value,
        price_cents=plan.price_cents,
        trial_ends_at=ends_at,
        restricted_at=billing.restricted_at if isinstance(billing, PastDue) else None,
        pending=None if pending is None else (pending.plan.id, min(pending.at, ends_at or pending.at)),
    )


def bill(invoice: Invoice) -> Bill:
    return Bill(
        status=invoice.status.value,
        created_at=invoice.created_at,
        lines=tuple(map(bill_line, invoice.lines)),
        total_cents=invoice.total_cents,
        due_cents=invoice.due_cents,
        paid_cents=invoice.paid_cents,
    )


def bill_line(line: InvoiceLine) -> BillLine:
    return BillLine(line.description, line.amount_cents, line.meter)
