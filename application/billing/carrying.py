"""Putting usage onto invoices that the provider does not put there: of a plan that was left, and what was missed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final, final

from application.actor import Actor
from application.billing.following import keep_invoices
from application.ports.clock import Clock
from application.ports.payments import Adjustment, Payments
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.billing.account import BillingAccount
from domain.billing.charges import Charge, charges
from domain.billing.export import HOUR, ExportBook
from domain.billing.following import PAYMENT_DELAY
from domain.billing.invoice import Invoice
from domain.billing.missed_usage import has_draft, left_to_us, missed
from domain.billing.wording import month_usage_words
from domain.billing_cycle import BillingCycle
from domain.plans.history import PlanHistory
from domain.plans.plan import Plan

INVOICES_SINCE: Final = timedelta(days=100)
"""Older invoices do not change any more."""

CYCLES: Final = 4
"""So many cycles, the present one included, have all their invoices among those."""


@final
@dataclass(frozen=True, slots=True)
class Owed:
    """What the usage of a cycle costs, and how far it was put onto invoices."""

    book: ExportBook
    charges: Sequence[Charge]
    last: Plan
    """The plan at the end of the cycle."""

    @property
    def cycle(self) -> BillingCycle:
        return self.book.cycle

    def missed(self, invoices: Iterable[Invoice]) -> Mapping[str, int]:
        """Return the cents by export meter that are on no invoice."""
        return missed(self.book, self.charges, invoices)


@final
@dataclass(frozen=True, slots=True)
class CarryOver:
    """Bills what usage costs and no invoice has: on the next invoice, or on one of its own where none will come.

    Of a plan that was left inside the cycle the usage goes onto the cycle's draft, as soon as it is final: by then the
    subscription has the meters of another plan. What corrections take back of a final invoice is credited likewise.
    Each amount is told under a name of its own, made of what was carried before, and noted afterwards: asked again,
    also after a crash, it is billed once.
    """

    workspaces: Workspaces
    clock: Clock
    payments: Payments

    def bill(self, actor: Actor, *, cycles: int = 2) -> bool:
        """Bill what the last `cycles` cycles have missed; tell whether nothing is left to be invoiced later."""
        now = self.clock.now()
        with self.workspaces.open_current(actor) as workspace:
            account, plans = workspace.billing.account(), workspace.organization.plans
            found = [
                Owed(book, charges(plans, cycle, workspace.usage.totals(cycle), now), plans.stretches(cycle)[-1].plan)
                for cycle in last_cycles(now, cycles)
                if _may_miss(account, plans, cycle, now) and not (book := workspace.billing.exports(cycle)).invoiced
            ]
        billed = [owed for owed in found if owed.charges]
        if not billed or account.customer is None or account.subscription is None:
            return True
        invoices = self.payments.invoices(account.customer, now - INVOICES_SINCE)
        done = [self._billed(actor, account, owed, invoices, now) for owed in billed]
        if any(owed.missed(invoices) for owed in billed):
            copies = self.payments.invoices(account.customer, now - INVOICES_SINCE)
            settled(lambda: self._copy(actor, copies))
        return all(done)

    def _billed(
        self, actor: Actor, account: BillingAccount, owed: Owed, invoices: Sequence[Invoice], now: datetime
    ) -> bool:
        final, left = owed.cycle.is_final(now), owed.missed(invoices)
        if has_draft(invoices, owed.cycle):
            ours = left_to_us(owed.charges, owed.last, invoices, owed.cycle) if final else set()
            self._carry(actor, account, owed, {meter: cents for meter, cents in left.items() if meter in ours})
            return ours.issuperset(left)
        self._carry(actor, account, owed, left)
        if final:
            settled(lambda: self._close(actor, owed.cycle))
        return True

    def _carry(self, actor: Actor, account: BillingAccount, owed: Owed, left: Mapping[str, int]) -> None:
        if account.subscription is None:
            return
        cycle, meters = owed.cycle, {charge.meter.name: charge.meter for charge in owed.charges}
        for meter, cents in left.items():
            text = month_usage_words(meters[meter], cycle, cents)
            adjustment = Adjustment(cents, text, cycle.end - HOUR, meter)
            before = owed.book.carried.get(meter, 0)
            key = f"missed-{actor.organization_id}-{cycle.text}-{meter}-{before}-{cents}"
            self.payments.adjust(account.subscription.id, adjustment, key)
            settled(partial(self._note, actor, cycle, meter, before, cents))

    def _note(self, actor: Actor, cycle: BillingCycle, meter: str, before: int, cents: int) -> None:
        with self.workspaces.open_current(actor) as workspace:
            book = workspace.billing.exports(cycle)
            if book.carried.get(meter, 0) == before:
                workspace.save(book.carry(meter, cents))
                workspace.commit(None)

    def _copy(self, actor: Actor, invoices: Sequence[Invoice]) -> None:
        with self.workspaces.open_current(actor) as workspace:
            if keep_invoices(workspace, invoices):
                workspace.commit(None)

    def _close(self, actor: Actor, cycle: BillingCycle) -> None:
        with self.workspaces.open_current(actor) as workspace:
            book = workspace.billing.exports(cycle)
            if not book.invoiced:
                workspace.save(replace(book, invoiced=True))
                workspace.commit(None)


def last_cycles(now: datetime, number: int) -> Iterator[BillingCycle]:
    """Return the present cycle and those before it, newest first."""
    cycle = BillingCycle.of(now)
    for _ in range(number):
        yield cycle
        cycle = cycle.previous


def _may_miss(account: BillingAccount, plans: PlanHistory, cycle: BillingCycle, now: datetime) -> bool:
    """Tell whether usage of a cycle can be on no invoice: that is final, or none comes, or a plan was left in it."""
    if account.live is None or cycle.end + PAYMENT_DELAY <= now:
        return True
    return cycle.is_final(now) and len(plans.stretches(cycle)) > 1
