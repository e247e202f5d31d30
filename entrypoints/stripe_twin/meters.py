"""Meters and what they counted: events by identifier, per customer, summed over any time."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin import invoicing
from entrypoints.stripe_twin.cycles import DAY, HOUR
from entrypoints.stripe_twin.forms import INT, MAP, TEXT, Kind, one_of
from entrypoints.stripe_twin.objects import Obj
from entrypoints.stripe_twin.refusals import Refusal
from entrypoints.stripe_twin.routes import PAGED, Route, page

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

OLDEST = 35 * DAY
FUTURE = 5 * 60
DEDUPED_FOR = DAY


def create(twin: "StripeTwin", params: Obj) -> Obj:
    name = params["event_name"]
    if next(twin.all("billing.meter", event_name=name, status="active"), None):
        raise Refusal(f"There is already an active meter with the event name {name}.", param="event_name")
    mapping = params.get("customer_mapping", {})
    meter: Obj = {
        "object": "billing.meter",
        "customer_mapping": {
            "event_payload_key": mapping.get("event_payload_key", "stripe_customer_id"),
            "type": mapping.get("type", "by_id"),
        },
        "default_aggregation": params["default_aggregation"],
        "display_name": params["display_name"],
        "event_name": name,
        "event_time_window": params.get("event_time_window"),
        "status": "active",
        "status_transitions": {"deactivated_at": None},
        "updated": twin.now,
        "value_settings": {"event_payload_key": params.get("value_settings", {}).get("event_payload_key", "value")},
    }
    meter = twin.add("mtr", meter)
    twin.emit("billing.meter.created", meter)
    return meter


def retrieve(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    return twin.get("billing.meter", name)


def update(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    meter = twin.get("billing.meter", name)
    meter.update({**params, "updated": twin.now})
    twin.emit("billing.meter.updated", meter)
    return meter


def deactivate(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    meter = twin.get("billing.meter", name)
    if meter["status"] != "active":
        raise Refusal("The meter is already inactive.")
    meter.update(status="inactive", status_transitions={"deactivated_at": twin.now}, updated=twin.now)
    twin.emit("billing.meter.deactivated", meter)
    return meter


def reactivate(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    meter = twin.get("billing.meter", name)
    if next(twin.all("billing.meter", event_name=meter["event_name"], status="active"), None):
        raise Refusal(f"There is already an active meter with the event name {meter['event_name']}.")
    meter.update(status="active", status_transitions={"deactivated_at": None}, updated=twin.now)
    twin.emit("billing.meter.reactivated", meter)
    return meter


def list_all(twin: "StripeTwin", params: Obj) -> Obj:
    found = [meter for meter in twin.all("billing.meter") if params.get("status") in {None, meter["status"]}]
    return page(found, params, "/v1/billing/meters")


def record(twin: "StripeTwin", params: Obj) -> Obj:
    """Count one event; raises Refusal of a repeated identifier, a time out of range and a value that is no number."""
    meter = _meter(twin, params["event_name"])
    payload = params["payload"]
    customer, value = _read(meter, payload)
    twin.get("customer", customer, f"payload[{meter['customer_mapping']['event_payload_key']}]")
    at = params.get("timestamp", twin.now)
    if at > twin.now + FUTURE:
        words = "The timestamp must not be more than 5 minutes in the future."
        raise Refusal(words, code="timestamp_in_future", param="timestamp")
    if at < twin.now - OLDEST:
        words = "The timestamp must be within the past 35 calendar days."
        raise Refusal(words, code="timestamp_too_far_in_past", param="timestamp")
    identifier = params.get("identifier") or twin.new_id("mtre")
    seen = twin.identified.get(identifier)
    if seen and twin.now - seen["_received"] <= DEDUPED_FOR:
        raise Refusal(f"An event already exists with identifier {identifier}.", param="identifier")
    event: Obj = {
        "object": "billing.meter_event",
        "event_name": meter["event_name"],
        "identifier": identifier,
        "payload": payload,
        "timestamp": at,
        "_meter": meter["id"],
        "_customer": customer,
        "_value": value,
        "_received": twin.now,
        "_cancelled": False,
    }
    event = {**event, "created": twin.now, "livemode": False}
    twin.identified[identifier] = event
    twin.counted.setdefault((meter["id"], customer), []).append(event)
    invoicing.refresh_drafts(twin, customer)
    return event


def adjust(twin: "StripeTwin", params: Obj) -> Obj:
    identifier = params.get("cancel", {}).get("identifier", "")
    event = twin.identified.get(identifier)
    if event is None or event["event_name"] != params["event_name"]:
        raise Refusal(f"No such meter event: '{identifier}'", code="resource_missing", param="cancel[identifier]")
    if twin.now - event["_received"] > DAY:
        raise Refusal("Meter events can only be cancelled within 24 hours of being received.", param="cancel")
    event["_cancelled"] = True
    invoicing.refresh_drafts(twin, event["_customer"])
    return {
        "object": "billing.meter_event_adjustment",
        "cancel": {"identifier": identifier},
        "event_name": params["event_name"],
        "livemode": False,
        "status": "complete",
        "type": "cancel",
    }


def summaries(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    meter = twin.get("billing.meter", name)
    window = params.get("value_grouping_window")
    unit = {"hour": HOUR, "day": DAY, None: 60}[window]
    start, end = params["start_time"], params["end_time"]
    for param, at in (("start_time", start), ("end_time", end)):
        if at % unit:
            raise Refusal(f"`{param}` must align with {window or 'minute'} boundaries.", param=param)
    if end <= start:
        raise Refusal("`end_time` must be after `start_time`.", param="end_time")
    length = unit if window else end - start
    values = (
        (at, invoicing.usage(twin, name, params["customer"], at, at + length)) for at in range(start, end, length)
    )
    found: list[Obj] = [
        {
            "id": f"mtrusg_{name[4:14]}{params['customer'][4:14]}{at}",
            "object": "billing.meter_event_summary",
            "aggregated_value": value,
            "end_time": at + length,
            "livemode": False,
            "meter": meter["id"],
            "start_time": at,
        }
        for at, value in values
        if value
    ]
    return page(found[::-1], params, f"/v1/billing/meters/{name}/event_summaries")


def whose_turn(params: Obj) -> tuple[str, str] | None:
    payload = params["payload"]
    return (str(payload.get("stripe_customer_id", sorted(payload.items()))), params["event_name"])


def _meter(twin: "StripeTwin", name: str) -> Obj:
    meters = list(twin.all("billing.meter", event_name=name))
    active = [meter for meter in meters if meter["status"] == "active"]
    if active:
        return active[0]
    code, words = ("archived_meter", "is inactive") if meters else ("no_meter", "does not exist")
    raise Refusal(f"The meter with the event name {name} {words}.", code=code, param="event_name")


def _read(meter: Obj, payload: Obj) -> tuple[str, int]:
    key = meter["customer_mapping"]["event_payload_key"]
    if key not in payload:
        raise Refusal(f"The payload has no {key}.", code="meter_event_no_customer_defined", param=f"payload[{key}]")
    value_key = meter["value_settings"]["event_payload_key"]
    text = payload.get(value_key, "1" if meter["default_aggregation"]["formula"] == "count" else "")
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
        raise Refusal(
            f"The value {text!r} is not a whole number.",
            code="meter_event_invalid_value",
            param=f"payload[{value_key}]",
        )
    return payload[key], int(text)


_CREATE: dict[str, Kind] = {
    "customer_mapping": {"event_payload_key": TEXT, "type": one_of("by_id")},
    "default_aggregation": {"formula": one_of("sum", "count", "last")},
    "display_name": TEXT,
    "event_name": TEXT,
    "event_time_window": one_of("day", "hour"),
    "value_settings": {"event_payload_key": TEXT},
}
_EVENT: dict[str, Kind] = {"event_name": TEXT, "identifier": TEXT, "payload": MAP, "timestamp": INT}
_ADJUSTMENT: dict[str, Kind] = {"cancel": {"identifier": TEXT}, "event_name": TEXT, "type": one_of("cancel")}
_SUMMARIES: dict[str, Kind] = {
    **PAGED,
    "customer": TEXT,
    "end_time": INT,
    "start_time": INT,
    "value_grouping_window": one_of("day", "hour"),
}
_LIST: dict[str, Kind] = {**PAGED, "status": one_of("active", "inactive")}
_METERS = "/v1/billing/meters"
_NEEDED = ("default_aggregation", "display_name", "event_name")

ROUTES = (
    Route("POST", _METERS, create, _CREATE, _NEEDED, "billing.MeterCreateParams"),
    Route("GET", _METERS, list_all, _LIST, sdk="billing.MeterListParams"),
    Route("GET", f"{_METERS}/{{name}}", retrieve, sdk="billing.MeterRetrieveParams"),
    Route("POST", f"{_METERS}/{{name}}", update, {"display_name": TEXT}, sdk="billing.MeterUpdateParams"),
    Route("POST", f"{_METERS}/{{name}}/deactivate", deactivate, sdk="billing.MeterDeactivateParams"),
    Route("POST", f"{_METERS}/{{name}}/reactivate", reactivate, sdk="billing.MeterReactivateParams"),
    Route(
        "GET",
        f"{_METERS}/{{name}}/event_summaries",
        summaries,
        _SUMMARIES,
        ("customer", "start_time", "end_time"),
        "billing.MeterEventSummaryListParams",
    ),
    Route(
        "POST",
        "/v1/billing/meter_events",
        record,
        _EVENT,
        ("event_name", "payload"),
        "billing.MeterEventCreateParams",
        whose_turn,
    ),
    Route(
        "POST",
        "/v1/billing/meter_event_adjustments",
        adjust,
        _ADJUSTMENT,
        ("event_name", "type"),
        "billing.MeterEventAdjustmentCreateParams",
    ),
)
