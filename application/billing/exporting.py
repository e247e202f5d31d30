"""Telling the payment provider of usage past the included volume."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import final

from application.actor import Actor
from application.billing.carrying import CarryOver
from application.billing.delivering import Delivering, open_cycles
from application.billing.following import next_hour
from application.billing.planning import plan_round
from application.ports.agenda import WorkKind
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.payments import Adjustment, Payments
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from domain.billing.account import BillingAccount
from domain.billing.charges import Charge, charges
from domain.billing.export import HOUR, ExportBook
from domain.billing.proration import whole_second
from domain.billing.state import Unbilled
from domain.billing.wording import month_usage_words
from domain.billing_cycle import BillingCycle
from domain.organizations.organization import Organization


@final
@dataclass(frozen=True, slots=True)
class Exporting:
    """Makes rows of what the ledger holds, stores them under their names, and has them delivered."""

    workspaces: Workspaces
    clock: Clock
    ids: Ids
    payments: Payments
    delivering: Delivering
    carry_over: CarryOver

    def closed_hour(self, actor: Actor, hour: datetime) -> None:
        """Make the rows of the hour that ended at `hour`, if that was not done, and plan the next; then send."""
        settled(lambda: self._made(actor, hour, planned=True))
        self.delivering.deliver(actor)
        self.carry_over.bill(actor)

    def flush(self, actor: Actor) -> None:
        """Make and send rows of all that has come until now."""
        settled(lambda: self._made(actor, whole_second(self.clock.now()), planned=False))
        self.delivering.deliver(actor)

    def _made(self, actor: Actor, hour: datetime, *, planned: bool) -> None:
        now = self.clock.now()
        with self.workspaces.open_current(actor) as workspace:
            account = workspace.billing.account()
            if planned and account.next_export != hour:
                return
            moved = [self._entered(workspace, account, cycle, hour, now) for cycle in open_cycles(now)]
            if planned:
                ends = isinstance(workspace.organization.billing, Unbilled) and not any(moved)
                following = None if ends else next_hour(max(hour, now))
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
            return not book.invoiced and bool(book.delivered or book.pending or book.held or book.carried)
        found = charges(organization.plans, cycle, workspace.usage.totals(cycle), now)
        final = cycle.is_final(now)
        if final:
            book = self._credited(organization, account, book, found)
        changed = book.closed_hour(organization.id, found, hour, final=final)
        if changed != workspace.billing.exports(cycle):
            workspace.save(changed)
        return bool(found) and not changed.invoiced

    def _credited(
        self, organization: Organization, account: BillingAccount, book: ExportBook, found: Iterable[Charge]
    ) -> ExportBook:
        """Put onto the invoice what corrections took back under other rates: no meter is billed below zero."""
        if account.subscription is None:
            return book
        for charge in found:
            if charge.cost_cents < 0:
                name, cycle, cents = charge.meter.name, book.cycle, charge.cost_cents
                key = f"credit-{organization.id}-{cycle.text}-{name}"
                text = month_usage_words(charge.meter, cycle, cents)
                self.payments.adjust(account.subscription.id, Adjustment(cents, text, cycle.end - HOUR, name), key)
                book = book.carry(name, cents - book.carried.get(name, 0))
        return book
