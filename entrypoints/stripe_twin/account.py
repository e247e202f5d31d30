"""The account itself: its webhook endpoints, its events and its test clocks."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin.catalogue import CREATED
from entrypoints.stripe_twin.cycles import DAY
from entrypoints.stripe_twin.events import VERSION
from entrypoints.stripe_twin.forms import BOOL, INT, METADATA, TEXT, Kind
from entrypoints.stripe_twin.objects import Obj, merged
from entrypoints.stripe_twin.refusals import Refusal
from entrypoints.stripe_twin.routes import PAGED, Route, between, page

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin


def create_endpoint(twin: "StripeTwin", params: Obj) -> Obj:
    """A webhook endpoint; its secret is told once, in this answer."""
    endpoint: Obj = {
        "object": "webhook_endpoint",
        "api_version": params.get("api_version"),
        "application": None,
        "description": params.get("description"),
        "enabled_events": params["enabled_events"],
        "metadata": merged({}, params.get("metadata")),
        "status": "enabled",
        "url": params["url"],
    }
    if endpoint["api_version"] not in {None, VERSION}:
        raise Refusal(f"Invalid API version: {endpoint['api_version']}", param="api_version")
    return {**twin.add("we", endpoint), "secret": twin.webhook_secret}


def update_endpoint(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    endpoint = twin.get("webhook_endpoint", name)
    disabled = params.pop("disabled", endpoint["status"] == "disabled")
    endpoint.update({**params, "metadata": merged(endpoint["metadata"], params.get("metadata"))})
    endpoint["status"] = "disabled" if disabled else "enabled"
    return endpoint


def retrieve_endpoint(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    return twin.get("webhook_endpoint", name)


def list_endpoints(twin: "StripeTwin", params: Obj) -> Obj:
    return page(list(twin.all("webhook_endpoint")), params, "/v1/webhook_endpoints")


def delete_endpoint(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    twin.get("webhook_endpoint", name)
    del twin.tables["webhook_endpoint"][name]
    return {"id": name, "object": "webhook_endpoint", "deleted": True}


def retrieve_event(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    for event in twin.events:
        if event["id"] == name:
            return event
    raise Refusal(f"No such event: '{name}'", status=404, code="resource_missing", param="id")


def list_events(twin: "StripeTwin", params: Obj) -> Obj:
    kinds = {*params.get("types", []), *([params["type"]] if "type" in params else [])}
    found = [
        event
        for event in reversed(twin.events)
        if (not kinds or event["type"] in kinds)
        and twin.now - event["created"] <= 30 * DAY
        and between(event["created"], params.get("created"))
        and params.get("delivery_success") in {None, event["pending_webhooks"] == 0}
    ]
    return page(found, params, "/v1/events")


def create_clock(twin: "StripeTwin", params: Obj) -> Obj:
    """A test clock; the twin has one time for all, which goes there and runs on from it."""
    twin.offset += params["frozen_time"] - twin.real_now
    clock: Obj = {
        "object": "test_helpers.test_clock",
        "deletes_after": twin.now + 30 * DAY,
        "frozen_time": params["frozen_time"],
        "name": params.get("name"),
        "status": "ready",
        "status_details": {},
    }
    return twin.add("clock", clock)


def retrieve_clock(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    return twin.get("test_helpers.test_clock", name)


def list_clocks(twin: "StripeTwin", params: Obj) -> Obj:
    return page(list(twin.all("test_helpers.test_clock")), params, "/v1/test_helpers/test_clocks")


def advance_clock(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    clock = twin.get("test_helpers.test_clock", name)
    if params["frozen_time"] <= clock["frozen_time"]:
        raise Refusal("A test clock can only be advanced.", code="test_clock_invalid_frozen_time", param="frozen_time")
    twin.advance(params["frozen_time"] - twin.real_now)
    clock["frozen_time"] = params["frozen_time"]
    twin.emit("test_helpers.test_clock.ready", clock)
    return clock


def delete_clock(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    twin.get("test_helpers.test_clock", name)
    del twin.tables["test_helpers.test_clock"][name]
    return {"id": name, "object": "test_helpers.test_clock", "deleted": True}


_ENDPOINT: dict[str, Kind] = {"description": TEXT, "enabled_events": [TEXT], "metadata": METADATA, "url": TEXT}
_EVENTS: dict[str, Kind] = {
    **PAGED,
    "created": CREATED,
    "delivery_success": BOOL,
    "type": TEXT,
    "types": [TEXT],
}
_WE = "/v1/webhook_endpoints"
_CLOCKS = "/v1/test_helpers/test_clocks"
_CLOCK = "test_helpers.TestClock"

ROUTES = (
    Route(
        "POST",
        _WE,
        create_endpoint,
        {**_ENDPOINT, "api_version": TEXT},
        ("enabled_events", "url"),
        "WebhookEndpointCreateParams",
    ),
    Route("GET", _WE, list_endpoints, PAGED, sdk="WebhookEndpointListParams"),
    Route("GET", f"{_WE}/{{name}}", retrieve_endpoint, sdk="WebhookEndpointRetrieveParams"),
    Route(
        "POST", f"{_WE}/{{name}}", update_endpoint, {**_ENDPOINT, "disabled": BOOL}, sdk="WebhookEndpointUpdateParams"
    ),
    Route("DELETE", f"{_WE}/{{name}}", delete_endpoint, sdk="WebhookEndpointDeleteParams"),
    Route("GET", "/v1/events", list_events, _EVENTS, sdk="EventListParams"),
    Route("GET", "/v1/events/{name}", retrieve_event, sdk="EventRetrieveParams"),
    Route(
        "POST",
        _CLOCKS,
        create_clock,
        {"frozen_time": INT, "name": TEXT},
        ("frozen_time",),
        f"{_CLOCK}CreateParams",
    ),
    Route("GET", _CLOCKS, list_clocks, PAGED, sdk=f"{_CLOCK}ListParams"),
    Route("GET", f"{_CLOCKS}/{{name}}", retrieve_clock, sdk=f"{_CLOCK}RetrieveParams"),
    Route("DELETE", f"{_CLOCKS}/{{name}}", delete_clock, sdk=f"{_CLOCK}DeleteParams"),
    Route(
        "POST",
        f"{_CLOCKS}/{{name}}/advance",
        advance_clock,
        {"frozen_time": INT},
        ("frozen_time",),
        f"{_CLOCK}AdvanceParams",
    ),
)
