"""The course of a subscription: how it begins, changes and ends, and what time brings about by itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.simulated.books import Agreement, Bill, Customer, Names, Window
from adapters.simulated.lines import Change, begun, changed, credit, enter_period
from adapters.simulated.till import CLOSING, Till, check_payable, due
from application.ports.payments import Adjustment, Order
from domain.billing.invoice import InvoiceId, InvoiceLine, InvoiceStatus
from domain.billing.subscription import Subscription, SubscriptionId, SubscriptionStatus
from domain.billing_cycle import BillingCycle


@dataclass(frozen=True, slots=True)
class Course:
    """Leads subscriptions through their months."""

    till: Till
    names: Names

    def begin(self, customer: Customer, order: Order, now: datetime) -> Agreement:
        """Begin a subscription; PaymentFailed, and none has begun."""
        change = begun(order, now)
        if order.plan.self_service:
            check_payable(customer, due(customer, change.lines))
        agreement = Agreement(
            SubscriptionId(self.names.next("sub")),
            order.plan.on_trial(tried=False),
            started_at=order.at,
            period_end=order.trial_ends_at or BillingCycle.of(order.at).end,
            usage_from=order.trial_ends_at or order.at,
            metered_from=order.trial_ends_at or order.at,
            debit=change.debit,
            trial_ends_at=order.trial_ends_at,
            trialing=order.trial_ends_at is not None,
        )
        customer.agreements.append(agreement)
        self._bill(customer, agreement, change.lines, now)
        return agreement

    def extend_trial(self, customer: Customer, agreement: Agreement, order: Order, now: datetime) -> Agreement:
        """Begin another subscription in the place of one, with a trial that ends later."""
        extended = self.begin(customer, order, now)
        extended.replaces = agreement.id
        self.end(customer, agreement, now)
        return extended

    def upgrade(self, customer: Customer, agreement: Agreement, order: Order, now: datetime) -> None:
        """Change the plan and charge for it; PaymentFailed, and all is as it was."""
        change = changed(agreement, order)
        lines = (*agreement.waiting, *change.lines)
        if order.plan.self_service and not agreement.trialing:
            check_payable(customer, due(customer, lines))
        _apply(agreement, order, change)
        if not agreement.trialing:
            agreement.waiting.clear()
            self._bill(customer, agreement, lines, now)

    def exchange(self, customer: Customer, agreement: Agreement, order: Order, now: datetime) -> None:
        """Change the plan; what it comes to waits for the next invoice, or corrects that of the period's beginning."""
        begun = agreement.usage_from
        late = not agreement.trialing and order.at <= begun != agreement.started_at
        change = changed(agreement, replace(order, at=max(order.at, begun)))
        _apply(agreement, order, change)
        if not late:
            agreement.waiting.extend(change.lines)
            return
        draft = _draft(customer, agreement, begun)
        if draft is None:
            self._bill(customer, agreement, change.lines, now)
        else:
            draft.lines.extend(change.lines)

    def adjust(self, customer: Customer, agreement: Agreement, adjustment: Adjustment, now: datetime) -> None:
        """Put an amount onto a draft, onto the next invoice, or onto one that is made for it."""
        line = InvoiceLine(
            adjustment.description, adjustment.cents, adjustment.at, adjustment.at, meter=adjustment.meter
        )
        cycle = BillingCycle.of(adjustment.at)
        drafts = [bill for bill in customer.bills if bill.agreement is agreement and bill.status is InvoiceStatus.DRAFT]
        about = (bill for bill in drafts if bill.created_at >= cycle.end)
        if adjustment.at_once:
            about = (bill for bill in drafts if BillingCycle.of(bill.created_at) == cycle)
        draft = next(about, None)
        if draft is not None:
            draft.lines.append(line)
        elif not adjustment.at_once and not agreement.ended:
            agreement.waiting.append(line)
        else:
            self._bill(customer, agreement, (line,), now)

    def end(self, customer: Customer, agreement: Agreement, now: datetime, *, credited: bool = True) -> None:
        """End a subscription at once, with its last invoice."""
        at = now
        usage = None if agreement.trialing else agreement.used_until(at)
        lines = [*agreement.waiting, *(credit(agreement, at) if credited else ())]
        agreement.ended = True
        agreement.waiting.clear()
        self._bill(customer, agreement, tuple(lines), now, usage)

    def catch_up(self, customer: Customer, now: datetime) -> None:
        """Do what has become due for a customer, in order."""
        while True:
            coming = min(self._coming(customer), key=lambda event: event[0], default=None)
            if coming is None or coming[0] > now:
                return
            at, happen = coming
            happen(at)

    def next_date(self, customer: Customer) -> datetime | None:
        """Return when something happens next by itself for a customer."""
        return min((at for at, _ in self._coming(customer)), default=None)

    def _coming(self, customer: Customer) -> Iterator[tuple[datetime, Callable[[datetime], None]]]:
        for agreement in customer.agreements:
            if not agreement.ended:
                yield agreement.period_end, self._turning(customer, agreement)
        for bill in customer.bills:
            if bill.final_at is not None:
                yield bill.final_at, self._finalising(customer, bill)
            if bill.retries and not bill.agreement.ended:
                yield bill.retries[0], self._trying(customer, bill)

    def _turning(self, customer: Customer, agreement: Agreement) -> Callable[[datetime], None]:
        return lambda at: self._turn(customer, agreement, at)

    def _finalising(self, customer: Customer, bill: Bill) -> Callable[[datetime], None]:
        return lambda at: self.till.finalise(customer, bill, at)

    def _trying(self, customer: Customer, bill: Bill) -> Callable[[datetime], None]:
        return lambda _: self.till.try_again(customer, bill)

    def _turn(self, customer: Customer, agreement: Agreement, at: datetime) -> None:
        """Go into the next period, or end where that was scheduled."""
        ends, usage = agreement.ends_at is not None and agreement.ends_at <= at, agreement.used_until(at)
        if not ends and agreement.next_plan is not None:
            agreement.plan, agreement.next_plan = agreement.next_plan, None
        if agreement.trialing:
            self._end_trial(customer, agreement, at, ends=ends)
        else:
            self._end_month(customer, agreement, usage, ends=ends)

    def _end_trial(self, customer: Customer, agreement: Agreement, at: datetime, *, ends: bool) -> None:
        if ends or (customer.card is None and agreement.plan.self_service):
            agreement.ended = True
            return
        lines = (*agreement.waiting, *enter_period(agreement, at))
        agreement.trialing = False
        agreement.waiting.clear()
        self._bill(customer, agreement, lines, at)

    def _end_month(self, customer: Customer, agreement: Agreement, usage: Window, *, ends: bool) -> None:
        at, agreement.ended = usage.ends_at, ends
        lines = [*agreement.waiting, *(() if ends else enter_period(agreement, at))]
        agreement.waiting.clear()
        bill = Bill(
            InvoiceId(self.names.next("in")), agreement, at, agreement.plan.self_service, lines, usage, at + CLOSING
        )
        customer.bills.append(bill)

    def _bill(
        self,
        customer: Customer,
        agreement: Agreement,
        lines: tuple[InvoiceLine, ...],
        now: datetime,
        usage: Window | None = None,
    ) -> None:
        """Make an invoice that is final at once, unless there is nothing to tell."""
        bill = Bill(InvoiceId(self.names.next("in")), agreement, now, agreement.plan.self_service, list(lines), usage)
        if self.till.shown(customer, bill).lines:
            self.till.finalise(customer, bill, now)
            customer.bills.append(bill)


def told(customer: Customer, agreement: Agreement, now: datetime) -> Subscription:
    """Return a subscription as it stands."""
    owed = (bill.unpaid_since for bill in customer.open_bills() if bill.agreement is agreement)
    unpaid_since = min((since for since in owed if since is not None and since <= now), default=None)
    return Subscription(
        id=agreement.id,
        plan=agreement.plan.id,
        plan_version=agreement.plan.version,
        status=_status(agreement, unpaid_since),
        started_at=agreement.started_at,
        period_end=agreement.period_end,
        trial_ends_at=agreement.trial_ends_at,
        next_plan=None if agreement.next_plan is None else agreement.next_plan.id,
        ends_at=agreement.ends_at,
        unpaid_since=unpaid_since,
        quantity=agreement.quantity,
        replaces=agreement.replaces,
        anchor=agreement.anchor,
    )


def _draft(customer: Customer, agreement: Agreement, made_at: datetime) -> Bill | None:
    """Return the draft that was made at a moment, with the price of what began then and the usage until then."""
    drafts = (bill for bill in customer.bills if bill.agreement is agreement and bill.status is InvoiceStatus.DRAFT)
    return next((bill for bill in drafts if bill.created_at == made_at), None)


def _apply(agreement: Agreement, order: Order, change: Change) -> None:
    former, agreement.plan = agreement.plan, order.plan.on_trial(tried=False)
    if (former.id, former.version) != (agreement.plan.id, agreement.plan.version):
        agreement.metered_from = max(order.at, agreement.usage_from)
    agreement.debit = change.debit
    agreement.forget_what_was_scheduled()


def _status(agreement: Agreement, unpaid_since: datetime | None) -> SubscriptionStatus:
    if agreement.ended:
        return SubscriptionStatus.ENDED
    if agreement.trialing:
        return SubscriptionStatus.TRIALING
    return SubscriptionStatus.ACTIVE if unpaid_since is None else SubscriptionStatus.PAST_DUE
