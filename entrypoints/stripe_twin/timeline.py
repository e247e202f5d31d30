"""What falls due, and when: found anew after each deed, as one deed makes others due."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from entrypoints.stripe_twin import billing, checkout, renewals, schedules
from entrypoints.stripe_twin.cycles import DAY
from entrypoints.stripe_twin.objects import Obj

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

Due = tuple[int, int, Callable[[], object]]
"""The moment, the rank among what is due at the same moment, and the deed."""

TOLD_BEFORE_TRIAL_END = 3 * DAY
TOLD_BEFORE_RENEWAL = 3 * DAY
RENEWING = {"active", "past_due", "unpaid"}


def catch_up(twin: "StripeTwin", until: int) -> None:
    """Do all that is due up to a moment, earliest first."""
    try:
        while (due := _first(twin)) is not None and due[0] <= until:
            twin.at(due[0])
            due[2]()
    finally:
        twin.at(None)


def _first(twin: "StripeTwin") -> Due | None:
    return min(_dues(twin), key=lambda due: due[:2], default=None)


def _dues(twin: "StripeTwin") -> Iterator[Due]:
    for subscription in twin.tables.get("subscription", {}).values():
        yield from _of_subscription(twin, subscription)
    for invoice in twin.tables.get("invoice", {}).values():
        yield from _of_invoice(twin, invoice)
    for session in twin.tables.get("checkout.session", {}).values():
        if session["status"] == "open":
            yield session["expires_at"], 9, partial(checkout.expire_session, twin, session)


def _of_subscription(twin: "StripeTwin", subscription: Obj) -> Iterator[Due]:
    status, told = subscription["status"], subscription["_told"]
    end = subscription["items"]["data"][0]["current_period_end"]
    if status == "trialing":
        if "trial_will_end" not in told:
            moment = max(subscription["created"], end - TOLD_BEFORE_TRIAL_END)
            yield moment, 2, lambda: renewals.tell_of_trial(twin, subscription)
        yield end, 3, lambda: renewals.end_trial(twin, subscription)
    if status == "incomplete":
        yield subscription["created"] + billing.UNFINISHED, 1, lambda: renewals.expire(twin, subscription)
    if status in RENEWING:
        if "upcoming" not in told:
            start = subscription["items"]["data"][0]["current_period_start"]
            yield max(start, end - TOLD_BEFORE_RENEWAL), 2, lambda: renewals.tell_of_invoice(twin, subscription)
        yield end, 4, lambda: renewals.renew(twin, subscription)
    if status in RENEWING | {"trialing"}:
        if subscription["cancel_at"] and subscription["cancel_at"] < end:
            yield subscription["cancel_at"], 3, lambda: renewals.end_early(twin, subscription)
        phase_ends = schedules.next_phase_at(twin, subscription)
        if phase_ends is not None and phase_ends != end:
            yield phase_ends, 5, lambda: schedules.advance(twin, subscription, phase_ends)
    if subscription["_pending"] and subscription["pending_update"]:
        expires = subscription["_pending"]["expires_at"]
        yield expires, 1, lambda: billing.expire_pending_update(twin, subscription)


def _of_invoice(twin: "StripeTwin", invoice: Obj) -> Iterator[Due]:
    if invoice["status"] == "draft" and invoice["auto_advance"] and invoice["automatically_finalizes_at"] is not None:
        yield invoice["automatically_finalizes_at"], 6, lambda: billing.finalize(twin, invoice)
    if invoice["status"] == "open" and invoice["next_payment_attempt"] is not None:
        yield invoice["next_payment_attempt"], 7, lambda: billing.collect(twin, invoice)
