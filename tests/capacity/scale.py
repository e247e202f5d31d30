"""The units of a call: those that DynamoDB reports, and for transactions those of the items as they were and are.

DynamoDB Local merges equal entries of a transaction (98 puts and 2 counters: 2 units instead of 200), so these are
computed. It also forgets what found nothing: a query without results, and the keys of a batch that are not there,
consume the least that there is (API reference: Query, BatchGetItem).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from adapters.dynamodb.items.values import Attributes
from tests.capacity.calls import READS, WRITES, Call, Params, keys_touched
from tests.capacity.layout import indexes_of
from tests.capacity.recorder import Recorder
from tests.capacity.units import TRANSACTED, kilobytes, units_of_write

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

CONSISTENT: Final = 1.0
EVENTUAL: Final = 0.5
"""Read units of up to 4 KB, or of finding nothing."""

Place = tuple[str, str]
Images = Mapping[Place, Attributes]


@dataclass(frozen=True, slots=True)
class Begun:
    """What was asked, and the items that a write is about, as they are before it."""

    params: Params
    before: Images


class TableScale:
    """Weighs the calls to one table. `beside` is a client that nobody listens to: it looks before and after a write."""

    def __init__(self, beside: "DynamoDBClient", table: str) -> None:
        self._beside = beside
        self._table = table
        self.indexes: Final = indexes_of(beside, table)

    def begin(self, operation: str, params: dict[str, Any]) -> Begun:
        params["ReturnConsumedCapacity"] = "INDEXES"
        return Begun(params, self._images(keys_touched(operation, params)) if operation in WRITES else {})

    def weigh(self, call: Call, begun: object, answer: Any) -> Call:
        assert isinstance(begun, Begun)
        if call.operation in READS:
            return replace(call, read_units=reported(answer) + _forgotten(call, begun.params, answer))
        if call.failure:
            return replace(call, write_units=self.checked(call.operation, begun))
        computed = self.computed(call.operation, begun)
        return replace(call, write_units=computed if call.operation == "TransactWriteItems" else reported(answer))

    def computed(self, operation: str, begun: Begun) -> int:
        """Return the units of a write that was just done, from the items as they were and are."""
        keys = keys_touched(operation, begun.params)
        after = self._images(keys)
        return sum(
            times * (kilobytes(before) if action == "ConditionCheck" else units_of_write(before, now, self.indexes))
            for action, times, before, now in _changes(operation, begun, after)
        )

    def checked(self, operation: str, begun: Begun) -> int:
        """Return the units of a write that was refused: of what stood against it."""
        return sum(times * kilobytes(before) for _, times, before, _ in _changes(operation, begun, {}))

    def _images(self, keys: Sequence[Params]) -> Images:
        found: dict[Place, Attributes] = {}
        wanted: Any = {self._table: {"Keys": keys, "ConsistentRead": True}}
        while wanted:
            answer: Any = self._beside.batch_get_item(RequestItems=wanted)
            found |= {_place(item): item for item in answer["Responses"].get(self._table, ())}
            wanted = answer.get("UnprocessedKeys")
        return found


def meter(beside: "DynamoDBClient", table: str) -> Recorder:
    """Return what records and weighs the calls to a table; `beside` is a client that it does not listen to."""
    scale = TableScale(beside, table)
    return Recorder(table, scale.indexes, scale)


def reported(answer: Any) -> float:
    """Return the units that DynamoDB tells."""
    told = answer.get("ConsumedCapacity", [])
    return sum(float(part["CapacityUnits"]) for part in ([told] if isinstance(told, dict) else told))


Change = tuple[str, int, Attributes | None, Attributes | None]


def _changes(operation: str, begun: Begun, after: Images) -> list[Change]:
    """Return of each write its action, how many times it is paid, and its item before and after."""
    keys = keys_touched(operation, begun.params)
    actions, times = [operation] * len(keys), 1
    if operation == "TransactWriteItems":
        actions, times = [next(iter(action)) for action in begun.params["TransactItems"]], TRANSACTED
    places = map(_place, keys)
    return [
        (action, times, begun.before.get(place), after.get(place))
        for action, place in zip(actions, places, strict=True)
    ]


def _forgotten(call: Call, params: Params, answer: Any) -> float:
    """Return what DynamoDB Local does not report of reading what is not there."""
    if call.operation == "Query" and not call.examined:
        return CONSISTENT if params.get("ConsistentRead") else EVENTUAL
    if call.operation == "BatchGetItem" and not answer.get("UnprocessedKeys"):
        consistent = any(part.get("ConsistentRead") for part in params["RequestItems"].values())
        missing = len(keys_touched(call.operation, params)) - call.returned
        return missing * (CONSISTENT if consistent else EVENTUAL)
    return 0


def _place(item: Params) -> Place:
    return item["PK"]["S"], item["SK"]["S"]
