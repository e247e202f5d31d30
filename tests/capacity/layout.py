"""The indexes of a table as it stands, and what an item has in each of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.dynamodb.items.values import Attributes

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

TABLE_KEYS = ("PK", "SK")


@dataclass(frozen=True, slots=True)
class IndexLayout:
    """A global secondary index: the attributes of its key, and what else it holds (None: everything)."""

    name: str
    partition: str
    sort: str
    projected: frozenset[str] | None = None

    def entry_of(self, item: Attributes | None) -> Attributes | None:
        """Return what the index holds of an item; None of an item without the key."""
        if item is None or self.partition not in item or self.sort not in item:
            return None
        if self.projected is None:
            return item
        held = {*TABLE_KEYS, self.partition, self.sort, *self.projected}
        return {name: value for name, value in item.items() if name in held}

    def moved(self, before: Attributes, after: Attributes) -> bool:
        """Tell whether an entry stands elsewhere than before."""
        return any(before[name] != after[name] for name in (self.partition, self.sort))


def indexes_of(client: "DynamoDBClient", table: str) -> tuple[IndexLayout, ...]:
    """Return the indexes that a table has, whoever made them."""
    described = client.describe_table(TableName=table)["Table"]
    layouts = []
    for index in described.get("GlobalSecondaryIndexes", []):
        partition, sort = (part["AttributeName"] for part in index["KeySchema"])
        projection = index["Projection"]
        held = None if projection["ProjectionType"] == "ALL" else frozenset(projection.get("NonKeyAttributes", ()))
        layouts.append(IndexLayout(index["IndexName"], partition, sort, held))
    return tuple(layouts)
