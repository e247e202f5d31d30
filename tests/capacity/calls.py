"""One call to DynamoDB: what was asked of which partitions, on whose errand, and what it took."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.capacity.errands import Errand
from tests.capacity.layout import TABLE_KEYS, IndexLayout

Params = Mapping[str, Any]

READS: Final = frozenset({"GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan"})
WRITES: Final = frozenset({"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"})

_EQUALS: Final = re.compile(r"(#?\w+) = (:\w+)")
_PLACEHOLDER: Final = re.compile(r"[#:]\w+")


@dataclass(frozen=True, slots=True)
class Call:
    """A round trip to one table."""

    operation: str
    index: str | None = None
    partitions: tuple[str, ...] = ()
    """Every partition that it names, of the table or an index, those of index entries that it writes included."""
    sort: str = ""
    """The condition of a query, with its values."""
    limit: int | None = None
    errand: Errand | None = None
    returned: int = 0
    examined: int = 0
    """Items that were read, those that a filter held back included."""
    read_units: float = 0
    write_units: float = 0
    failure: str = ""
    """The code of the error that it ended with."""

    @property
    def background(self) -> bool:
        """Whether no request waits for it."""
        return self.errand is not None and self.errand.background

    def __str__(self) -> str:
        where = f" {self.index}" if self.index else ""
        limit = "" if self.limit is None else f", limit {self.limit}"
        failed = f", {self.failure}" if self.failure else ""
        return (
            f"{self.operation}{where} of {', '.join(dict.fromkeys(self.partitions))}{limit}: {self.examined} items, "
            f"{self.read_units:g} read and {self.write_units:g} write units{failed}"
        )


def asked(operation: str, params: Params, indexes: Iterable[IndexLayout], errand: Errand | None) -> Call:
    """Return a call as it is asked, with nothing answered yet."""
    layouts = tuple(indexes)
    named = params.get("IndexName")
    if operation == "Query":
        partition, sort = _condition(params, layouts)
        return Call(operation, named, (partition,), sort, params.get("Limit"), errand)
    partitions = tuple(part for key, parts in _touched(operation, params) for part in _partitions(key, parts, layouts))
    return Call(operation, named, partitions, limit=params.get("Limit"), errand=errand)


def keys_touched(operation: str, params: Params) -> list[Params]:
    """Return the keys of the items that a call names, in their order."""
    return [key for key, _ in _touched(operation, params)]


def table_of(params: Params) -> str | None:
    """Return which table a call is made to: that of its first part, as none goes to several."""
    if "TableName" in params:
        return str(params["TableName"])
    if "RequestItems" in params:
        return str(next(iter(params["RequestItems"])))
    for action in params.get("TransactItems", ()):
        return str(next(iter(action.values()))["TableName"])
    return None


def _touched(operation: str, params: Params) -> Iterator[tuple[Params, Params]]:
    """Return each item's key, with the part of the request that is about it."""
    match operation:
        case "GetItem" | "DeleteItem" | "UpdateItem":
            yield params["Key"], params
        case "PutItem":
            yield _key_of(params["Item"]), params
        case "BatchGetItem":
            for asked_of_table in params["RequestItems"].values():
                yield from ((key, {}) for key in asked_of_table["Keys"])
        case "BatchWriteItem":
            for requests in params["RequestItems"].values():
                for request in requests:
                    [(_, part)] = request.items()
                    yield part.get("Key") or _key_of(part["Item"]), part
        case "TransactWriteItems":
            for action in params["TransactItems"]:
                [(_, part)] = action.items()
                yield part.get("Key") or _key_of(part["Item"]), part
        case _:
            return


def _key_of(item: Params) -> Params:
    return {name: item[name] for name in TABLE_KEYS}


def _partitions(key: Params, part: Params, layouts: tuple[IndexLayout, ...]) -> Iterator[str]:
    yield key["PK"]["S"]
    written = {**part.get("Item", {}), **dict(_assigned(part))}
    yield from (str(written[layout.partition]["S"]) for layout in layouts if layout.partition in written)


def _assigned(part: Params) -> Iterator[tuple[str, Any]]:
    """Return what an update sets, by the names of attributes."""
    names, values = part.get("ExpressionAttributeNames", {}), part.get("ExpressionAttributeValues", {})
    for name, value in _EQUALS.findall(part.get("UpdateExpression", "")):
        yield names.get(name, name), values[value]


def _condition(params: Params, layouts: tuple[IndexLayout, ...]) -> tuple[str, str]:
    names, values = params.get("ExpressionAttributeNames", {}), params["ExpressionAttributeValues"]
    condition: str = params["KeyConditionExpression"]
    partitions = {"PK", *(layout.partition for layout in layouts)}
    [partition] = [
        values[value]["S"] for name, value in _EQUALS.findall(condition) if names.get(name, name) in partitions
    ]
    told = {**names, **{name: repr(value["S"]) for name, value in values.items()}}
    return partition, _PLACEHOLDER.sub(lambda placed: str(told[placed.group()]), condition)
