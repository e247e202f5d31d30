"""A usage record as an item: written more often than anything else, so made without a detour.

Schema 1 does not tell the plan segment: records of former versions, and those of gauges, have it.
"""

from json import loads
from typing import Final

from adapters.dynamodb.items.schemas import Steps, upgraded
from adapters.dynamodb.items.values import (
    Attributes,
    AttributeValue,
    Item,
    as_moment,
    moment,
    number,
    structure,
    text,
)
from domain.ids import ProjectId, RecordId
from domain.plans.meter import Meter
from domain.usage.record import UsageRecord

_SCHEMA: Final = 2

_WITHOUT_SEGMENT: Final = number(1)
_WITH_SEGMENT: Final = number(_SCHEMA)
_METERS_TOLD: Final[dict[Meter, AttributeValue]] = {meter: text(meter.value) for meter in Meter}
_METERS: Final = {meter.value: meter for meter in Meter}


def _unknown_segment(item: Attributes) -> Item:
    return {**item, "seg": {"NULL": True}}


_STEPS: Final[Steps] = {1: _unknown_segment}


def to_item(record: UsageRecord) -> Item:
    item: Item = {
        "schema": _WITHOUT_SEGMENT if record.segment is None else _WITH_SEGMENT,
        "id": {"S": record.record_id},
        "project": {"S": record.project_id},
        "meter": _METERS_TOLD[record.meter],
        "amount": number(record.amount),
        "at": moment(record.timestamp),
    }
    if record.counted_at != record.timestamp:
        item["counted"] = moment(record.counted_at)
    if record.metadata:
        item["meta"] = structure(dict(record.metadata))
    if record.corrects is not None:
        item["corrects"] = {"S": record.corrects}
    if record.maximum is not None:
        item["max"] = number(record.maximum)
    if record.segment:
        item["seg"] = number(record.segment)
    return item


def from_item(item: Attributes) -> UsageRecord:
    item = upgraded(item, _SCHEMA, _STEPS)
    at = as_moment(item["at"])
    return UsageRecord(
        record_id=RecordId(item["id"]["S"]),
        project_id=ProjectId(item["project"]["S"]),
        meter=_METERS[item["meter"]["S"]],
        amount=int(item["amount"]["N"]),
        timestamp=at,
        counted_at=as_moment(item["counted"]) if "counted" in item else at,
        metadata=loads(item["meta"]["S"]) if "meta" in item else {},
        corrects=RecordId(item["corrects"]["S"]) if "corrects" in item else None,
        maximum=int(item["max"]["N"]) if "max" in item else None,
        segment=_segment(item["seg"]) if "seg" in item else 0,
    )


def _segment(value: AttributeValue) -> int | None:
    return int(value["N"]) if "N" in value else None
