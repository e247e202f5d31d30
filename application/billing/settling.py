"""Bringing an organization and its payment provider together: what was decided here, what was paid there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, final

from application.actor import Actor
from application.billing.aligning import Aligning
from application.billing.carrying import INVOICES_SINCE, CarryOver
from application.billing.correcting import Correcting
from application.billing.customers import Customers
from application.billing.following import Following, Seen
from application.billing.stopping import Stopping
from application.organizations.moving import RETRIES
from application.ports.clock import Clock
from application.ports.payments import PaymentFailed, Payments, ProviderRefused
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.billing.account import BillingAccount, Review
from domain.billing.following import is_done
from domain.billing.invoice import Invoice
from domain.billing.subscription import CustomerId, Subscription
from domain.billing.wanted import has_left_trial, leaves_at, wanted, with_trial_of
from domain.errors import Conflict
from domain.organizations.organization import Organization

SETTLING: Final = "settling"
"""What a review of it is about."""

ROUNDS: Final = 3


class Overtaken(Exception):
    """The plan, or how it is paid for, was changed while the provider was asked."""


@final
@dataclass(frozen=True, slots=True)
class Settling:
    """Looks at the provider, and makes both sides agree; may be done at any time, and again.

    What was decided here is asked for first; then what the provider says is true of payments, also where it refuses
    what was asked.
    """

    workspaces: Workspaces
    payments: Payments
    clock: Clock
    customers: Customers
    stopping: Stopping
    aligning: Aligning
    correcting: Correcting
    carry_over: CarryOver
    following: Following

    def settle(self, actor: Actor, *, anew: bool = False) -> Organization:
        """Return the organization as it stands then. Raises Unavailable, ProviderRefused, PaymentFailed.

        `anew`: asks the provider also for what it was asked for before, and has lost since.
        """
        for _ in range(ROUNDS):
            try:
                return self._settle(actor.once_only(None), anew=anew)
            except Overtaken:
                continue
        raise Conflict("others kept changing the plan; please try again")

    def review(self, actor: Actor, reason: str) -> None:
        """Keep what the provider refused for a person to look at."""
        settled(lambda: self._review(actor, reason))

    def _settle(self, actor: Actor, *, anew: bool) -> Organization:
        with self.workspaces.open_current(actor) as workspace:
            organization, account = workspace.organization, workspace.billing.account()
        customer = account.customer
        if customer is None:
            if not organization.founded or wanted(organization, self.clock.now()) is None:
                return organization
            customer = self.customers.ensured(actor)
        live, refused = self._live(customer, account.subscription), None
        try:
            live = self._aligned(actor, organization, account, customer, live, anew=anew)
        except (ProviderRefused, PaymentFailed) as refusal:
            refused = refusal
        invoices = self.payments.invoices(customer, self.clock.now() - INVOICES_SINCE)
        if refused is None and self._corrected(organization, account, live, invoices):
            invoices = self.payments.invoices(customer, self.clock.now() - INVOICES_SINCE)
        seen = Seen(live, invoices, told=refused is None)
        after = settled(lambda: self._commit(actor, organization, seen), RETRIES)
        if refused is not None:
            raise refused
        if live is None and account.live is not None:
            self.carry_over.bill(actor)
        return after

    def _aligned(
        self,
        actor: Actor,
        organization: Organization,
        account: BillingAccount,
        customer: CustomerId,
        live: Subscription | None,
        *,
        anew: bool,
    ) -> Subscription | None:
        """Return the subscription once the provider knows all that was decided here."""
        now, told = self.clock.now(), account.aligned == organization.plans.revision
        want, left = wanted(organization, now), has_left_trial(organization, now)
        moved = want is not None and live is not None and live.trialing and live.off_calendar
        if is_done(account, live) or (told and not left and not moved and (want is None or not anew)):
            return live
        if want is None:
            if live is None or account.subscription is None or live.id != account.subscription.id:
                return live
            left_at = leaves_at(organization, now)
            turned = not live.trialing and left_at is not None
            late = turned and left_at is not None and live.period_end > left_at
            self.stopping.stop(actor, customer, credited=not late)
            return None
        name = f"{organization.id}-{organization.plans.revision}"
        name = f"{name}-{account.version}" if anew else name
        want = with_trial_of(want, account.subscription, live)
        return self.aligning.aligned(want, account, customer, live, name, now)

    def _corrected(
        self,
        organization: Organization,
        account: BillingAccount,
        live: Subscription | None,
        invoices: Sequence[Invoice],
    ) -> bool:
        """Correct what was charged for a decision that was told late; tell whether there was anything."""
        known = account.subscription
        if known is None or account.aligned == organization.plans.revision:
            return False
        return self.correcting.correct(organization, known, live, invoices, self.clock.now())

    def _commit(self, actor: Actor, before: Organization, seen: Seen) -> Organization:
        now = self.clock.now()
        with self.workspaces.open_current(actor) as workspace:
            now_here = workspace.organization
            if (now_here.plans.revision, now_here.billing) != (before.plans.revision, before.billing):
                raise Overtaken
            after = self.following.stage(workspace, actor, seen, now)
            return workspace.commit(after)

    def _live(self, customer: CustomerId, known: Subscription | None) -> Subscription | None:
        """Return the one subscription that counts; any other one is ended, and credited."""
        live = [found for found in self.payments.subscriptions(customer) if found.live]
        replaced = {found.replaces for found in live}
        current = [found for found in live if found.id not in replaced]
        ours = [found for found in current if known is not None and found.id == known.id] or current[-1:]
        self._end([found for found in live if found not in ours])
        return ours[0] if ours else None

    def _end(self, superfluous: Sequence[Subscription]) -> None:
        for subscription in superfluous:
            self.payments.end_now(subscription.id)

    def _review(self, actor: Actor, reason: str) -> None:
        with self.workspaces.open_current(actor) as workspace:
            account = workspace.billing.account()
            workspace.save(account.reviewed(Review(self.clock.now(), SETTLING, reason)))
            workspace.commit(None)
