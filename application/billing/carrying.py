"""Putting usage that has missed the invoice of its cycle onto another one."""

from collections.abc import Iterator, Mapping, Sequence
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
from domain.billing.missed_usage import has_draft, missed
from domain.billing_cycle import BillingCycle

INVOICES_SINCE: Final = timedelta(days=100)
"""Older invoices do not change any more."""

CYCLES: Final = 4
"""So many cycles, the present one included, have all their invoices among those."""


@final
@dataclass(frozen=True, slots=True)
class CarryOver:
    """Bills what usage costs and no invoice has: on the next invoice, or on one of its own where none will come.

    What corrections take back of a final invoice is credited in the same way. Each amount is told under a name of its
    own, made of what was carried before, and noted afterwards: asked again, also after a crash, it is billed once.
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
                (book, charges(plans, cycle, workspace.usage.totals(cycle), now))
                for cycle in last_cycles(now, cycles)
                if _may_miss(account, cycle, now) and not (book := workspace.billing.exports(cycle)).invoiced
            ]
        billed = [(book, costs) for book, costs in found if costs]
        if not billed or account.customer is None or account.subscription is None:
            return True
        invoices = self.payments.invoices(account.customer, now - INVOICES_SINCE)
        done = [self._billed(actor, account, book, costs, invoices, now) for book, costs in billed]
        if any(missed(book, costs, invoices) for book, costs in billed):
            copies = self.payments.invoices(account.customer, now - INVOICES_SINCE)
            settled(lambda: self._copy(actor, copies))
        return all(done)

    def _billed(
        self,
        actor: Actor,
        account: BillingAccount,
        book: ExportBook,
        costs: Sequence[Charge],
        invoices: Sequence[Invoice],
        now: datetime,
    ) -> bool:
        left = missed(book, costs, invoices)
        if left and has_draft(invoices, book.cycle):
            return False
        self._carry(actor, account, book, left)
        if book.cycle.is_final(now) and not has_draft(invoices, book.cycle):
            settled(lambda: self._close(actor, book.cycle))
        return True

    def _carry(self, actor: Actor, account: BillingAccount, book: ExportBook, left: Mapping[str, int]) -> None:
        if account.subscription is None:
            return
        for meter, cents in left.items():
            text = f"{'Usage' if cents > 0 else 'Correction of usage'} in {book.cycle.text} ({meter})"
            adjustment = Adjustment(cents, text, book.cycle.end - HOUR, meter)
            before = book.carried.get(meter, 0)
            key = f"missed-{actor.organization_id}-{book.cycle.text}-{meter}-{before}-{cents}"
            self.payments.adjust(account.subscription.id, adjustment, key)
            settled(partial(self._note, actor, book.cycle, meter, before, cents))

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


def _may_miss(account: BillingAccount, cycle: BillingCycle, now: datetime) -> bool:
    """Tell whether usage of a cycle can have missed its invoice: that is final, or none comes."""
    return account.live is None or cycle.end + PAYMENT_DELAY <= now
