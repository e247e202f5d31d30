"""Bringing the provider's subscription in line with what was decided here."""

from dataclasses import dataclass
from datetime import datetime
from typing import final

from application.ports.payments import Order, PaymentFailed, Payments
from domain.billing.account import BillingAccount
from domain.billing.proration import whole_second
from domain.billing.subscription import CustomerId, Subscription
from domain.billing.wanted import Wanted
from domain.billing_cycle import BillingCycle


@final
@dataclass(frozen=True, slots=True)
class Aligning:
    """Asks for what differs, and for nothing else. Asked again, also after a crash, it does each thing once."""

    payments: Payments

    def aligned(
        self,
        want: Wanted,
        account: BillingAccount,
        customer: CustomerId,
        live: Subscription | None,
        name: str,
        now: datetime,
    ) -> Subscription | None:
        """Return the subscription as it stands then; None when there is none, and none is begun.

        `name` is what the provider knows repeats by, stored before.
        """
        if live is None:
            known = account.subscription
            if known is not None and known.ends_at is not None and known.ends_at <= now:
                return self._begun_again(customer, want, known.ends_at, name, now)
            tried = known is not None and known.trial_ends_at == want.trial_ends_at
            return None if tried and want.plan.self_service else self._begun(customer, want, name, now)
        live = self._with_trial(live, want, name, now)
        return self._with_waiting(self._with_plan(live, want, name, now), want, name)

    def _begun(self, customer: CustomerId, want: Wanted, name: str, now: datetime) -> Subscription | None:
        if want.trial_ends_at is not None and want.trial_ends_at <= now:
            return None
        if want.trial_ends_at is None and want.plan.self_service:
            return None
        begun = self.payments.subscribe(customer, _order(want, now), f"{name}-begin")
        return self._with_waiting(begun, want, name)

    def _begun_again(
        self, customer: CustomerId, want: Wanted, ended_at: datetime, name: str, now: datetime
    ) -> Subscription | None:
        """Return what goes on where an end was taken back, and the provider has not heard of it in time."""
        order = Order(want.plan, whole_second(max(ended_at, BillingCycle.of(now).start)))
        try:
            begun = self.payments.subscribe(customer, order, f"{name}-again")
        except PaymentFailed:
            return None
        return self._with_waiting(begun, want, name)

    def _with_trial(self, live: Subscription, want: Wanted, name: str, now: datetime) -> Subscription:
        """Return one whose trial ends when it should, followed by months of the calendar."""
        ends_at = want.trial_ends_at
        if ends_at is None or ends_at <= now:
            return live
        if live.trialing and live.trial_ends_at == ends_at and not live.off_calendar:
            return live
        key = f"{name}-{live.id}-trial-{ends_at:%Y%m%d%H%M%S}"
        return self.payments.extend_trial(live.id, _order(want, now), key)

    def _with_plan(self, live: Subscription, want: Wanted, name: str, now: datetime) -> Subscription:
        as_wanted = (live.plan, live.plan_version) == (want.plan.id, want.plan.version) and not live.foreign_meters
        if as_wanted and want.plan.self_service:
            return live
        return self.payments.exchange(live.id, _order(want, now), f"{name}-exchange")

    def _with_waiting(self, live: Subscription, want: Wanted, name: str) -> Subscription:
        if want.next_plan is not None:
            planned = live.next_plan == want.next_plan.id
            return live if planned else self.payments.schedule(live.id, want.next_plan, f"{name}-schedule")
        if want.ends_at is not None:
            planned = live.ends_at == want.ends_at
            return live if planned else self.payments.end_later(live.id, want.ends_at, f"{name}-end")
        waits = live.next_plan is not None or live.ends_at is not None or live.half_scheduled
        return self.payments.keep(live.id, f"{name}-keep") if waits else live


def _order(want: Wanted, now: datetime) -> Order:
    """Return what is asked for: as of when it was decided, but no provider charges for a month that is over."""
    return Order(want.plan, whole_second(max(want.since, BillingCycle.of(now).start)), want.trial_ends_at)
