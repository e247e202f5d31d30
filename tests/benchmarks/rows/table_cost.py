"""What is paid for DynamoDB: the units of each request, and the dollars of a month."""

from collections.abc import Callable
from typing import Final

from entrypoints.dynamodb_local.local import DynamoDbLocal
from tests.benchmarks.counts import counted
from tests.benchmarks.report import AtMost, Line, Section, Table, number
from tests.benchmarks.workload import BATCH, CALLS, CHANGES, PEOPLE, PROJECTS, READS, VISITS, Customer, Kind, Workload
from tests.capacity.budgets import PAGES, ROWS
from tests.capacity.product import Cost, Premises, premises_on
from tests.capacity.rows import Row, Twice

ORGANIZATIONS: Final = 100
MEASURED: Final = counted(len((*ROWS, *PAGES)), 1)
"""Rows: all of them, but for a smoke run."""

A_WRITE: Final = 0.625e-6
A_READ: Final = 0.125e-6
A_GIGABYTE: Final = 0.25
"""Dollars: of a write unit and a read unit on demand, and of a gigabyte that is stored for a month."""

GIGABYTE: Final = 10**9
OVERHEAD: Final = 100
"""Bytes that are stored with each item, and with each entry of an index."""

READ_BLOCK: Final = 4_096
"""Bytes of a read unit; an eventually consistent read pays half."""

ESTIMATE: Final = 80
"""Dollars a month, of the product description."""

TITLE_OF_UNITS: Final = "DynamoDB: units of each request"
TITLE_OF_MONTH: Final = f"DynamoDB: dollars a month of {ORGANIZATIONS} organizations"

NOTES_ON_UNITS: Final = """
Over HTTP with all that a request carries (a browser's user agent, an IPv6 address, an `Idempotency-Key` for each
change), on DynamoDB Local. In each cell: by a process that has just started, and knows nothing but the caller, whom it
has just authenticated / again, of something else, within two seconds. Reads and single writes are paid as DynamoDB
reports; transactions by the sizes of their items (2 units for each kilobyte begun, and the same for each entry of an
index that changes), as DynamoDB Local merges equal entries. `tests/capacity` asserts the same figures exactly. Counting
a request against its rates comes on top: a write unit for each slice that a process takes of a quota.
"""


def measure(_runs: int) -> list[Section]:
    with DynamoDbLocal() as local:
        with premises_on(local.endpoint) as premises:
            rows = tuple(_cells(row, premises) for row in (*ROWS, *PAGES)[:MEASURED])
        with premises_on(local.endpoint) as premises:
            month = Customer(premises).workload()
    head = ("request", "round trips", "write units", "read units", "budget", "kept")
    return [Section(TITLE_OF_UNITS, table=Table(head, rows), notes=NOTES_ON_UNITS), *_month(month)]


def _cells(row: Row, premises: Premises) -> tuple[str, ...]:
    cost = row.measured(premises).cost
    kept = "yes" if cost.within(row.ceiling) else f"no: {row.not_met}"
    return (
        row.work,
        _pair(cost, lambda each: each.round_trips),
        _pair(cost, lambda each: each.write_units),
        _pair(cost, lambda each: each.read_units),
        " / ".join(dict.fromkeys(map(_told, row.ceiling))),
        kept,
    )


def _pair(cost: Twice, part: Callable[[Cost], float]) -> str:
    return " / ".join(f"{part(each):,g}" for each in cost)


def _told(ceiling: Cost) -> str:
    return f"{ceiling.round_trips}, {ceiling.write_units:,g}, {ceiling.read_units:g}"


def _month(month: Workload) -> list[Section]:
    kinds = (month.one_by_one, month.in_bursts, month.in_batches, month.visit, month.change, month.house)
    lines = tuple(_line(month, recording) for recording in kinds[:3])
    head = ("kind", "times a month", "write units each", "read units each", "dollars")
    rows = tuple(
        (kind.name, f"{kind.a_month:,}", number(kind.write_units), number(kind.read_units), f"${dollars(kind):.2f}")
        for kind in kinds
    )
    return [
        Section(TITLE_OF_MONTH, lines, notes=_notes(month)),
        Section("DynamoDB: what that month is made of, for one organization", table=Table(head, rows)),
    ]


def _line(month: Workload, recording: Kind) -> Line:
    requests = ORGANIZATIONS * sum(map(dollars, (recording, month.visit, month.change))) + dollars(month.house)
    kept = stored(month.record_bytes)
    total, example = requests + kept, of_the_example(month.record_bytes)
    return Line(
        f"{CALLS:,} calls recorded each: {recording.name}",
        f"${requests:.2f} for requests, ${kept:.2f} for the records of one month",
        f"${ESTIMATE}, the product description's estimate; ${example:,.0f}, the Go example at least",
        total,
        AtMost(ESTIMATE, "$"),
    )


def dollars(kind: Kind) -> float:
    """Return what a month of a kind of request costs."""
    return kind.a_month * (kind.write_units * A_WRITE + kind.read_units * A_READ)


def stored(record_bytes: int) -> float:
    """Return what a month pays for the records of a month: in the table, and again in their index."""
    records = ORGANIZATIONS * CALLS
    return records * 2 * (record_bytes + OVERHEAD) / GIGABYTE * A_GIGABYTE


def of_the_example(record_bytes: int) -> float:
    """Return the least that the Go example pays: 4 units a record, and half a month of records read for each."""
    records = ORGANIZATIONS * CALLS
    read_again = CALLS / 2 * record_bytes / READ_BLOCK / 2
    return records * (4 * A_WRITE + read_again * A_READ)


def _notes(month: Workload) -> str:
    return f"""
Each organization: {PEOPLE} people, {PROJECTS} projects, {CALLS:,} API calls recorded, {VISITS * len(READS):,} reads and
{CHANGES} changes a month of 30 days. Prices: $0.625 for a million write units, $0.125 for a million read units, on
demand, and $0.25 for a gigabyte a month; no free tier, no backups, no traffic.

Every request counts whole: the caller is authenticated, counted against its rates, and the use of a key noted once a
minute. Assumed: one process; one key, on the usual rate of 1,000 an hour; records with an id and three entries of
metadata ({month.record_bytes} bytes), spread evenly over the month, so that nothing is remembered from one to the next,
or in bursts of ten a second; batches of {BATCH} of all projects. The reads are made in {VISITS} visits, each with a new
session, half a minute apart; a change is the mean of twelve different ones (invitation, key, project, user, settings),
with what it leaves to be done. A process looks for due work every second, for all customers together.

Records are kept for good: each month adds what the first one costs for storage, half of it in the index that lists
them; after a year that is ${12 * stored(month.record_bytes):.0f} a month. The Go example writes at least 4 units a
record and, for its limits, reads the records of the month again: on average half of them, here with our size of a
record, and as if it read one organization alone (it scans the whole table).
"""
