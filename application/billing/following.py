"""Staging what the provider's facts make of an organization."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, assert_never, final

from application.actor import Actor
from application.audit.events import Events
from application.billing.letters import Topic
from application.billing.planning import plan_letter, plan_round, plan_settling
from application.organizations.moving import PlanMove
from application.ports.agenda import WorkKind
from application.ports.ids import Ids
from application.ports.payments import ProviderRefused
from application.ports.workspaces import Workspace
from domain.billing.account import NEVER, BillingAccount
from domain.billing.export import HOUR
from domain.billing.following import (
    Adopt,
    EndLater,
    Leave,
    Move,
    Stay,
    is_done,
    is_in_doubt,
    move_after,
    must_end,
    next_look,
    state_of,
)
from domain.billing.invoice import Invoice
from domain.billing.state import TRIAL_WARNING, BillingState, PastDue, Paying, Restricted, Trialing, Unbilled
from domain.billing.subscription import Subscription, SubscriptionStatus
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.plans.plan import Plan

RECONCILED_AT: Final = 4
"""The hour, UTC, in which each day's reconciliation is due."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How things stand at the provider."""

    live: Subscription | None
    """The subscription; None: there is none, or none any more."""
    invoices: Sequence[Invoice]
    told: bool = True
    """Whether the provider knows all that was decided here. Otherwise its plan says nothing about ours."""


@final
@dataclass(frozen=True, slots=True)
class Following:
    """Stages billing state, plan, account, invoices, mails and the next look, all at once."""

    catalogue: Catalogue
    ids: Ids
    events: Events
    plan_move: PlanMove

    def stage(self, workspace: Workspace, actor: Actor, seen: Seen, now: datetime) -> Organization:
        """Stage what follows, and return the organization as it will stand."""
        before, account, live = workspace.organization, workspace.billing.account(), seen.live
        move = move_after(before, account, live, now) if seen.told else None
        if move is not None:
            self.plan_move.prepare(actor, now)
        moved = self._moved(workspace, move, now)
        after = replace(moved, billing=_billing(before, seen, now))
        self._keep_account(workspace, account, after, seen, now)
        keep_invoices(workspace, seen.invoices)
        if after == before:
            return before
        saved = workspace.save(after)
        self._tell(workspace, before, saved, now)
        action = "organization.billing_changed" if move is None else "organization.plan_changed"
        workspace.record(self.events.changed(actor, action, before.id, before, saved))
        return saved

    def _moved(self, workspace: Workspace, move: Move | None, now: datetime) -> Organization:
        match move:
            case None:
                return workspace.organization
            case Adopt(plan=plan_id, version=version, tried=tried):
                plan = self.catalogue.version_of(plan_id, version)
                if plan is None:
                    raise ProviderRefused(f"it has a subscription to {plan_id}, version {version}: no plan of ours")
                return self.plan_move.at_once(workspace, plan.on_trial(tried=tried), now)
            case Leave():
                return self.plan_move.at_once(workspace, self.catalogue.unpaid, now)
            case EndLater():
                return self.plan_move.at_cycle_end(workspace, self.catalogue.unpaid, now, fitting=False)
            case Stay():
                return self.plan_move.stay(workspace, now)
            case _:
                assert_never(move)

    def _keep_account(
        self,
        workspace: Workspace,
        account: BillingAccount,
        after: Organization,
        seen: Seen,
        now: datetime,
    ) -> None:
        live = seen.live
        outlives = seen.told and must_end(after, live)
        told = NEVER if outlives else after.plans.revision
        open_still = is_in_doubt(account, now) and not is_done(account, live)
        known = replace(
            account,
            subscription=live or _ended(account.subscription),
            trial_used=account.trial_used or isinstance(after.billing, Trialing),
            aligned=told if seen.told else account.aligned,
            operation=account.operation if open_still else None,
            quote=None if account.operation is not None and not open_still else account.quote,
        )
        look = now if outlives else next_look(known, after.billing, now)
        if look is not None and look != known.next_look:
            plan_settling(workspace, self.ids, look)
        known = self._with_rounds(workspace, replace(known, next_look=look), after, now)
        if known != account:
            workspace.save(known)

    def _with_rounds(
        self, workspace: Workspace, account: BillingAccount, after: Organization, now: datetime
    ) -> BillingAccount:
        """Start the rounds of an organization that has come to pay; they end by themselves."""
        if isinstance(after.billing, Unbilled) or account.next_export is not None:
            return account
        export, reconcile = next_hour(now), next_day(now)
        plan_round(workspace, self.ids, export, WorkKind.EXPORT_USAGE)
        plan_round(workspace, self.ids, reconcile, WorkKind.RECONCILE_BILLING)
        return replace(account, next_export=export, next_reconcile=reconcile)

    def _tell(self, workspace: Workspace, before: Organization, after: Organization, now: datetime) -> None:
        topic = _news(before.billing, after.billing)
        if topic is not None:
            plan_letter(workspace, self.ids, now, topic)
        if _offers(before, now) != _offers(after, now):
            plan_letter(workspace, self.ids, now, Topic.PLAN_CHANGED)
        elif isinstance(before.billing, Trialing) and isinstance(after.billing, Paying):
            plan_letter(workspace, self.ids, now, Topic.TRIAL_ENDED)
        if isinstance(after.billing, Trialing) and after.billing != before.billing:
            remind_of_trial(workspace, self.ids, after.billing, now)


def _offers(organization: Organization, now: datetime) -> tuple[Plan, Plan | None]:
    """Return the plan in force and the one that waits; whether it is tried makes no other plan of it."""
    pending = organization.plans.pending(now)
    return organization.plan(now).on_trial(tried=False), None if pending is None else pending.plan


def _billing(before: Organization, seen: Seen, now: datetime) -> BillingState:
    trialing = isinstance(before.billing, Trialing) and seen.live is not None and seen.live.trialing
    if trialing and not seen.told:
        return before.billing  # the provider may have refused a new end of the trial: it is asked for again
    if seen.live is not None:
        return state_of(seen.live, now, before.billing)
    return Unbilled() if seen.told else before.billing


def remind_of_trial(workspace: Workspace, ids: Ids, trial: Trialing, now: datetime) -> None:
    """Stage the mail that goes out before a trial ends."""
    plan_letter(workspace, ids, max(now, trial.ends_at - TRIAL_WARNING), Topic.TRIAL_ENDING)


def next_hour(now: datetime) -> datetime:
    """Return the beginning of the next hour."""
    return now.replace(minute=0, second=0, microsecond=0) + HOUR


def next_day(now: datetime) -> datetime:
    """Return when the next day's reconciliation is due."""
    due = now.replace(hour=RECONCILED_AT, minute=30, second=0, microsecond=0)
    return due if due > now else due + 24 * HOUR


def _news(before: BillingState, after: BillingState) -> Topic | None:
    match before, after:
        case ((PastDue() | Restricted()), Paying()):
            return Topic.PAID
        case PastDue(), PastDue():
            return None
        case _, PastDue():
            return Topic.PAYMENT_FAILED
        case Restricted(), Restricted():
            return None
        case _, Restricted():
            return Topic.RESTRICTED
        case _:
            return None


def _ended(known: Subscription | None) -> Subscription | None:
    return None if known is None else replace(known, status=SubscriptionStatus.ENDED)


def keep_invoices(workspace: Workspace, invoices: Sequence[Invoice]) -> bool:
    """Stage copies of invoices that are new or have changed; tell whether there were any."""
    changed = False
    for invoice in invoices:
        known = workspace.billing.invoice(invoice.id)
        version = 0 if known is None else known.version
        if known != replace(invoice, version=version):
            workspace.save(replace(invoice, version=version))
            changed = True
    return changed
