"""How usage records and batches are shown."""

from datetime import datetime
from typing import Final

from typing_extensions import TypedDict

from adapters.http.answers.common import ElementProblem, Number, public, public_or_none
from adapters.http.answers.words import CycleText, MeterWord, ProjectIdText, ResourceIdText, UnitWord
from application.usage.requests import BatchOutcome, LimitState, Recorded
from domain.plans.meter import MEASURES
from domain.usage.record import UsageRecord, resource_id


class MetLimit(TypedDict):
    """The limit that a record met; `max` null is unlimited, `resets_at` null that it does not reset."""

    meter: MeterWord
    max: Number | None
    resets_at: datetime | None


class RecordedAnswer(TypedDict):
    """A record that counts."""

    resource_id: ResourceIdText
    record_id: str
    project_id: ProjectIdText
    type: MeterWord
    quantity: Number
    unit: UnitWord
    timestamp: datetime
    billing_cycle: CycleText
    limit: MetLimit


class ResourceAnswer(TypedDict):
    """A usage record in a list."""

    resource_id: ResourceIdText
    record_id: str
    project_id: ProjectIdText
    type: MeterWord
    quantity: Number
    unit: UnitWord
    timestamp: datetime
    billing_cycle: CycleText
    metadata: dict[str, str]
    corrects: str | None


class RefusedRecord(TypedDict):
    """A record of a batch that does not count."""

    index: int
    problem: ElementProblem


class BatchAnswer(TypedDict):
    """What became of the records of a batch."""

    accepted: int
    duplicates: int
    refused: list[RefusedRecord]
    limits: list[MetLimit]


_UNITS: Final = {meter: measure.unit for meter, measure in MEASURES.items()}


def present_recorded(recorded: Recorded) -> RecordedAnswer:
    """Show a record that was sent."""
    record = recorded.record
    meter = record.meter
    return {
        "resource_id": resource_id(record.record_id),
        "record_id": record.record_id,
        "project_id": record.project_id,
        "type": meter.value,
        "quantity": public(meter, record.amount),
        "unit": _UNITS[meter],
        "timestamp": record.timestamp,
        "billing_cycle": record.cycle.text,
        "limit": {
            "meter": meter.value,
            "max": public_or_none(meter, record.maximum),
            "resets_at": recorded.resets_at,
        },
    }


def present_resource(record: UsageRecord) -> ResourceAnswer:
    """Show a record in a list."""
    return {
        "resource_id": resource_id(record.record_id),
        "record_id": record.record_id,
        "project_id": record.project_id,
        "type": record.meter.value,
        "quantity": public(record.meter, record.amount),
        "unit": _UNITS[record.meter],
        "timestamp": record.timestamp,
        "billing_cycle": record.cycle.text,
        "metadata": dict(record.metadata),
        "corrects": record.corrects,
    }


def present_limit(state: LimitState) -> MetLimit:
    """Show a limit that a batch met."""
    return {
        "meter": state.meter.value,
        "max": public_or_none(state.meter, state.maximum),
        "resets_at": state.resets_at,
    }


def present_batch(outcome: BatchOutcome, refused: list[RefusedRecord]) -> BatchAnswer:
    """Show what became of a batch."""
    return {
        "accepted": outcome.accepted,
        "duplicates": outcome.duplicates,
        "refused": refused,
        "limits": [present_limit(state) for state in outcome.limits],
    }
