"""The parts of a transaction: one write for each item, whoever contributes to it, and what its refusal means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from adapters.dynamodb.items.values import AttributeValue, Item
from adapters.dynamodb.keys import Key
from application.unit_of_work import CommitRefused

Judge = Callable[[Item | None, CommitRefused], None]
"""Is shown the item that refused a write (None: there is none) and writes into the refusal what that means."""

Action = Literal["Put", "Delete", "Update", "ConditionCheck"]


def stale(_: Item | None, refused: CommitRefused) -> None:
    """Judge that something is not as it was read."""
    refused.stale = True


class Expressions:
    """Names and values behind placeholders, as every attribute name may be one of DynamoDB's reserved words."""

    __slots__ = ("names", "values")

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.values: dict[str, AttributeValue] = {}

    def name(self, attribute: str) -> str:
        """Return the placeholder of an attribute."""
        placeholder = f"#{attribute}"
        self.names[placeholder] = attribute
        return placeholder

    def value(self, value: AttributeValue) -> str:
        """Return the placeholder of a value."""
        placeholder = f":{len(self.values)}"
        self.values[placeholder] = value
        return placeholder

    def stated(self) -> dict[str, Any]:
        """Return the names and values, as far as there are any."""
        stated: dict[str, Any] = {}
        if self.names:
            stated["ExpressionAttributeNames"] = self.names
        if self.values:
            stated["ExpressionAttributeValues"] = self.values
        return stated


@dataclass(slots=True)
class Write:
    """What shall become of one item, under which conditions."""

    key: Key
    action: Action = "Update"
    item: Item | None = None
    """The whole item, of a Put, with its key."""
    sets: dict[str, AttributeValue] = field(default_factory=dict)
    adds: dict[str, int] = field(default_factory=dict)
    appends: dict[str, AttributeValue] = field(default_factory=dict)
    """Lists that are appended to attributes."""
    conditions: list[str] = field(default_factory=list)
    expressions: Expressions = field(default_factory=Expressions)
    judges: list[Judge] = field(default_factory=list)

    def when(self, condition: str, judge: Judge | None = None) -> None:
        """Require a condition, written with placeholders of `expressions`."""
        self.conditions.append(condition)
        if judge is not None:
            self.judges.append(judge)

    def when_version(self, version: int, judge: Judge, attribute: str = "version") -> None:
        """Require that the item has this version; 0: that it does not exist."""
        name = self.expressions.name(attribute)
        if version == 0:
            self.when(f"attribute_not_exists({name})", judge)
        else:
            self.when(f"{name} = {self.expressions.value({'N': str(version)})}", judge)

    def as_action(self, table: str) -> dict[str, Any]:
        """Return the action of a TransactWriteItems request."""
        action: Action = self.action
        if action == "Update" and not (self.sets or self.adds or self.appends):
            action = "ConditionCheck"
        stated: dict[str, Any] = {"TableName": table}
        if action == "Put":
            stated["Item"] = self.item
        else:
            stated["Key"] = key_item(self.key)
        if action == "Update":
            stated["UpdateExpression"] = self._update()
        if self.conditions:
            stated["ConditionExpression"] = " AND ".join(self.conditions)
            stated["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        stated.update(self.expressions.stated())
        return {action: stated}

    def _update(self) -> str:
        name, value = self.expressions.name, self.expressions.value
        assigned = [f"{name(attribute)} = {value(known)}" for attribute, known in self.sets.items()]
        assigned += [
            f"{name(attribute)} = list_append(if_not_exists({name(attribute)}, {value({'L': []})}), {value(more)})"
            for attribute, more in self.appends.items()
        ]
        added = [f"{name(attribute)} {value({'N': str(amount)})}" for attribute, amount in self.adds.items()]
        parts = [f"SET {', '.join(assigned)}"] if assigned else []
        parts += [f"ADD {', '.join(added)}"] if added else []
        return " ".join(parts)


def key_item(key: Key) -> Mapping[str, AttributeValue]:
    """Return a key as DynamoDB takes it."""
    return {"PK": {"S": key.partition}, "SK": {"S": key.sort}}


def put(key: Key, item: Item) -> Write:
    """Return the write of a whole item."""
    item["PK"], item["SK"] = {"S": key.partition}, {"S": key.sort}
    return Write(key, "Put", item)
