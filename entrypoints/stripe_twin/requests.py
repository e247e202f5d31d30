"""One request of the API from its bytes to its answer: key, version, route, parameters, idempotency, faults."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, final
from urllib.parse import parse_qsl

from entrypoints.stripe_twin.events import VERSION
from entrypoints.stripe_twin.expansion import expanded
from entrypoints.stripe_twin.faults import Fault
from entrypoints.stripe_twin.forms import checked, nested
from entrypoints.stripe_twin.idempotency import Answer
from entrypoints.stripe_twin.objects import shown
from entrypoints.stripe_twin.refusals import Refusal, busy, locked
from entrypoints.stripe_twin.routes import Route
from entrypoints.stripe_twin.routing import matched

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin


LONGEST_KEY = 255


@final
@dataclass(frozen=True)
class Request:
    """What a client sent: `fields` is the query of a GET or DELETE and the body of a POST, still encoded."""

    method: str
    path: str
    fields: str
    headers: Mapping[str, str]


@final
@dataclass(frozen=True)
class Asked:
    """A request as the twin's log keeps it; status 0 where the connection ended first."""

    id: str
    method: str
    path: str
    params: dict[str, Any]
    idempotency_key: str | None
    status: int
    fault: Fault | None = None


def answered(twin: "StripeTwin", request: Request) -> Answer:
    """The answer, which is in the log; status 0 asks the server to end the connection."""
    name = f"req_{next(twin.request_numbers):014d}"
    fault = twin.faults.drawn(request.method, request.path)
    key = request.headers.get("Idempotency-Key") if request.method == "POST" else None
    params: dict[str, Any] = {}
    try:
        params = nested(parse_qsl(request.fields, keep_blank_values=True))
        answer = _beyond_the_door(twin, request, params, key, fault, name)
    except Refusal as refusal:
        answer = _refused(refusal, kept=False)
    headers = {"Request-Id": name, "Stripe-Version": VERSION, **answer.headers}
    answer = Answer(answer.status, answer.body, headers)
    twin.requests.append(Asked(name, request.method, request.path, params, key, answer.status, fault))
    return answer


def _beyond_the_door(
    twin: "StripeTwin", request: Request, params: dict[str, Any], key: str | None, fault: Fault | None, name: str
) -> Answer:
    if fault in {Fault.DROP, Fault.HANG}:
        return Answer(0, fault.name, {})
    if fault is Fault.UNAVAILABLE:
        raise Refusal("Stripe is not available.", status=503, kind="api_error")
    _authorized(twin, request.headers)
    version = request.headers.get("Stripe-Version", "")
    if version != VERSION:
        raise Refusal(f"Invalid Stripe API version: {version}", param="Stripe-Version")
    if fault is Fault.RATE_LIMITED:
        raise busy("endpoint-rate")
    if fault is Fault.LOCK_TIMEOUT:
        raise locked()
    if key is not None and len(key) > LONGEST_KEY:
        raise Refusal(f"Idempotency keys are at most {LONGEST_KEY} characters long.", kind="idempotency_error")
    route, names = matched(request.method, request.path)
    given = _understood(route, params)

    def execute() -> Answer:
        if fault is Fault.SERVER_ERROR:
            return _refused(Refusal("An unknown error occurred", status=500, kind="api_error"), kept=True)
        return _executed(twin, route, names, given, {"id": name, "idempotency_key": key})

    fingerprint = json.dumps([request.method, request.path, params], sort_keys=True)
    answer = twin.keys.once(key, fingerprint, twin.real_now, execute) if key else execute()
    return Answer(0, "LOSE_ANSWER", {}) if fault is Fault.LOSE_ANSWER else answer


def _understood(route: Route, params: dict[str, Any]) -> dict[str, Any]:
    given = checked(params, route.accepted())
    for name in route.required:
        if name not in given:
            raise Refusal(f"Missing required param: {name}.", code="parameter_missing", param=name)
    return given


def _executed(
    twin: "StripeTwin", route: Route, names: dict[str, str], given: dict[str, Any], cause: dict[str, Any]
) -> Answer:
    paths = given.pop("expand", [])
    turn = route.alone(given) if route.alone else None
    if turn and not twin.turns.take(turn):
        return _refused(busy("resource-specific"), kept=False)
    try:
        with twin.lock:
            twin.catch_up()
            twin.cause = cause
            answer = shown(route.handler(twin, {**given}, **names))
            return Answer(200, expanded(twin, answer, paths), {})
    except Refusal as refusal:
        invalid = refusal.status == 400 and refusal.param is not None
        return _refused(refusal, kept=not invalid and refusal.status not in {409, 429})
    finally:
        with twin.lock:
            twin.cause = {"id": None, "idempotency_key": None}
        if turn:
            twin.turns.leave(turn)


def _refused(refusal: Refusal, *, kept: bool) -> Answer:
    return Answer(refusal.status, refusal.body, refusal.headers, kept=kept)


def _authorized(twin: "StripeTwin", headers: Mapping[str, str]) -> None:
    scheme, _, credentials = headers.get("Authorization", "").partition(" ")
    given = credentials.strip() if scheme.lower() == "bearer" else _basic(credentials)
    if not given:
        raise Refusal("You did not provide an API key.", status=401)
    if given != twin.secret_key:
        raise Refusal(f"Invalid API Key provided: {given[:8]}****", status=401, code="api_key_invalid")


def _basic(credentials: str) -> str:
    try:
        return base64.b64decode(credentials).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""
