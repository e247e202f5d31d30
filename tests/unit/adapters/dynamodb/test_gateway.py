"""The gateway: nobody reaches a partition that is not theirs, whatever the request."""

from collections.abc import Callable

import pytest

from adapters.dynamodb.engine.client import LazyClient
from adapters.dynamodb.engine.gateway import ForeignPartition, Gateway, Span, Wire, outside_gateway, tenant_gateway
from adapters.dynamodb.engine.writes import Write, put
from adapters.dynamodb.keys import DEEDS, EMAIL, INDEXES, OUTSIDE, Index, Key, TenantKeys, checked
from domain.errors import NotFound
from domain.ids import OrganizationId, UserId

WIRE = Wire(LazyClient("http://127.0.0.1:9"), "nowhere")
ACME = TenantKeys(OrganizationId("org_1"))
GLOBEX = TenantKeys(OrganizationId("org_12"))

REQUESTS: dict[str, Callable[[Gateway, Key], object]] = {
    "get": lambda gateway, key: gateway.get(key),
    "get many": lambda gateway, key: gateway.get_many([ACME.organization, key]),
    "query": lambda gateway, key: list(gateway.items(Span(key.partition, "a", "z"))),
    "query an index": lambda gateway, key: list(gateway.items(Span(key.partition, "a", "z", EMAIL))),
    "count": lambda gateway, key: gateway.count(Span(key.partition, "a", "z")),
    "write": lambda gateway, key: gateway.write(put(key, {})),
    "delete": lambda gateway, key: gateway.delete_many([ACME.organization, key]),
    "transact": lambda gateway, key: gateway.transact([Write(ACME.organization, "Delete"), put(key, {})], "token"),
    "check": lambda gateway, key: gateway.transact([Write(key, "ConditionCheck")], "token"),
}
FOREIGN = (
    GLOBEX.organization,
    GLOBEX.user(UserId("usr_1")),
    Key("org#org_"),
    Key("org#org_1_"),
    Key("org#"),
    Key("person#per_1"),
    Key("due#1"),
    Key(""),
)


@pytest.mark.parametrize("key", FOREIGN, ids=str)
@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS.keys())
def test_a_tenant_reaches_its_own_partitions_alone(request_: Callable[[Gateway, Key], object], key: Key) -> None:
    with pytest.raises(ForeignPartition):
        request_(tenant_gateway(WIRE, ACME), key)


@pytest.mark.parametrize("index", INDEXES, ids=lambda index: index.name)
def test_nothing_is_written_into_anothers_part_of_an_index(index: Index) -> None:
    write = put(ACME.organization, {index.partition: {"S": GLOBEX.root}, index.sort: {"S": "x"}})

    with pytest.raises(ForeignPartition):
        tenant_gateway(WIRE, ACME).transact([write], "token")


def test_nothing_is_moved_into_anothers_part_of_an_index() -> None:
    write = Write(ACME.organization)
    write.sets = {DEEDS.partition: {"S": GLOBEX.of_user("usr_1")}}

    with pytest.raises(ForeignPartition):
        tenant_gateway(WIRE, ACME).transact([write], "token")


@pytest.mark.parametrize("key", [ACME.organization, Key("orgs#1"), Key("")], ids=str)
def test_what_belongs_to_no_tenant_is_reached_by_its_own_prefixes_alone(key: Key) -> None:
    with pytest.raises(ForeignPartition):
        outside_gateway(WIRE).get(key)
    with pytest.raises(ForeignPartition):
        tenant_gateway(WIRE, ACME).transact([], "token", [put(key, {})])


def test_no_prefix_of_what_is_outside_begins_like_a_tenants() -> None:
    assert not [prefix for prefix in OUTSIDE if prefix.startswith("org") or not prefix.endswith("#")]


@pytest.mark.parametrize("text", ["", "org_1#user", "ORG_1", "org 1", "org_1\n", "örg", "org-1"])
def test_what_cannot_be_an_id_is_no_part_of_a_key(text: str) -> None:
    with pytest.raises(NotFound):
        checked(text)
    with pytest.raises(NotFound):
        ACME.user(UserId(text))
    with pytest.raises(NotFound):
        TenantKeys(OrganizationId(text))
