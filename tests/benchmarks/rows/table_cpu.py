"""What a use case on DynamoDB costs this process, against the bare calls of boto3 that it makes."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

import boto3

from adapters.dynamodb.engine.table import definition
from adapters.system.clocks import MovableClock
from entrypoints.container.table import connection
from entrypoints.dynamodb_local.local import DynamoDbLocal
from tests.benchmarks.counts import counted
from tests.benchmarks.errands import START, Customer
from tests.benchmarks.founding import found, house_on_table
from tests.benchmarks.measure import cpu_of_each, interleave
from tests.benchmarks.report import AtMost, Line, NoBar, Section, micros

CALLS: Final = counted(40, 1)
OURS, THEIRS = "ours", "theirs"
BAR: Final = AtMost(1.3)

Call = tuple[str, dict[str, Any]]

NOTES: Final = f"""
Use cases called directly on DynamoDB Local, {CALLS} calls a run, each new (another record, project, guest). A twin of
the company makes the same calls under a hook that notes every request; these are replayed, one by one, by boto3's
low-level client as it comes out of the box, against another table that has gone through all the same. CPU of this
process, all threads, waiting not counted. Cold: nothing of the caller is remembered.
"""


@dataclass(slots=True)
class Notes:
    """Notes what a client sends while it listens."""

    calls: list[Call]
    listening: bool = False

    def note(self, params: dict[str, Any], model: Any, **_: object) -> None:
        if self.listening and model.name != "DescribeTable":
            self.calls.append((model.name, deepcopy(params)))


def measure(runs: int) -> list[Section]:
    with DynamoDbLocal() as local:
        return [_section(local.endpoint, runs)]


def _section(endpoint: str, runs: int) -> Section:
    clock, notes = MovableClock(START), Notes([], listening=True)
    assembly = house_on_table(endpoint, OURS, clock)
    client = connection(assembly.settings)()
    client.meta.events.register("provide-client-params.dynamodb.*", notes.note)
    bare = boto3.client(
        "dynamodb", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x"
    )
    bare.create_table(**definition(THEIRS))
    twin = Customer(assembly, clock, found(assembly, "twin"))
    notes.listening = False
    customer = Customer(assembly, clock, found(assembly, "customer"))
    _replay(bare, notes)
    lines = tuple(_lines(bare, notes, twin, customer, runs))
    client.meta.events.unregister("provide-client-params.dynamodb.*", notes.note)
    return Section("DynamoDB: the client's CPU", lines, notes=NOTES)


def _lines(bare: Any, notes: Notes, twin: Customer, customer: Customer, runs: int) -> Iterator[Line]:
    twins, numbers = twin.errands(), iter(range(10**9))
    for name, errand in customer.errands().items():
        trips: list[float] = []

        def ours(errand: Any = errand) -> float:
            return cpu_of_each(errand, [next(numbers) for _ in range(CALLS)])

        def against(name: str = name, trips: list[float] = trips) -> float:
            notes.listening = True
            for _ in range(CALLS):
                twins[name](next(numbers))
            notes.listening = False
            trips.append(len(notes.calls) / CALLS)
            return _replay(bare, notes) / CALLS

        compared = interleave(ours, against, runs)
        told = f"{micros(compared.their_median)} for its {trips[-1]:.3g} calls"
        bar = BAR if trips[-1] else NoBar()
        yield Line(name, micros(compared.our_median), told, compared.ratio, bar)


def _replay(bare: Any, notes: Notes) -> float:
    """Send again what was noted, to the other table, and return the seconds of CPU that it took."""
    calls, notes.calls = [_theirs(call) for call in notes.calls], []
    methods = {name: getattr(bare, _method(name)) for name, _ in calls}

    def send(call: Call) -> None:
        with suppress(*refusals):  # what was refused to the twin is refused here
            methods[call[0]](**call[1])

    refusals = (bare.exceptions.TransactionCanceledException, bare.exceptions.ConditionalCheckFailedException)
    return cpu_of_each(send, calls) * len(calls) if calls else 0.0


def _theirs(call: Call) -> Call:
    name, params = call
    params.pop("ClientRequestToken", None)
    return name, _renamed(params)


def _renamed(value: Any) -> Any:
    match value:
        case Mapping():
            return {(THEIRS if key == OURS else key): _renamed(part) for key, part in value.items()}
        case list():
            return [_renamed(part) for part in value]
        case _:
            return THEIRS if value == OURS else value


def _method(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
