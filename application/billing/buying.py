"""Buying a plan: the change is stored, paid, and takes effect, whatever breaks in between."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, final

from application.actor import Actor
from application.billing.customers import Customers
from application.billing.planning import plan_settling
from application.billing.settling import SETTLING, Settling
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.payments import CustomerGone, Order, PaymentFailed, Payments, ProviderRefused
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.billing.account import BillingAccount, Operation, Review
from domain.billing.export import REPEATS_KNOWN
from domain.billing.following import IN_DOUBT
from domain.billing.proration import whole_second
from domain.billing.refusals import PaymentRequired
from domain.billing.subscription import CustomerId, Subscription
from domain.errors import Conflict
from domain.organizations.organization import Organization
from domain.plans.plan import Plan

UNDER_WAY: Final = "another change of plan is under way; please wait a minute"


@dataclass(eq=False)
class BuyingStill(Conflict):
    """A payment is under way: what becomes of it must be known before something else is decided."""


@final
@dataclass(frozen=True, slots=True)
class Buying:
    """Asks the provider for one payment, under a name that was stored before, and lets what it says take effect.

    A process that ends in between is followed by the look that was planned with the change: what was paid takes
    effect then, what was not is forgotten.
    """

    workspaces: Workspaces
    payments: Payments
    clock: Clock
    ids: Ids
    customers: Customers
    settling: Settling

    def bought(self, actor: Actor, plan: Plan) -> Organization:
        """Return the organization on the plan.

        PaymentRequired: it was not paid, nothing was changed. Conflict: another change is under way. BuyingStill: a
        subscription was found that was not known; it must be decided anew. Unavailable: it cannot be said yet; asking
        again is the same change.
        """
        self.customers.served(actor, lambda customer: self._check_unseen(actor, customer))
        account = self._entered(actor, plan)
        try:
            self.customers.served(actor, lambda customer: self._ask(customer, account, plan))
        except PaymentFailed as failed:
            settled(lambda: self._forgotten(actor, account.operation, None))
            raise PaymentRequired(plan.id, failed.reason) from failed
        except ProviderRefused as refused:
            ended = self._has_ended(account)
            reason = None if ended else refused.reason
            settled(lambda: self._forgotten(actor, account.operation, reason))
            if ended:
                self.settling.settle(actor)
                raise BuyingStill(UNDER_WAY) from refused
            raise Conflict("the payment provider cannot make this change; we have been told") from refused
        return self.settling.settle(actor)

    def resolve(self, actor: Actor) -> None:
        """Find out what became of a change that is under way, before another decision is made.

        Unavailable while that cannot be known; Conflict while it may still arrive.
        """
        with self.workspaces.open_current(actor) as workspace:
            if workspace.billing.account().operation is None:
                return
        self.settling.settle(actor)
        with self.workspaces.open_current(actor) as workspace:
            if workspace.billing.account().operation is not None:
                raise Conflict(UNDER_WAY)

    def _check_unseen(self, actor: Actor, customer: CustomerId) -> None:
        """Look for a subscription that was begun at the provider's pages, where none is known here."""
        with self.workspaces.open_current(actor) as workspace:
            known = workspace.billing.account().live
        if known is None and any(found.live for found in self.payments.subscriptions(customer)):
            self.settling.settle(actor)
            raise BuyingStill(UNDER_WAY)

    def _has_ended(self, account: BillingAccount) -> bool:
        """Tell whether what is live here has ended at the provider, and nobody has told."""
        known, customer = account.live, account.customer
        if known is None or customer is None:
            return False
        try:
            return all(found.id != known.id or not found.live for found in self.payments.subscriptions(customer))
        except CustomerGone:
            return True

    def _entered(self, actor: Actor, plan: Plan) -> BillingAccount:
        """Return the account with the change stored; one that is under way already goes on under its name.

        Of another change it must be known first what became of it.
        """
        account = settled(lambda: self._stored(actor, plan))
        if not _is_under_way(account, plan, self.clock.now()):
            self.settling.settle(actor)
            account = settled(lambda: self._stored(actor, plan))
        if not _is_under_way(account, plan, self.clock.now()):
            raise Conflict(UNDER_WAY)
        return account

    def _stored(self, actor: Actor, plan: Plan) -> BillingAccount:
        now = self.clock.now()
        with self.workspaces.open_current(actor.once_only(None)) as workspace:
            account = workspace.billing.account()
            if account.operation is not None:
                return account
            name = f"buy-{workspace.organization.id}-{account.version + 1}"
            operation = Operation(name, plan.id, plan.version, charged_from(account, plan, now), now)
            saved = workspace.save(replace(account, operation=operation))
            plan_settling(workspace, self.ids, now + IN_DOUBT)
            return workspace.commit(saved)

    def _ask(self, customer: CustomerId, account: BillingAccount, plan: Plan) -> Subscription:
        operation, current = account.operation, account.live
        assert operation is not None  # noqa: S101 - it was stored with the account
        order = Order(plan, operation.at)
        if current is not None:
            return self.payments.upgrade(current.id, order, operation.id)
        return self.payments.subscribe(customer, order, operation.id)

    def _forgotten(self, actor: Actor, operation: Operation | None, reason: str | None) -> None:
        with self.workspaces.open_current(actor.once_only(None)) as workspace:
            account = workspace.billing.account()
            if account.operation != operation:
                return
            account = replace(account, operation=None)
            if reason is not None:
                account = account.reviewed(Review(self.clock.now(), SETTLING, reason))
            workspace.save(account)
            workspace.commit(None)


def _is_under_way(account: BillingAccount, plan: Plan, now: datetime) -> bool:
    known = account.operation
    same = known is not None and (known.plan, known.plan_version) == (plan.id, plan.version)
    return same and known is not None and now - known.begun_at < REPEATS_KNOWN


def charged_from(account: BillingAccount, plan: Plan, now: datetime) -> datetime:
    """Return from when on a plan is charged: as it was previewed, while the preview holds."""
    quote = account.quote
    return quote.at if quote is not None and quote.holds(plan.id, now) else whole_second(now)
