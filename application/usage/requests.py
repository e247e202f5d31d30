"""What senders of usage ask, and what they are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from domain.errors import Refusal
from domain.ids import ProjectId, RecordId
from domain.plans.meter import Meter
from domain.usage.record import UsageRecord


class UsageRequest(NamedTuple):
    """One record as it was sent; `amount` in the meter's smallest unit. A tuple: a batch makes a thousand."""

    project_id: ProjectId
    meter: Meter
    amount: int
    metadata: Mapping[str, str]
    record_id: RecordId
    timestamp: datetime | None = None
    corrects: RecordId | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record that counts, since now or since it was first sent."""

    record: UsageRecord
    resets_at: datetime | None
    """When the meter's total starts again; None for the gauge."""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class LimitState:
    """The limit of a meter that a batch met."""

    meter: Meter
    maximum: int | None
    """In the meter's smallest unit; None: unlimited."""
    resets_at: datetime | None


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What became of each record of a batch: accepted, known already, or refused at its index."""

    accepted: int
    duplicates: int
    refused: tuple[tuple[int, Refusal], ...]
    limits: tuple[LimitState, ...]
