"""Hears every call that a client makes to one table: by events of botocore, so that the product is what it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

from tests.capacity.calls import Call, asked, table_of
from tests.capacity.errands import errand
from tests.capacity.layout import IndexLayout

if TYPE_CHECKING:
    from botocore.model import OperationModel
    from types_boto3_dynamodb.client import DynamoDBClient

UNANSWERED: Final = "no answer"

_HEARD: Final = "heard"
"""Where a call's own context keeps what was asked until it is answered."""


class Scale(Protocol):
    """Tells the units of calls."""

    def begin(self, operation: str, params: dict[str, Any]) -> object:
        """Look before a call; what it returns is handed back with the answer."""
        ...

    def weigh(self, call: Call, begun: object, answer: Any) -> Call:
        """Return the call with its units."""
        ...


class Unweighed:
    """Tells none: for those who only want to know what is asked."""

    def begin(self, operation: str, params: dict[str, Any]) -> object:
        return None

    def weigh(self, call: Call, begun: object, answer: Any) -> Call:
        return call


class Recorder:
    """The calls to one table, in the order of their answers; those to other tables are not heard."""

    def __init__(self, table: str, indexes: tuple[IndexLayout, ...], scale: Scale | None = None) -> None:
        self.calls: list[Call] = []
        self._table = table
        self._indexes = indexes
        self._scale = scale or Unweighed()

    @contextmanager
    def listening(self, client: "DynamoDBClient") -> Iterator[Self]:
        """Listen to a client, which others may use at the same time."""
        heard: dict[str, Callable[..., None]] = {
            "before-parameter-build.dynamodb": self._ask,
            "after-call.dynamodb": self._hear,
            "after-call-error.dynamodb": self._lose,
        }
        for event, listener in heard.items():
            client.meta.events.register(event, listener)
        try:
            yield self
        finally:
            for event, listener in heard.items():
                client.meta.events.unregister(event, listener)

    def _ask(self, params: dict[str, Any], model: "OperationModel", context: dict[str, Any], **_: object) -> None:
        if table_of(params) == self._table:
            call = asked(model.name, params, self._indexes, errand())
            context[_HEARD] = call, self._scale.begin(model.name, params)

    def _hear(self, parsed: dict[str, Any], context: dict[str, Any], **_: object) -> None:
        if _HEARD in context:
            call, begun = context.pop(_HEARD)
            self.calls.append(self._scale.weigh(_answered(call, parsed), begun, parsed))

    def _lose(self, context: dict[str, Any], **_: object) -> None:
        if _HEARD in context:
            call, _begun = context.pop(_HEARD)
            self.calls.append(replace(call, failure=UNANSWERED))


def _answered(call: Call, answer: dict[str, Any]) -> Call:
    batches = answer.get("Responses")
    items = answer.get("Items", [])
    if isinstance(batches, dict):
        items = [item for batch in batches.values() for item in batch]
    returned = len(items) + (call.operation == "GetItem" and "Item" in answer)
    return replace(
        call,
        returned=returned,
        examined=answer.get("ScannedCount", returned),
        failure=answer.get("Error", {}).get("Code", ""),
    )
