"""Telling the payment provider of usage past the included volume."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import final

from application.actor import Actor
from application.billing.aligning import whole_second
from application.billing.planning import plan_round
from application.ports.agenda import WorkKind
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.payments import Payments, ProviderRefused
from application.ports.usage_exporter import UsageExporter
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from domain.billing.account import BillingAccount
from domain.billing.charges import Charge, charges
from domain.billing.export import HOUR, ExportBook, ExportRow
from domain.billing.state import Unbilled
from domain.billing.subscription import CustomerId
from domain.billing_cycle import FINAL_DELAY, BillingCycle
from domain.organizations.organization import Organization

Change = Callable[[ExportBook], ExportBook]


@final
@dataclass(frozen=True, slots=True)
class Exporting:
    """Makes rows of what the ledger holds, stores them, then sends them: at least once, counted once.

    A row is under its name before it is sent, and one row of a meter at a time: whoever is killed in between leaves a
    row that is sent again. What may no longer be sent is held for a person to look at.
    """

    workspaces: Workspaces
    clock: Clock
    ids: Ids
    payments: Payments
    usage_exporter: UsageExporter

    def closed_hour(self, actor: Actor, hour: datetime) -> None:
        """Make the rows of the hour that ended at `hour`, if that was not done, and plan the next; then send."""
        settled(lambda: self._made(actor, hour, planned=True))
        self._sent(actor)

    def flush(self, actor: Actor) -> None:
        """Make and send rows of all that has come until now."""
        settled(lambda: self._made(actor, whole_second(self.clock.now()), planned=False))
        self._sent(actor)

    def _made(self, actor: Actor, hour: datetime, *, planned: bool) -> None:
        now = self.clock.now()
        with self.workspaces.open_current(actor) as workspace:
            account = workspace.billing.account()
            if planned and account.next_export != hour:
                return
            moved = [self._entered(workspace, account, cycle, hour, now) for cycle in _open_cycles(now)]
            if planned:
                ends = isinstance(workspace.organization.billing, Unbilled) and not any(moved)
                following = None if ends else max(hour, now.replace(minute=0, second=0, microsecond=0)) + HOUR
                if following is not None:
                    plan_round(workspace, self.ids, following, WorkKind.EXPORT_USAGE)
                workspace.save(replace(account, next_export=following))
            workspace.commit(None)

    def _entered(
        self, workspace: Workspace, account: BillingAccount, cycle: BillingCycle, hour: datetime, now: datetime
    ) -> bool:
        """Stage the rows of a cycle, and tell whether it can still have further ones."""
        organization, book = workspace.organization, workspace.billing.exports(cycle)
        if book.final:
            return False
        found = charges(organization.plans, cycle, workspace.usage.totals(cycle), now)
        final = now >= cycle.closes_at + FINAL_DELAY
        if final:
            self._credit(organization, account, cycle, found)
        changed = book.closed_hour(organization.id, found, hour, final=final)
        if changed != book:
            workspace.save(changed)
        return bool(found) and not changed.final

    def _credit(
        self, organization: Organization, account: BillingAccount, cycle: BillingCycle, found: Iterable[Charge]
    ) -> None:
        """Put onto the invoice what corrections took back under other rates: no meter is billed below zero."""
        if account.subscription is None:
            return
        for charge in found:
            if charge.cost_cents < 0:
                name = charge.meter.name
                key = f"credit-{organization.id}-{cycle.text}-{name}"
                text = f"Correction of usage in {cycle.text} ({name})"
                at = cycle.end - HOUR
                self.payments.adjust(account.subscription.id, charge.cost_cents, text, at, key)

    def _sent(self, actor: Actor) -> None:
        with self.workspaces.open_current(actor) as workspace:
            customer = workspace.billing.account().customer
            books = [workspace.billing.exports(cycle) for cycle in _open_cycles(self.clock.now())]
        if customer is None:
            return
        for book in books:
            for row in book.pending:
                self._send(actor, customer, book.cycle, row)

    def _send(self, actor: Actor, customer: CustomerId, cycle: BillingCycle, row: ExportRow) -> None:
        now = self.clock.now()
        reason = row.unfit(now)
        if reason is None:
            if row.tried_at is None:
                settled(lambda: self._book(actor, cycle, row, lambda book: book.tried(row, now)))
            try:
                self.usage_exporter.export(customer, row)
            except ProviderRefused as refused:
                reason = refused.reason
        if reason is None:
            settled(lambda: self._book(actor, cycle, row, lambda book: book.taken(row)))
        else:
            held = reason
            settled(lambda: self._book(actor, cycle, row, lambda book: book.hold(row, held)))

    def _book(self, actor: Actor, cycle: BillingCycle, row: ExportRow, change: Change) -> None:
        with self.workspaces.open(actor) as workspace:
            book = workspace.billing.exports(cycle)
            if any(known.id == row.id for known in book.pending):
                workspace.save(change(book))
                workspace.commit(None)


def _open_cycles(now: datetime) -> tuple[BillingCycle, BillingCycle]:
    cycle = BillingCycle.of(now)
    return cycle.previous, cycle
