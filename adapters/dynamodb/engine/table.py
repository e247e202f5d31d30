"""The table: its keys, its four indexes, and its making, from one definition for demos, tests and deployments."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from adapters.dynamodb.keys import INDEXES

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

TTL: Final = "ttl"
"""The attribute that says when an item may go, in seconds since 1970."""


class TableDiffers(Exception):
    """There is a table of that name, and it has another shape; tells each difference."""

    def __init__(self, table: str, differences: tuple[str, ...]) -> None:
        self.differences = differences
        super().__init__(f"the table {table} has another shape: {'; '.join(differences)}")


def definition(table: str) -> dict[str, Any]:
    """Return the request that makes the table (API reference: CreateTable)."""
    attributes = ["PK", "SK", *(name for index in INDEXES for name in (index.partition, index.sort))]
    return {
        "TableName": table,
        "KeySchema": _schema("PK", "SK"),
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in attributes],
        "GlobalSecondaryIndexes": [
            {
                "IndexName": index.name,
                "KeySchema": _schema(index.partition, index.sort),
                "Projection": {"ProjectionType": "ALL"},
            }
            for index in INDEXES
        ],
        "BillingMode": "PAY_PER_REQUEST",
    }


def create_table(client: "DynamoDBClient", table: str) -> bool:
    """Make the table and wait until it can be used; False when it is there already, as it should be.

    TableDiffers when a table of that name has another shape: it is left as it is.
    """
    created = True
    try:
        client.create_table(**definition(table))
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceInUseException":
            raise
        created = False
    client.get_waiter("table_exists").wait(TableName=table, WaiterConfig={"Delay": 1, "MaxAttempts": 120})
    differences = tuple(differences_of(client, table))
    if differences:
        raise TableDiffers(table, differences)
    _let_expire(client, table)
    return created


def differences_of(client: "DynamoDBClient", table: str) -> list[str]:
    """Return in which ways the table is not as it is defined, one sentence each; none: it is."""
    described: Any = client.describe_table(TableName=table)["Table"]
    wanted = definition(table)
    billing = described.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED")
    found = [
        *_compared("its keys", _keys(wanted["KeySchema"]), _keys(described["KeySchema"])),
        *_compared("its billing", wanted["BillingMode"], billing),
    ]
    indexes = {index["IndexName"]: index for index in described.get("GlobalSecondaryIndexes", [])}
    for index in wanted["GlobalSecondaryIndexes"]:
        known = indexes.pop(index["IndexName"], None)
        if known is None:
            found.append(f"the index {index['IndexName']} is missing")
            continue
        name = f"the index {index['IndexName']}"
        found += _compared(f"{name}: its keys", _keys(index["KeySchema"]), _keys(known["KeySchema"]))
        found += _compared(
            f"{name}: what it projects", index["Projection"]["ProjectionType"], known["Projection"]["ProjectionType"]
        )
    found += [f"there is another index, {name}, which every write would pay for" for name in indexes]
    wanted_types = {part["AttributeName"]: part["AttributeType"] for part in wanted["AttributeDefinitions"]}
    types = {part["AttributeName"]: part["AttributeType"] for part in described["AttributeDefinitions"]}
    found += [
        line
        for name, kind in wanted_types.items()
        if name in types
        for line in _compared(f"the attribute {name}", kind, types[name])
    ]
    return found


def reachable(client: Callable[[], "DynamoDBClient"], table: str) -> bool:
    """Tell whether the table can be reached and used now."""
    try:
        return client().describe_table(TableName=table)["Table"]["TableStatus"] in {"ACTIVE", "UPDATING"}
    except Exception:  # noqa: BLE001 - whatever stands between us and the table, it cannot be reached
        return False


def _let_expire(client: "DynamoDBClient", table: str) -> None:
    known = client.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    if known.get("TimeToLiveStatus") not in {"ENABLED", "ENABLING"}:
        client.update_time_to_live(TableName=table, TimeToLiveSpecification={"Enabled": True, "AttributeName": TTL})


def _schema(partition: str, sort: str) -> list[dict[str, str]]:
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]


def _keys(schema: list[Mapping[str, str]]) -> str:
    return ", ".join(f"{part['AttributeName']} ({part['KeyType']})" for part in schema)


def _compared(what: str, wanted: str, found: str) -> list[str]:
    return [] if wanted == found else [f"{what}: {found}, not {wanted}"]
