"""What an operation on a table costs when the table is large, against the same operation when it is small."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from time import perf_counter
from typing import Any, Final

from adapters.system.clocks import MovableClock
from application.usage.requests import UsageRequest
from domain.ids import RecordId
from domain.plans.meter import Meter
from entrypoints.container.table import connection
from entrypoints.dynamodb_local.local import DynamoDbLocal
from tests.benchmarks.bulk import multiply, of_tenant
from tests.benchmarks.counts import counted
from tests.benchmarks.errands import START, Customer
from tests.benchmarks.founding import Founded, found, house_on_table
from tests.benchmarks.measure import interleave
from tests.benchmarks.report import AtMost, Line, Section, number

SMALL: Final = (10, 100)
LARGE: Final = (counted(2_000, 20), counted(200_000, 200))
CALLS: Final = counted(40, 1)
TURNS: Final = counted(8, 1)
"""In which the calls of a run are timed: the shorter a turn, the likelier that noise falls on both tables alike."""
DRAWN: Final = 10
BAR: Final = AtMost(1.2)

NOTES: Final = f"""
Two tables of one DynamoDB Local, in memory, loaded in bulk: what one tenant has, founded by the use cases, written
again under other ids. Each of {CALLS} calls a run is made for one of {DRAWN} tenants, drawn from all: the same number
in both tables, as what a process remembers of a tenant saves it calls. Latency is the median of a turn's calls on the
clock on the wall, and the tables take turns every {CALLS // TURNS} calls; units are those that DynamoDB reports for the
calls of one run (of transactions it reports too little, for both tables alike; what they cost by size stands above).
"""
METERED: Final = ("GetItem", "BatchGetItem", "Query", "UpdateItem", "TransactWriteItems")
UNITS: Final = "DynamoDB: units in a large table against a small one"
LATENCY: Final = "DynamoDB: latency in a large table against a small one"


@dataclass(frozen=True, slots=True)
class Place:
    """A table with many tenants."""

    customer: Customer
    tenants: int
    spent: Callable[[], float]

    def of(self, tenant: int) -> Customer:
        """Return the tenant of a number as a customer."""
        company = self.customer.company
        organization_id = of_tenant(company.owner.organization_id, tenant) if tenant else company.owner.organization_id
        owner = replace(company.owner, organization_id=organization_id)
        return replace(self.customer, company=Founded(owner, company.token, company.project, company.key))


def measure(runs: int) -> list[Section]:
    with DynamoDbLocal() as local:
        places = [_place(local.endpoint, *size) for size in (LARGE, SMALL)]
        names = [name for name in places[0].customer.errands() if "session" not in name]
        latency = tuple(_latency(name, places, runs) for name in names)
        units = tuple(_units(name, places) for name in names)
    return [Section(LATENCY, latency, notes=NOTES), Section(UNITS, units)]


def _place(endpoint: str, tenants: int, records: int) -> Place:
    clock, table = MovableClock(START), f"growth-{tenants}"
    assembly = house_on_table(endpoint, table, clock)
    company = found(assembly, "company-0")
    customer = Customer(assembly, clock, company)
    requests = [
        UsageRequest(company.project.id, Meter.API_CALL, 1, {"region": "eu"}, RecordId(f"first-{place}"))
        for place in range(records // tenants)
    ]
    assembly.application.record_batch(company.owner, records=requests)
    multiply(endpoint, table, tenants)
    return Place(customer, tenants, _metered(connection(assembly.settings)(), table))


def _metered(client: Any, table: str) -> Callable[[], float]:
    """Count the units of a client's calls to a table from now on; what is returned tells how many there were."""
    total = [0.0]

    def ask(params: dict[str, Any], **_: object) -> None:
        params["ReturnConsumedCapacity"] = "TOTAL"

    def count(parsed: dict[str, Any], **_: object) -> None:
        spent: Any = parsed.get("ConsumedCapacity") or []
        parts = spent if isinstance(spent, list) else [spent]
        total[0] += sum(part["CapacityUnits"] for part in parts if part["TableName"] == table)

    for operation in METERED:
        client.meta.events.register(f"provide-client-params.dynamodb.{operation}", ask)
        client.meta.events.register(f"after-call.dynamodb.{operation}", count)
    return lambda: total[0]


def _latency(name: str, places: list[Place], runs: int) -> Line:
    large, small = (_timed(place, name) for place in places)
    compared = interleave(large, small, runs * TURNS)
    ours = f"{number(compared.our_median * 1e3)} ms in the large table"
    against = f"{number(compared.their_median * 1e3)} ms in the small one"
    return Line(name, ours, against, compared.ratio, BAR)


def _units(name: str, places: list[Place]) -> Line:
    large, small = (_spent(place, name) for place in places)
    told = f"{number(large / CALLS)} units a call in the large table", f"{number(small / CALLS)} in the small one"
    return Line(name, *told, large / small, BAR)


def _spent(place: Place, name: str) -> float:
    before = place.spent()
    for tenant, number_ in _drawn(place, f"{name} units", CALLS):
        place.of(tenant).errands()[name](number_)
    return place.spent() - before


def _timed(place: Place, name: str) -> Callable[[], float]:
    runs = iter(range(10**6))

    def run() -> float:
        took = []
        for tenant, number_ in _drawn(place, f"{name} {next(runs)}", CALLS // TURNS):
            errand = place.of(tenant).errands()[name]
            begin = perf_counter()
            errand(number_)
            took.append(perf_counter() - begin)
        return sorted(took)[len(took) // 2]

    return run


def _drawn(place: Place, name: str, calls: int) -> list[tuple[int, int]]:
    chance = Random(name)  # noqa: S311
    tenants = Random(place.tenants).sample(range(place.tenants), DRAWN)  # noqa: S311
    return [(chance.choice(tenants), chance.randrange(10**12)) for _ in range(calls)]
