"""What a route answers, when it succeeds and when it refuses."""

from collections.abc import Iterable
from typing import Any, Final

from adapters.http.openapi.headers import described
from adapters.http.openapi.schemas import Schemas
from adapters.http.problem_types import PROBLEM_TYPES
from adapters.http.reply import EMPTY, PROBLEM
from adapters.http.route import AnyRoute, Public, Repeating

Json = dict[str, Any]

_EVERYWHERE: Final = (500, 503)
_DONE: Final = {
    200: "What was asked for.", 201: "It was made.", 202: "It is going to happen.", 204: "It is done.",
    303: "It is done: go on there.",
}  # fmt: skip
_HEADERS_OF_PROBLEMS: Final = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}
_RATES: Final = ("RateLimit", "RateLimit-Policy")


def responses(route: AnyRoute, schemas: Schemas) -> Json:
    """Return every answer of a route, by status."""
    known = {str(status): _success(route, status, schemas) for status in sorted(route.answers)}
    if route.steady:
        known["304"] = {"description": "It is what you know.", "headers": described("X-Request-Id", "ETag", *_RATES)}
    for status in _refusals(route):
        known[str(status)] = {"$ref": f"#/components/responses/{status}"}
    return known


def problem_responses(routes: Iterable[AnyRoute]) -> Json:
    """Return the refusals of these routes, each once, by status."""
    return {str(status): _problem(status) for status in sorted({s for route in routes for s in _refusals(route)})}


def _refusals(route: AnyRoute) -> list[int]:
    found = {*route.refusals, *_EVERYWHERE, 400, 408, 413, 422}
    if route.access is not Public.ANYONE:
        found |= {401, 429}
    if route.permission is not None:
        found.add(403)
    if "{org_id}" in route.path:
        found.add(404)
    if route.repeating in (Repeating.ANSWERED, Repeating.BY_ELEMENT):
        found.add(409)
    if route.versioned:
        found |= {409, 412}
    return sorted(found)


def _success(route: AnyRoute, status: int, schemas: Schemas) -> Json:
    names = ["X-Request-Id", *(() if route.access is Public.ANYONE else _RATES)]
    if status in (201, 303):
        names.append("Location")
    if status not in EMPTY:
        names += schemas.headers(route, status)
    answer: Json = {"description": _DONE.get(status, "Done."), "headers": described(*names)}
    if status not in EMPTY:
        answer["content"] = {route.media_type: {"schema": schemas.answer(route, status)}}
    return answer


def _problem(status: int) -> Json:
    kinds = [kind for kind in PROBLEM_TYPES if kind.status == status]
    return {
        "description": "; ".join(f"[{kind.slug}]({kind.uri}): {kind.title}" for kind in kinds),
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        "headers": described("X-Request-Id", *_HEADERS_OF_PROBLEMS.get(status, ()), *_RATES),
    }
