"""Delivering stored rows of usage to the payment provider."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, final

from application.actor import Actor
from application.ports.clock import Clock
from application.ports.payments import ProviderRefused
from application.ports.usage_exporter import UsageExporter
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.billing.export import ExportBook, ExportRow
from domain.billing.subscription import CustomerId
from domain.billing_cycle import BillingCycle

Change = Callable[[ExportBook], ExportBook]

TOO_OLD: Final = "it is older than the provider takes"
IN_DOUBT: Final = "it is not known whether it arrived, and a repeat would no longer be recognised"


@final
@dataclass(frozen=True, slots=True)
class Delivering:
    """Sends each row that is under way: at least once, counted once.

    Whoever is killed in between leaves a row that is sent again, under the same name. After an outage so long that the
    provider would no longer recognise the repeat, its count tells whether the row has arrived. What may not be sent is
    held for a person to look at.
    """

    workspaces: Workspaces
    clock: Clock
    usage_exporter: UsageExporter

    def deliver(self, actor: Actor) -> None:
        """Send what is under way of the cycles that are open. Unavailable: what was not sent stays under way."""
        with self.workspaces.open_current(actor) as workspace:
            customer = workspace.billing.account().customer
            books = [workspace.billing.exports(cycle) for cycle in open_cycles(self.clock.now())]
        if customer is None:
            return
        for book in books:
            for row in book.pending:
                self._send(actor, customer, book, row)

    def _send(self, actor: Actor, customer: CustomerId, book: ExportBook, row: ExportRow) -> None:
        now, cycle = self.clock.now(), book.cycle
        if row.is_too_old(now):
            self._note(actor, cycle, row, lambda known: known.hold(row, TOO_OLD))
        elif not row.is_in_doubt(now):
            self._export(actor, customer, cycle, row, now)
        else:
            missing = self.usage_exporter.counted(customer, row.meter, cycle) - book.delivered.get(row.meter, 0)
            self._resolve(actor, customer, cycle, row, missing)

    def _resolve(self, actor: Actor, customer: CustomerId, cycle: BillingCycle, row: ExportRow, counted: int) -> None:
        """Go on with a row that may have arrived; `counted` is what the provider has beyond the delivered units."""
        if counted == row.units:
            self._note(actor, cycle, row, lambda known: known.taken(row))
        elif counted == 0:
            now = self.clock.now()
            self._note(actor, cycle, row, lambda known: known.tried(row, now))
            self._export(actor, customer, cycle, row, now)
        else:
            self._note(actor, cycle, row, lambda known: known.hold(row, IN_DOUBT))

    def _export(self, actor: Actor, customer: CustomerId, cycle: BillingCycle, row: ExportRow, now: datetime) -> None:
        if row.tried_at is None:
            self._note(actor, cycle, row, lambda known: known.tried(row, now))
        try:
            self.usage_exporter.export(customer, row)
        except ProviderRefused as refused:
            reason = refused.reason
            self._note(actor, cycle, row, lambda known: known.hold(row, reason))
        else:
            self._note(actor, cycle, row, lambda known: known.taken(row))

    def _note(self, actor: Actor, cycle: BillingCycle, row: ExportRow, change: Change) -> None:
        """Store what became of a row, if nobody has before."""
        settled(lambda: self._book(actor, cycle, row, change))

    def _book(self, actor: Actor, cycle: BillingCycle, row: ExportRow, change: Change) -> None:
        with self.workspaces.open(actor) as workspace:
            book = workspace.billing.exports(cycle)
            if any(known.id == row.id for known in book.pending):
                workspace.save(change(book))
                workspace.commit(None)


def open_cycles(now: datetime) -> tuple[BillingCycle, BillingCycle]:
    """Return the cycles that can still have usage to tell: the one before, and this one."""
    cycle = BillingCycle.of(now)
    return cycle.previous, cycle
