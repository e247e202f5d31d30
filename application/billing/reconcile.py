"""Reconciling one organization with its payment provider."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final, final

from application.access.authorise import authorise
from application.actor import Actor
from application.billing.carrying import CYCLES, INVOICES_SINCE, CarryOver, last_cycles
from application.billing.customers import Customers, payer
from application.billing.delivering import open_cycles
from application.billing.exporting import Exporting
from application.billing.settling import SETTLING, Settling
from application.ports.clock import Clock
from application.ports.payments import PaymentFailed, Payments, ProviderRefused
from application.ports.usage_exporter import UsageExporter
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.billing.charges import charges
from domain.billing.customer import customer_differences
from domain.billing.reconciliation import CycleFacts, Difference, Facts, Name, differences
from domain.billing.subscription import CustomerId
from domain.roles.permission import Permission

COMPARED: Final = 3
"""So many cycles, the present one included, are compared."""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What differed, and what of it still does."""

    found: tuple[Difference, ...]
    left: tuple[Difference, ...]

    @property
    def repaired(self) -> tuple[Difference, ...]:
        """What differed, where a second look finds nothing of the matter that still does."""
        left = {difference.matter for difference in self.left}
        return tuple(found for found in self.found if found.matter not in left)


@final
@dataclass(frozen=True, slots=True)
class Reconcile:
    """Compares ledger, exported, counted and invoiced usage, and both sides of the subscription.

    With `repair`, what is safe is mended: the provider is looked at, and told again what was decided here; usage that
    was not sent is sent. Raises Unavailable while the provider is out of reach.
    """

    permission: ClassVar[Permission] = Permission.OPERATE
    workspaces: Workspaces
    clock: Clock
    payments: Payments
    usage_exporter: UsageExporter
    customers: Customers
    settling: Settling
    exporting: Exporting
    carry_over: CarryOver

    def __call__(self, actor: Actor, *, repair: bool = False) -> Reconciliation:
        found = left = self._differences(actor)
        for anew in (False, True):
            if repair and any(difference.repairable for difference in left):
                self._repair(actor, left, anew=anew)
                left = self._differences(actor)
        return Reconciliation(found, left)

    def _differences(self, actor: Actor) -> tuple[Difference, ...]:
        now = self.clock.now()
        with self.workspaces.open_current(actor) as workspace:
            organization, account = workspace.organization, workspace.billing.account()
            authorise(actor, organization, self.permission)
            books = [
                CycleFacts(
                    workspace.billing.exports(known),
                    charges(organization.plans, known, workspace.usage.totals(known), now),
                    {},
                    final=known.is_final(now),
                    exported=known in open_cycles(now),
                )
                for known in last_cycles(now, COMPARED)
            ]
        customer = account.customer
        if customer is None:
            return differences(Facts(organization, account, (), (), (), now))
        ours, theirs = payer(organization), self.payments.payer(customer)
        about_customer = tuple(customer_differences(customer, ours, theirs))
        if theirs is None:
            return (*about_customer, *differences(Facts(organization, account, (), (), (), now)))
        cycles = [self._counted(customer, known) for known in books]
        subscriptions = self.payments.subscriptions(customer)
        invoices = self.payments.invoices(customer, now - INVOICES_SINCE)
        return (*about_customer, *differences(Facts(organization, account, subscriptions, invoices, cycles, now)))

    def _counted(self, customer: CustomerId, cycle: CycleFacts) -> CycleFacts:
        meters = cycle.book.delivered if cycle.exported else ()
        counted = {meter: self.usage_exporter.counted(customer, meter, cycle.book.cycle) for meter in meters}
        return replace(cycle, counted=counted)

    def _repair(self, actor: Actor, left: Sequence[Difference], *, anew: bool) -> None:
        """Look first at what has happened there; only what differs still is asked for `anew`."""
        try:
            if any(difference.name in {Name.CUSTOMER_MISSING, Name.CUSTOMER} for difference in left):
                self.customers.tell(actor)
            self.settling.settle(actor, anew=anew)
            self.exporting.flush(actor)
            self.carry_over.bill(actor, cycles=CYCLES)
        except (ProviderRefused, PaymentFailed) as refused:
            self.settling.review(actor, refused.reason)
        else:
            settled(lambda: self._clear(actor))

    def _clear(self, actor: Actor) -> None:
        with self.workspaces.open_current(actor) as workspace:
            account = workspace.billing.account()
            cleared = account.settled([SETTLING])
            if cleared != account:
                workspace.save(cleared)
                workspace.commit(None)
