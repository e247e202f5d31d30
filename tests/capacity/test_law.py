"""Each rule about calls is seen to fail on one that breaks it, also where a product really makes it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from adapters.dynamodb.engine.gateway import Wire
from adapters.dynamodb.keys import INDEXES, OUTSIDE
from entrypoints.container.table import connection
from entrypoints.settings import Settings
from tests.assemblies.companies import ACME, GLOBEX
from tests.assemblies.tables import table_on
from tests.capacity import law
from tests.capacity.calls import Call
from tests.capacity.errands import Errand, each_request, in_background
from tests.capacity.law import RULES, Rule, breaches
from tests.capacity.product import settings_on
from tests.capacity.watch import LawBroken, watched

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

LISTING: Final = Errand("GET /organizations/org_1/users")
ENTERING: Final = Errand("POST /invitations/accept")
DUE: Final = Errand("due work", background=True)

OF_ACME: Final = Call("GetItem", partitions=(f"org#{ACME}",), errand=LISTING)
OF_GLOBEX: Final = replace(OF_ACME, partitions=(f"org#{GLOBEX}#user#usr_1",))
AUDIT: Final = Call("Query", partitions=(f"org#{ACME}#audit#2026-03",), errand=LISTING)
PAGE: Final = replace(AUDIT, limit=51, examined=51)
OF_BOTH: Final = Call("BatchGetItem", partitions=(f"org#{ACME}", f"org#{GLOBEX}"))

BREACHES: Final[tuple[tuple[Rule, tuple[Call, ...]], ...]] = (
    (law.operations_are_agreed, (Call("Scan"),)),
    (law.operations_are_agreed, (Call("BatchWriteItem", errand=LISTING),)),
    (law.operations_are_agreed, (Call("Scan", errand=DUE),)),
    (law.partitions_are_known, (Call("GetItem", partitions=("user#usr_1",)),)),
    (law.partitions_are_known, (Call("GetItem", partitions=("org#",)),)),
    (law.partitions_are_known, (Call("GetItem", partitions=("org#org_1|user",)),)),
    (law.a_call_stays_in_one_tenant, (OF_BOTH,)),
    (law.a_request_stays_in_one_tenant, (OF_ACME, OF_GLOBEX)),
    (law.every_query_is_bounded, (AUDIT,)),
    (law.every_query_is_bounded, (replace(AUDIT, index="gsi-email", partitions=(f"org#{ACME}#uses",)),)),
    (law.a_page_reads_little_more_than_it_shows, (PAGE,) * 5),
)

GOOD: Final[dict[str, tuple[Call, ...]]] = {
    "one tenant, and what belongs to none": (OF_ACME, replace(OF_ACME, partitions=("session#ses_1", f"org#{ACME}"))),
    "two requests, each in its own tenant": (OF_ACME, replace(OF_GLOBEX, errand=Errand("GET /"))),
    "entering another organization": (replace(OF_ACME, errand=ENTERING), replace(OF_GLOBEX, errand=ENTERING)),
    "due work in several tenants": (replace(OF_BOTH, errand=DUE),),
    "due work that reads and deletes what there is": (
        replace(AUDIT, errand=DUE),
        Call("BatchWriteItem", partitions=(f"org#{ACME}#names",), errand=DUE),
    ),
    "a page whose filter holds much back": (PAGE,) * 4,
    "the totals of a cycle": (replace(AUDIT, partitions=(f"org#{ACME}#usage#2026-03",)),),
}


@pytest.mark.parametrize(("rule", "calls"), BREACHES, ids=lambda value: getattr(value, "__name__", None))
def test_the_rule_names_what_breaks_it(rule: Rule, calls: tuple[Call, ...]) -> None:
    assert len(list(rule(calls))) == 1
    assert breaches(calls)


def test_no_rule_goes_without_a_breach() -> None:
    assert {rule for rule, _ in BREACHES} == set(RULES)


@pytest.mark.parametrize("calls", GOOD.values(), ids=GOOD.keys())
def test_nothing_else_breaks_a_rule(calls: tuple[Call, ...]) -> None:
    assert breaches(calls) == []


def test_the_law_knows_of_the_same_partitions_outside_tenants_as_the_product() -> None:
    assert set(law.OUTSIDE) == set(OUTSIDE)


def test_the_law_knows_no_index_that_is_not_there() -> None:
    assert {kind.index for kind in law.BOUNDED} <= {None, *(index.name for index in INDEXES)}


@pytest.fixture
def wire(dynamodb_endpoint: str) -> Iterator[Wire]:
    with table_on(dynamodb_endpoint) as wire:
        yield wire


@pytest.fixture
def settings(dynamodb_endpoint: str, wire: Wire) -> Settings:
    return settings_on(dynamodb_endpoint, wire.table)


@pytest.fixture
def client(settings: Settings) -> "DynamoDBClient":
    """The product's own client."""
    return connection(settings)()


def test_a_scan_that_the_product_makes_is_seen(settings: Settings, client: "DynamoDBClient") -> None:
    with pytest.raises(LawBroken) as broken, watched(settings):
        client.scan(TableName=settings.dynamodb_table)

    assert len(broken.value.breaches) == 1


def test_a_query_that_reads_a_whole_log_is_seen(settings: Settings, client: "DynamoDBClient") -> None:
    with pytest.raises(LawBroken) as broken, watched(settings):
        in_a_request(client, settings.dynamodb_table)

    assert len(broken.value.breaches) == 1


def test_due_work_may_read_it(settings: Settings, client: "DynamoDBClient") -> None:
    with watched(settings) as recorder:
        in_background(lambda: whole_log(client, settings.dynamodb_table))()

    assert [call.background for call in recorder.calls] == [True]


def in_a_request(client: "DynamoDBClient", table: str) -> None:
    """Read the log as an application does that is asked over HTTP."""
    asked = each_request(lambda _environ, _start: [str(whole_log(client, table)).encode()])
    asked({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda *_: lambda _: None)


def whole_log(client: "DynamoDBClient", table: str) -> int:
    answer = client.query(
        TableName=table,
        KeyConditionExpression="PK = :p",
        ExpressionAttributeValues={":p": {"S": f"org#{ACME}#audit#2026-03"}},
    )
    return answer["Count"]
