"""Usage as it is recorded: by single records and batches, at thresholds and caps, of meters and of the gauge."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Final

import pytest

from application.usage.requests import BatchOutcome, UsageRequest
from domain.ids import RecordId
from domain.limits.refusals import PlanLimitExceeded
from domain.money import GIGABYTE
from domain.organizations.settings import Overage
from domain.organizations.settings_changes import SettingsChanges
from domain.plans.meter import Meter
from tests.assemblies.product import Process
from tests.faults.sending import Request, Sent
from tests.faults.world import World, record

CALLS: Final = 100_000
"""Of the starter plan."""


def recording(meter: Meter, amount: int, corrects: str | None = None) -> Callable[[Sent], object]:
    """Record usage; what is told besides the record says only whether it is a repeat."""

    def act(sent: Sent) -> object:
        return record(sent.process, sent.world, "new", meter, amount, corrects).record

    return act


def refused(meter: Meter, amount: int) -> Callable[[Sent], object]:
    """Ask for more than there is, and be told so."""

    def act(sent: Sent) -> object:
        with pytest.raises(PlanLimitExceeded) as refusal:
            record(sent.process, sent.world, "new", meter, amount)
        return repr(refusal.value)

    return act


def batch(sent: Sent) -> object:
    """Forty calls, some minutes, and a repeat."""
    usage = partial(UsageRequest, sent.world.website, metadata={})
    records = [usage(Meter.API_CALL, 1, record_id=RecordId(f"new-{number}")) for number in range(40)]
    records += [usage(Meter.COMPUTE, 10**6, record_id=RecordId(f"minutes-{number}")) for number in (1, 2)]
    return told(sent.use.record_batch(sent.world.alice, records=records))


def batch_at_the_edge(sent: Sent) -> object:
    """Ten records, of which half fit."""
    records = [
        UsageRequest(sent.world.website, Meter.API_CALL, 1, {}, record_id=RecordId(f"new-{number}"))
        for number in range(10)
    ]
    return told(sent.use.record_batch(sent.world.alice, records=records))


def mixed_batch(sent: Sent) -> object:
    """Records that depend on one another, each in a commit of its own."""
    usage = partial(UsageRequest, sent.world.website, metadata={})
    outcome = sent.use.record_batch(
        sent.world.alice,
        records=[
            usage(Meter.API_CALL, 5, record_id=RecordId("new-1")),
            usage(Meter.API_CALL, -2, record_id=RecordId("new-2"), corrects=RecordId("new-1")),
            usage(Meter.STORAGE, 3 * GIGABYTE, record_id=RecordId("new-3")),
            usage(Meter.API_CALL, 5, record_id=RecordId("new-1")),
        ],
    )
    return told(outcome)


def told(outcome: BatchOutcome) -> object:
    """What a batch is told but for which records are new."""
    return outcome.accepted + outcome.duplicates, outcome.refused, outcome.limits


def next_month(process: Process, _: World) -> None:
    """A month of which nobody has heard yet: that its plan was granted has founded the next one's totals."""
    process.clock.advance(timedelta(days=55))


def nearly_full(process: Process, world: World) -> None:
    record(process, world, "calls-2", Meter.API_CALL, CALLS * 79 // 100)


def five_left(process: Process, world: World) -> None:
    record(process, world, "calls-2", Meter.API_CALL, CALLS - 15)


def with_overage(process: Process, world: World) -> None:
    """Overage is on, up to a dollar, and all that is included is used."""
    changes = SettingsChanges(overage=Overage(enabled=True, spend_cap_cents=100))
    process.use.change_settings(world.alice, changes=changes)
    record(process, world, "calls-2", Meter.API_CALL, CALLS - 10)


def with_much_stored(process: Process, world: World) -> None:
    """Overage is on, and more is stored than is included."""
    changes = SettingsChanges(overage=Overage(enabled=True, spend_cap_cents=10_000))
    process.use.change_settings(world.alice, changes=changes)
    record(process, world, "bytes-2", Meter.STORAGE, 12 * GIGABYTE)


USAGE: Final = (
    Request("change the plan in a new month", lambda sent: sent.use.change_plan(sent.operator, plan="pro"), next_month),
    Request("record calls", recording(Meter.API_CALL, 7), keyed=False, changes=0),
    Request(
        "record calls up to thresholds",
        recording(Meter.API_CALL, 2 * CALLS // 10),
        nearly_full,
        keyed=False,
        changes=0,
        often=True,
    ),
    Request("record calls past the volume", recording(Meter.API_CALL, 1_900), with_overage, keyed=False, changes=0),
    Request("record calls in a new month", recording(Meter.API_CALL, 7), next_month, keyed=False, changes=0),
    Request("record bytes in a new month", recording(Meter.STORAGE, 7), next_month, keyed=False, changes=0),
    Request("ask for too many calls", refused(Meter.API_CALL, 6), five_left, keyed=False, changes=0),
    Request("ask for more than the cap", refused(Meter.API_CALL, 3_000), with_overage, keyed=False, changes=0),
    Request("record a batch at the edge", batch_at_the_edge, five_left, keyed=False, changes=0),
    Request("correct calls", recording(Meter.API_CALL, -3, "calls-1"), keyed=False),
    Request("record bytes", recording(Meter.STORAGE, 2 * GIGABYTE), keyed=False, changes=0, often=True),
    Request(
        "record bytes past the volume",
        recording(Meter.STORAGE, 15 * GIGABYTE),
        with_much_stored,
        keyed=False,
        changes=0,
    ),
    Request("record a batch", batch, keyed=False, changes=0, often=True),
    Request("record a mixed batch", mixed_batch, keyed=False),
)
