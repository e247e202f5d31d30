"""`expand[]`: ids in an answer that are replaced by their objects, https://docs.stripe.com/api/expanding_objects."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from entrypoints.stripe_twin.objects import Obj, shown
from entrypoints.stripe_twin.refusals import Refusal

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin


def expanded(twin: "StripeTwin", answer: Obj, paths: list[str]) -> Obj:
    """The answer with objects for ids; raises Refusal of what cannot be expanded."""
    for path in paths:
        for place, name in _places(answer, path.split("."), path):
            value = place[name]
            place[name] = _object(twin, value) if isinstance(value, str) else value
    return answer


def _places(value: Any, steps: list[str], path: str) -> Iterator[tuple[Obj, str]]:
    for place in value if isinstance(value, list) else [value]:
        if place is None:
            continue
        if not isinstance(place, dict) or steps[0] not in place:
            words = f"This property cannot be expanded ({steps[0]})."
            raise Refusal(words, param="expand", code="parameter_invalid_string")
        if len(steps) > 1:
            yield from _places(place[steps[0]], steps[1:], path)
        else:
            yield place, steps[0]


def _object(twin: "StripeTwin", name: str) -> Any:
    for table in twin.tables.values():
        if name in table:
            return shown(table[name])
    return name
