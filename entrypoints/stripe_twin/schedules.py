"""Subscription schedules: phases that a subscription enters at their time."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin import billing, changes, cycles, invoicing, items
from entrypoints.stripe_twin.catalogue import INTERVALS
from entrypoints.stripe_twin.forms import BOOL, INT, METADATA, TEXT, Kind, moment, one_of
from entrypoints.stripe_twin.objects import Obj, merged
from entrypoints.stripe_twin.refusals import Refusal
from entrypoints.stripe_twin.routes import PAGED, Route, page
from entrypoints.stripe_twin.schedule_shapes import new_phase, new_row, new_schedule, quantity_of
from entrypoints.stripe_twin.subscription_shapes import COLLECTION, PRORATION

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

RUNNING = {"active", "not_started"}


def create(twin: "StripeTwin", params: Obj) -> Obj:
    if "from_subscription" not in params:
        raise Refusal("The twin makes schedules from a subscription alone.", param="from_subscription")
    subscription = twin.get("subscription", params["from_subscription"], "from_subscription")
    if subscription["schedule"]:
        words = f"You cannot migrate a subscription that is already attached to a schedule: {subscription['schedule']}"
        raise Refusal(words, param="from_subscription")
    if subscription["status"] in {"canceled", "incomplete", "incomplete_expired"}:
        raise Refusal(f"You cannot migrate a subscription in the {subscription['status']} status.")
    schedule = new_schedule(subscription, params.get("metadata"))
    schedule = twin.add("sub_sched", schedule)
    subscription["schedule"] = schedule["id"]
    twin.emit("subscription_schedule.created", schedule)
    twin.emit("customer.subscription.updated", subscription)
    return schedule


def retrieve(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    return twin.get("subscription_schedule", name)


def list_all(twin: "StripeTwin", params: Obj) -> Obj:
    found = [
        schedule
        for schedule in twin.all("subscription_schedule")
        if params.get("customer") in {None, schedule["customer"]}
    ]
    return page(found, params, "/v1/subscription_schedules")


def update(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    schedule = _running(twin, name, "update")
    subscription = twin.get("subscription", schedule["subscription"])
    phases = _phases(twin, subscription, schedule, params.get("phases", []))
    schedule["end_behavior"] = params.get("end_behavior", schedule["end_behavior"])
    schedule["metadata"] = merged(schedule["metadata"], params.get("metadata"))
    if phases:
        schedule["phases"] = phases
        current = next(phase for phase in phases if phase["start_date"] <= twin.now < phase["end_date"])
        schedule["current_phase"] = {"start_date": current["start_date"], "end_date": current["end_date"]}
        prorated = params.get("proration_behavior", "create_prorations")
        _enter(twin, subscription, {**current, "proration_behavior": prorated}, twin.now)
    twin.emit("subscription_schedule.updated", schedule)
    return schedule


def release(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    schedule = _running(twin, name, "release")
    subscription = twin.get("subscription", schedule["subscription"])
    if params.get("preserve_cancel_date") is False:
        subscription.update(cancel_at=None, cancel_at_period_end=False)
    _release(twin, schedule, subscription)
    return schedule


def cancel(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    schedule = _running(twin, name, "cancel")
    billing.end(twin, twin.get("subscription", schedule["subscription"]), "cancellation_requested")
    return schedule


def next_phase_at(twin: "StripeTwin", subscription: Obj) -> int | None:
    """When the phase ends that a subscription is in."""
    schedule = twin.tables.get("subscription_schedule", {}).get(subscription["schedule"] or "")
    return schedule["current_phase"]["end_date"] if schedule and schedule["status"] == "active" else None


def advance(twin: "StripeTwin", subscription: Obj, at: int, *, at_renewal: bool = False) -> None:
    """Leave the phase that ends now, for the next, or for life without a schedule."""
    if next_phase_at(twin, subscription) != at:
        return
    schedule = twin.get("subscription_schedule", subscription["schedule"])
    following = next((phase for phase in schedule["phases"] if phase["start_date"] == at), None)
    if following is not None:
        schedule["current_phase"] = {"start_date": at, "end_date": following["end_date"]}
        if subscription["_pending"]:
            billing.expire_pending_update(twin, subscription)
        _enter(twin, subscription, following, at, at_renewal=at_renewal)
        twin.emit("subscription_schedule.updated", schedule)
        if not at_renewal:
            twin.emit("customer.subscription.updated", subscription)
    elif schedule["end_behavior"] == "cancel":
        schedule.update(status="completed", completed_at=at, current_phase=None)
        subscription["schedule"] = None
        twin.emit("subscription_schedule.completed", schedule)
        billing.end(twin, subscription, "cancellation_requested")
    else:
        _release(twin, schedule, subscription)


def _enter(twin: "StripeTwin", subscription: Obj, phase: Obj, at: int, *, at_renewal: bool = False) -> None:
    """Take over the items of a phase; at a renewal all is paid up, so nothing is prorated."""
    subscription["metadata"] = merged(subscription["metadata"], phase["metadata"])
    subscription["collection_method"] = phase["collection_method"] or subscription["collection_method"]
    if phase["invoice_settings"]:
        subscription["days_until_due"] = phase["invoice_settings"]["days_until_due"]
    after = items.changed_items(twin, subscription, _wishes(twin, subscription, phase["items"]), retired=True)
    if at_renewal:
        subscription["items"]["data"] = after
        return
    behavior = phase["proration_behavior"]
    charges = changes.changed(twin, subscription, after, at, prorated=behavior != "none")
    subscription["items"]["data"] = after
    if charges and behavior == "always_invoice":
        period = (after[0]["current_period_start"], at)
        billing.finalize(
            twin, invoicing.draft(twin, subscription, charges, reason="subscription_update", period=period)
        )
    else:
        invoicing.hold(twin, subscription, charges)


def _wishes(twin: "StripeTwin", subscription: Obj, rows: list[Obj]) -> list[Obj]:
    """The rows of a phase as changes of the items: by price where it stays, else flat for flat; the rest comes or goes.

    A flat item that stays an item keeps what was debited for it.
    """
    left = {item["price"]["id"]: item for item in subscription["items"]["data"]}
    known = {row["price"]: left.pop(row["price"]) for row in rows if row["price"] in left}
    flat = [item for item in left.values() if not items.is_metered(item["price"])]
    wishes = []
    for row in rows:
        item = known.get(row["price"])
        if item is None and flat and not items.is_metered(twin.get("price", row["price"])):
            item = flat.pop(0)
            del left[item["price"]["id"]]
        named = {"id": item["id"]} if item else {}
        wishes.append({**named, "price": row["price"], "metadata": row["metadata"], **quantity_of(row)})
    return [*wishes, *({"id": item["id"], "deleted": True} for item in left.values())]


def _phases(twin: "StripeTwin", subscription: Obj, schedule: Obj, asked: list[Obj]) -> list[Obj]:
    first = schedule["current_phase"]["start_date"]
    phases: list[Obj] = []
    for place, wish in enumerate(asked):
        default = phases[-1]["end_date"] if phases else first
        start = wish.get("start_date", default)
        start = twin.now if start == "now" else start
        if start != default:
            words = "The start of the first phase, and each phase after it, must be the current one or follow directly."
            raise Refusal(words, param=f"phases[{place}][start_date]")
        rows = items.first_items(twin, subscription, wish.get("items", []), f"phases[{place}][items]", retired=True)
        end = _end(wish, start, rows[0]["price"]["recurring"])
        if end <= start:
            raise Refusal("The end of a phase must be after its start.", param=f"phases[{place}][end_date]")
        phases.append(new_phase(subscription["currency"], [new_row(row) for row in rows], start, end, wish))
    if phases and phases[-1]["end_date"] <= twin.now:
        raise Refusal("The last phase must end in the future.", param="phases")
    return phases


def _end(wish: Obj, start: int, recurring: Obj) -> int:
    if "end_date" in wish and "duration" in wish:
        raise Refusal("You may only specify one of these parameters: end_date, duration.", param="phases")
    if "end_date" in wish:
        return int(wish["end_date"])
    length = wish.get("duration", recurring)
    return cycles.occurrence(start, length["interval"], length.get("interval_count", 1), 1)


def _release(twin: "StripeTwin", schedule: Obj, subscription: Obj) -> None:
    subscription["schedule"] = None
    schedule.update(
        status="released",
        released_at=twin.now,
        released_subscription=subscription["id"],
        subscription=None,
        current_phase=None,
    )
    twin.emit("subscription_schedule.released", schedule)
    twin.emit("customer.subscription.updated", subscription)


def _running(twin: "StripeTwin", name: str, what: str) -> Obj:
    schedule = twin.get("subscription_schedule", name)
    if schedule["status"] not in RUNNING:
        words = (
            f"You cannot {what} a subscription schedule that is currently in the `{schedule['status']}` status. "
            "It must be in `not_started`, `active` status."
        )
        raise Refusal(words)
    return schedule


_PHASE: dict[str, Kind] = {
    "collection_method": COLLECTION,
    "invoice_settings": {"days_until_due": INT},
    "trial": BOOL,
    "duration": {"interval": INTERVALS, "interval_count": INT},
    "end_date": moment("now"),
    "items": [items.ITEM],
    "metadata": METADATA,
    "proration_behavior": PRORATION,
    "start_date": moment("now"),
}
_UPDATE: dict[str, Kind] = {
    "end_behavior": one_of("cancel", "release"),
    "metadata": METADATA,
    "phases": [_PHASE],
    "proration_behavior": PRORATION,
}
_CREATE: dict[str, Kind] = {"from_subscription": TEXT, "metadata": METADATA}
_SCHEDULES = "/v1/subscription_schedules"

ROUTES = (
    Route("POST", _SCHEDULES, create, _CREATE, sdk="SubscriptionScheduleCreateParams"),
    Route("GET", _SCHEDULES, list_all, {**PAGED, "customer": TEXT}, sdk="SubscriptionScheduleListParams"),
    Route("GET", f"{_SCHEDULES}/{{name}}", retrieve, sdk="SubscriptionScheduleRetrieveParams"),
    Route("POST", f"{_SCHEDULES}/{{name}}", update, _UPDATE, sdk="SubscriptionScheduleUpdateParams"),
    Route(
        "POST",
        f"{_SCHEDULES}/{{name}}/release",
        release,
        {"preserve_cancel_date": BOOL},
        sdk="SubscriptionScheduleReleaseParams",
    ),
    Route("POST", f"{_SCHEDULES}/{{name}}/cancel", cancel, sdk="SubscriptionScheduleCancelParams"),
)
