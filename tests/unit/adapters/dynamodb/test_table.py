"""The table: made once, left alone when it is another one, and told how it differs."""

from collections.abc import Iterator
from secrets import token_hex
from typing import Any

import pytest

from adapters.dynamodb.engine.client import LazyClient
from adapters.dynamodb.engine.table import TableDiffers, create_table, definition, differences_of, reachable
from tests.assemblies.tables import client_of


@pytest.fixture
def connect(dynamodb_endpoint: str) -> LazyClient:
    return client_of(dynamodb_endpoint)


@pytest.fixture
def name(connect: LazyClient) -> Iterator[str]:
    name = f"test-{token_hex(8)}"
    yield name
    connect().delete_table(TableName=name)


def other(name: str, **changed: Any) -> dict[str, Any]:
    return {**definition(name), **changed}


def test_a_table_is_made_once(connect: LazyClient, name: str) -> None:
    assert create_table(connect(), name)
    assert not create_table(connect(), name)


def test_it_has_the_four_indexes_by_name(connect: LazyClient, name: str) -> None:
    create_table(connect(), name)

    described = connect().describe_table(TableName=name)["Table"]

    assert {index["IndexName"] for index in described["GlobalSecondaryIndexes"]} == {
        "gsi-email",
        "gsi-org-projects",
        "gsi-project-resources",
        "gsi-user-audit",
    }
    assert connect().describe_time_to_live(TableName=name)["TimeToLiveDescription"]["AttributeName"] == "ttl"


def test_a_table_with_other_keys_is_refused_and_left_alone(connect: LazyClient, name: str) -> None:
    keys = [{"AttributeName": "gsi_email", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}]
    shape = other(name, KeySchema=keys)
    shape["AttributeDefinitions"] = [part for part in shape["AttributeDefinitions"] if part["AttributeName"] != "PK"]
    connect().create_table(**shape)

    with pytest.raises(TableDiffers) as differs:
        create_table(connect(), name)

    assert "its keys: gsi_email (HASH), SK (RANGE), not PK (HASH), SK (RANGE)" in str(differs.value)


def test_a_missing_index_and_one_too_many_are_told(connect: LazyClient, name: str) -> None:
    shape = definition(name)
    shape["GlobalSecondaryIndexes"][0]["IndexName"] = "gsi-mail"
    connect().create_table(**shape)

    assert differences_of(connect(), name) == [
        "the index gsi-email is missing",
        "there is another index, gsi-mail, which every write would pay for",
    ]


def test_an_index_that_projects_less_is_told(connect: LazyClient, name: str) -> None:
    shape = definition(name)
    shape["GlobalSecondaryIndexes"][2]["Projection"] = {"ProjectionType": "KEYS_ONLY"}
    connect().create_table(**shape)

    assert differences_of(connect(), name) == ["the index gsi-project-resources: what it projects: KEYS_ONLY, not ALL"]


def test_provisioned_capacity_is_told(connect: LazyClient, name: str) -> None:
    capacity = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
    shape = other(name, BillingMode="PROVISIONED", ProvisionedThroughput=capacity)
    shape["GlobalSecondaryIndexes"] = [
        {**index, "ProvisionedThroughput": capacity} for index in shape["GlobalSecondaryIndexes"]
    ]
    connect().create_table(**shape)

    assert differences_of(connect(), name) == ["its billing: PROVISIONED, not PAY_PER_REQUEST"]


def test_a_table_that_is_there_can_be_reached(connect: LazyClient, name: str) -> None:
    create_table(connect(), name)

    assert reachable(connect, name)
    assert not reachable(connect, f"{name}-not")
    assert not reachable(LazyClient("http://127.0.0.1:9"), name)
