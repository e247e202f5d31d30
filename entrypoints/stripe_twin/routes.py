"""Which requests there are: method, path, parameters and who answers, gathered from every family of objects."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, final

from entrypoints.stripe_twin.forms import INT, TEXT, TEXTS, Kind, Schema
from entrypoints.stripe_twin.objects import Obj, listing
from entrypoints.stripe_twin.refusals import Refusal, missing

PAGED: dict[str, Kind] = {"limit": INT, "starting_after": TEXT, "ending_before": TEXT}


@final
@dataclass(frozen=True)
class Route:
    """A path with `{names}`, the parameters it takes, and the function `(twin, params, **names)` that answers.

    `sdk` is the class of the SDK's parameters, `alone` the customer and meter that one request at a time may touch.
    """

    method: str
    path: str
    handler: Callable[..., Any]
    schema: Schema = field(default_factory=dict)
    required: tuple[str, ...] = ()
    sdk: str = ""
    alone: Callable[[dict[str, Any]], tuple[str, str] | None] | None = None

    def accepted(self) -> Schema:
        return {**self.schema, "expand": TEXTS}


def page(objects: list[Obj], params: dict[str, Any], url: str) -> Obj:
    """A part of a list, which is newest first, by `limit` and the cursors."""
    limit = params.get("limit", 10)
    if not 1 <= limit <= 100:
        raise Refusal("This value must be between 1 and 100.", code="parameter_invalid_integer", param="limit")
    names = [obj["id"] for obj in objects]
    for cursor in ("starting_after", "ending_before"):
        if cursor in params and params[cursor] not in names:
            raise missing("object", params[cursor], cursor)
    if "ending_before" in params:
        before = objects[: names.index(params["ending_before"])]
        return listing(before[-limit:], url, has_more=len(before) > limit)
    start = names.index(params["starting_after"]) + 1 if "starting_after" in params else 0
    return listing(objects[start : start + limit], url, has_more=len(objects) > start + limit)


def between(at: int, bounds: dict[str, int] | int | None) -> bool:
    """Whether a moment is inside `created[gte]` and its like."""
    if bounds is None:
        return True
    if isinstance(bounds, int):
        return at == bounds
    checks = {"gt": at.__gt__, "gte": at.__ge__, "lt": at.__lt__, "lte": at.__le__}
    return all(checks[name](bound) for name, bound in bounds.items())
