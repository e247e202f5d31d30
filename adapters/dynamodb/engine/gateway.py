"""The gateway: every call to the table passes it, and none to a partition that is not the caller's to touch."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from adapters.dynamodb.engine.client import Connect
from adapters.dynamodb.engine.patience import Patience, Unfinished
from adapters.dynamodb.engine.writes import Write, key_item
from adapters.dynamodb.items.values import Item
from adapters.dynamodb.keys import INDEXES, OUTSIDE, Index, Key, TenantKeys

MOST_ACTIONS: Final = 100
"""Of one transaction (service quotas of DynamoDB)."""

MOST_KEYS: Final = 100
"""Of one BatchGetItem."""

MOST_DELETED: Final = 25
"""Of one BatchWriteItem."""


class ForeignPartition(Exception):
    """A defect: somebody reached for a partition that is not theirs."""


@dataclass(frozen=True, slots=True)
class Wire:
    """The table at the other end: requests with their retries, nothing else."""

    connect: Connect
    table: str
    patience: Patience = Patience()


@dataclass(frozen=True, slots=True)
class Span:
    """A part of one partition, by sort keys, both ends included; of the table, or of an index."""

    partition: str
    first: str
    last: str
    index: Index | None = None
    backwards: bool = False

    @property
    def sort(self) -> str:
        """The attribute that it is sorted by."""
        return "SK" if self.index is None else self.index.sort


class Gateway:
    """Reads and single writes in the partitions that `admits` admits; ForeignPartition for all others."""

    __slots__ = ("_admits", "_wire")

    def __init__(self, wire: Wire, admits: Callable[[str], bool]) -> None:
        self._wire = wire
        self._admits = admits

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        """Return an item, or None."""
        self.check(key.partition)
        request = {"TableName": self._wire.table, "Key": key_item(key), "ConsistentRead": consistent}
        item: Item | None = self._call("get_item", request).get("Item")
        return item

    def get_many(self, keys: Sequence[Key], *, consistent: bool = True) -> dict[Key, Item]:
        """Return the items that there are, by their keys; a round trip for each hundred."""
        found: dict[Key, Item] = {}
        for hundred in _chunks(keys, MOST_KEYS):
            wanted = [key_item(self.checked(key)) for key in hundred]
            request = {self._wire.table: {"Keys": wanted, "ConsistentRead": consistent}}
            for answer in self._batch("batch_get_item", request, "UnprocessedKeys"):
                items = answer["Responses"].get(self._wire.table, ())
                found.update((Key(item["PK"]["S"], item["SK"]["S"]), item) for item in items)
        return found

    def items(self, span: Span, limit: int | None = None, *, consistent: bool = False) -> Iterator[Item]:
        """Return the items of a span in their order, reading `limit` at a time (None: as many as fit a megabyte)."""
        self.check(span.partition)
        if span.first > span.last:
            return
        request = {**_query(self._wire.table, span), "ConsistentRead": consistent and span.index is None}
        if limit is not None:
            request["Limit"] = limit
        while True:
            answer = self._call("query", request)
            yield from answer["Items"]
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def count(self, span: Span) -> int:
        """Return how many items a span has; for the house's own jobs, as it reads them all."""
        self.check(span.partition)
        request = {**_query(self._wire.table, span), "Select": "COUNT"}
        total = 0
        while True:
            answer = self._call("query", request)
            total += int(answer["Count"])
            if "LastEvaluatedKey" not in answer:
                return total
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def write(self, write: Write) -> None:
        """Do one write alone; ConditionFailed with what stood against it. It must bear being done twice."""
        self._check_write(write)
        [(action, request)] = write.as_action(self._wire.table).items()
        self._call({"Put": "put_item", "Update": "update_item", "Delete": "delete_item"}[action], request)

    def delete_many(self, keys: Iterable[Key]) -> int:
        """Delete items whether they are there or not, 25 in each round trip, and return how many."""
        deleted = 0
        for some in _chunks(keys, MOST_DELETED):
            deleted += len(some)
            requests = [{"DeleteRequest": {"Key": key_item(self.checked(key))}} for key in some]
            self._batch("batch_write_item", {self._wire.table: requests}, "UnprocessedItems")
        return deleted

    def transact(self, writes: Sequence[Write], token: str, outside: Sequence[Write] = ()) -> None:
        """Do all writes in one step; Cancelled, with the reasons in their order, when a condition refuses.

        `outside` are writes of what belongs to no tenant; their partitions begin as those do. `token` makes a
        repeat after an answer that was lost harmless (ClientRequestToken).
        """
        for write in writes:
            self._check_write(write)
        for write in outside:
            _check_outside(write)
        actions = [write.as_action(self._wire.table) for write in (*writes, *outside)]
        self._call("transact_write_items", {"TransactItems": actions, "ClientRequestToken": token})

    def checked(self, key: Key) -> Key:
        """Return a key that may be touched."""
        self.check(key.partition)
        return key

    def check(self, partition: str) -> None:
        """Refuse a partition that is not admitted here."""
        if not self._admits(partition):
            raise ForeignPartition(partition)

    def _check_write(self, write: Write) -> None:
        self.check(write.key.partition)
        for attributes in (write.item, write.sets):
            for index in INDEXES if attributes else ():
                if index.partition in attributes:  # type: ignore[operator]
                    self.check(attributes[index.partition]["S"])  # type: ignore[index]

    def _call(self, operation: str, request: Mapping[str, Any]) -> Any:
        call = getattr(self._wire.connect(), operation)
        return self._wire.patience.persist(lambda: call(**request))

    def _batch(self, operation: str, asked: Mapping[str, Any], left_over: str) -> Sequence[Any]:
        """Ask for all of a batch, again for what was left over, and return the answers."""
        call, answers, rest = getattr(self._wire.connect(), operation), [], asked

        def attempt() -> Sequence[Any]:
            nonlocal rest
            answer = call(RequestItems=rest)
            answers.append(answer)
            rest = answer.get(left_over)
            if rest:
                raise Unfinished
            return answers

        return self._wire.patience.persist(attempt)


def outside_gateway(wire: Wire) -> Gateway:
    """Return the gateway to what belongs to no tenant, for the ports that know it."""
    return Gateway(wire, _is_outside)


def tenant_gateway(wire: Wire, keys: TenantKeys) -> Gateway:
    """Return the gateway to one tenant's partitions."""
    return Gateway(wire, keys.own)


def _is_outside(partition: str) -> bool:
    return partition.startswith(OUTSIDE)


def _check_outside(write: Write) -> None:
    if not _is_outside(write.key.partition):
        raise ForeignPartition(write.key.partition)


def _query(table: str, span: Span) -> dict[str, Any]:
    partition = "PK" if span.index is None else span.index.partition
    request: dict[str, Any] = {
        "TableName": table,
        "KeyConditionExpression": "#p = :p AND #s BETWEEN :f AND :l",
        "ExpressionAttributeNames": {"#p": partition, "#s": span.sort},
        "ExpressionAttributeValues": {":p": {"S": span.partition}, ":f": {"S": span.first}, ":l": {"S": span.last}},
        "ScanIndexForward": not span.backwards,
    }
    if span.index is not None:
        request["IndexName"] = span.index.name
    return request


def _chunks(keys: Iterable[Key], size: int) -> Iterator[list[Key]]:
    rest = iter(keys)
    while some := list(islice(rest, size)):
        yield some
