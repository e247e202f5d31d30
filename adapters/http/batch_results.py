"""What became of each element of a batch, in order: what was made of it, or a problem."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import orjson

from adapters.http.call import Call
from adapters.http.idempotency import unpack
from adapters.http.reply import Reply, shown
from application.races import AlreadyAnswered
from domain.errors import Refusal

S = TypeVar("S")


def results_reply(
    call: Call[Any, Any], outcomes: Iterable[S | Refusal | AlreadyAnswered], name: str, present: Callable[[S], object]
) -> Reply:
    """Show each outcome: under `name` as `present` shows it, or as it was shown before; a refusal under `problem`."""
    results: list[dict[str, object]] = []
    for index, outcome in enumerate(outcomes):
        match outcome:
            case Refusal():
                results.append({"index": index, "problem": call.at.problems.members(outcome, call.organization_id)})
            case AlreadyAnswered(answer=answer):
                results.append({"index": index, name: orjson.Fragment(unpack(answer.body).body)})
            case made:
                results.append({"index": index, name: present(made)})
    return shown({"results": results})
