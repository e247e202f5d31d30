"""The meter's arithmetic agrees with DynamoDB Local wherever that is right, and tells more where it forgets."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest

from adapters.dynamodb.engine.client import LazyClient
from adapters.dynamodb.items.values import Item
from tests.assemblies.tables import table_on
from tests.capacity.calls import WRITES, Call
from tests.capacity.recorder import Recorder
from tests.capacity.scale import Begun, TableScale, reported

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

LARGE: Final = 1_500


class BothScales:
    """Weighs as the meter does, and keeps what a write is by arithmetic alone, beside what is reported."""

    def __init__(self, scale: TableScale) -> None:
        self.scale = scale
        self.computed = 0
        self.reported = 0.0

    def begin(self, operation: str, params: dict[str, Any]) -> Begun:
        return self.scale.begin(operation, params)

    def weigh(self, call: Call, begun: object, answer: Any) -> Call:
        if call.operation in WRITES and isinstance(begun, Begun):
            self.computed, self.reported = self.scale.computed(call.operation, begun), reported(answer)
        return self.scale.weigh(call, begun, answer)


class Counter:
    """A client that is listened to, and what is heard."""

    def __init__(self, client: "DynamoDBClient", table: str, scales: BothScales) -> None:
        self.client = client
        self.table = table
        self.scales = scales
        self.recorder = Recorder(table, scales.scale.indexes, scales)

    @property
    def last(self) -> Call:
        return self.recorder.calls[-1]

    def ask(self, operation: str, **params: Any) -> Any:
        return getattr(self.client, operation)(TableName=self.table, **params)

    def transact(self, *actions: tuple[str, Any]) -> Any:
        told: Any = [{kind: {"TableName": self.table, **part}} for kind, part in actions]
        return self.client.transact_write_items(TransactItems=told)


@pytest.fixture(scope="module")
def client(dynamodb_endpoint: str) -> "DynamoDBClient":
    return LazyClient(dynamodb_endpoint)()


@pytest.fixture
def counter(dynamodb_endpoint: str, client: "DynamoDBClient") -> Iterator[Counter]:
    """A table in which one item is kept, large and in two indexes."""
    with table_on(dynamodb_endpoint) as wire:
        client.put_item(TableName=wire.table, Item=item("kept", LARGE, listed="l", owned="o"))
        counter = Counter(client, wire.table, BothScales(TableScale(wire.connect(), wire.table)))
        with counter.recorder.listening(client):
            yield counter


def key(name: str) -> Item:
    return {"PK": {"S": name}, "SK": {"S": "METADATA"}}


def item(name: str, size: int = 0, *, listed: str = "", owned: str = "") -> Item:
    """An item of some size, in the index of lists and in that of deeds if it says where."""
    lists: Item = {"gsi_list": {"S": listed}, "gsi_list_sk": {"S": name}} if listed else {}
    deeds: Item = {"gsi_deed": {"S": owned}, "gsi_deed_sk": {"S": name}} if owned else {}
    return {**key(name), "pad": {"S": "x" * size}, **lists, **deeds}


def put(*told: Any, **more: Any) -> tuple[str, Any]:
    return "Put", {"Item": item(*told, **more)}


def checked(name: str) -> tuple[str, Any]:
    return "ConditionCheck", {"Key": key(name), "ConditionExpression": "attribute_exists(PK)"}


GROWN: Final = {
    "Key": key("kept"),
    "UpdateExpression": "SET more = :more",
    "ExpressionAttributeValues": {":more": {"S": "x" * LARGE}},
}
DEEDS: Final[dict[str, tuple[str, Any]]] = {
    "something new": put("new"),
    "something new in two indexes": put("new", LARGE, listed="l", owned="o"),
    "the same again": put("kept", LARGE, listed="l", owned="o"),
    "a smaller one": put("kept", listed="l", owned="o"),
    "one that moves in an index": put("kept", LARGE, listed="elsewhere", owned="o"),
    "one that leaves an index": put("kept", LARGE, listed="l"),
    "one that has grown": ("Update", GROWN),
    "none any more": ("Delete", {"Key": key("kept")}),
}
OPERATIONS: Final = {"Put": "put_item", "Update": "update_item", "Delete": "delete_item"}

each_write = pytest.mark.parametrize("write", DEEDS.values(), ids=DEEDS.keys())


@each_write
def test_a_single_write_is_computed_as_it_is_reported(counter: Counter, write: tuple[str, Any]) -> None:
    action, part = write

    counter.ask(OPERATIONS[action], **part)

    assert counter.scales.computed == counter.scales.reported == counter.last.write_units > 0


@each_write
def test_a_write_in_a_transaction_of_its_own_is_computed_as_it_is_reported(
    counter: Counter, write: tuple[str, Any]
) -> None:
    counter.transact(write)

    assert counter.scales.computed == counter.scales.reported == counter.last.write_units > 0


def test_a_check_of_a_small_item_is_computed_as_it_is_reported(counter: Counter) -> None:
    counter.client.put_item(TableName=counter.table, Item=item("small"))

    counter.transact(checked("small"))

    assert counter.scales.reported == counter.last.write_units == 2


def test_a_check_is_paid_by_the_size_of_the_item_though_dynamodb_local_reports_the_least(counter: Counter) -> None:
    counter.transact(checked("kept"))

    assert (counter.scales.reported, counter.last.write_units) == (2, 2 * 2)


def test_writes_of_different_sizes_are_computed_as_they_are_reported(counter: Counter) -> None:
    counter.transact(put("new", LARGE), put("newer", 2 * LARGE, listed="l"), ("Delete", {"Key": key("kept")}))

    assert counter.scales.reported == counter.last.write_units == 2 * (2 + 3 + 3 + 2 + 2 + 2)


def test_equal_writes_of_a_transaction_are_each_paid_though_dynamodb_local_reports_one(counter: Counter) -> None:
    counter.transact(*(put(f"new{number}") for number in range(98)), put("other"), put("another"))

    assert counter.last.write_units == 200
    assert counter.scales.reported == 2


def test_a_refused_write_is_paid_by_what_stood_against_it(counter: Counter) -> None:
    with pytest.raises(counter.client.exceptions.ConditionalCheckFailedException):
        counter.ask("put_item", Item=item("kept"), ConditionExpression="attribute_not_exists(PK)")

    assert (counter.last.failure, counter.last.write_units) == ("ConditionalCheckFailedException", 2)


def test_a_cancelled_transaction_is_paid_as_if_everything_was_checked(counter: Counter) -> None:
    refused = {"Item": item("kept"), "ConditionExpression": "attribute_not_exists(PK)"}

    with pytest.raises(counter.client.exceptions.TransactionCanceledException):
        counter.transact(("Put", refused), put("new"))

    assert (counter.last.failure, counter.last.write_units) == ("TransactionCanceledException", 2 * (2 + 1))


READS: Final[dict[str, tuple[Callable[[Counter], Any], float]]] = {
    "one": (lambda on: on.ask("get_item", Key=key("kept")), 0.5),
    "one, as it stands now": (lambda on: on.ask("get_item", Key=key("kept"), ConsistentRead=True), 1),
    "one that is not there": (lambda on: on.ask("get_item", Key=key("nobody"), ConsistentRead=True), 1),
    "several, most of them not there": (lambda on: several(on, consistent=True), 3),
    "several, as they were": (lambda on: several(on, consistent=False), 1.5),
    "a partition": (lambda on: queried(on, "kept"), 0.5),
    "a partition with nothing in it": (lambda on: queried(on, "nobody"), 0.5),
    "the same, as it stands now": (lambda on: queried(on, "nobody", ConsistentRead=True), 1),
}


def several(counter: Counter, *, consistent: bool) -> Any:
    keys = [key("kept"), key("nobody"), key("nobody else")]
    return counter.client.batch_get_item(RequestItems={counter.table: {"Keys": keys, "ConsistentRead": consistent}})


def queried(counter: Counter, partition: str, **more: Any) -> Any:
    values = {":p": {"S": partition}}
    return counter.ask("query", KeyConditionExpression="PK = :p", ExpressionAttributeValues=values, **more)


@pytest.mark.parametrize(("read", "paid"), READS.values(), ids=READS.keys())
def test_a_read_is_paid_by_what_is_read_or_looked_for(
    counter: Counter, read: Callable[[Counter], Any], paid: float
) -> None:
    read(counter)

    assert counter.last.read_units == paid


def test_calls_to_other_tables_are_not_heard(counter: Counter, dynamodb_endpoint: str) -> None:
    with table_on(dynamodb_endpoint) as elsewhere:
        counter.client.get_item(TableName=elsewhere.table, Key=key("kept"))

    assert counter.recorder.calls == []


def test_what_gets_no_answer_is_heard_too(counter: Counter, dynamodb_endpoint: str) -> None:
    def cut(**_: object) -> None:
        raise ConnectionError

    client = LazyClient(dynamodb_endpoint)()
    client.meta.events.register("before-send.dynamodb", cut)

    with counter.recorder.listening(client), pytest.raises(ConnectionError):
        client.get_item(TableName=counter.table, Key=key("kept"))

    assert counter.last.failure == "no answer"
