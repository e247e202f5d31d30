"""A usage record: one immutable fact "project P used Q of meter M at time T"."""

from base64 import b32encode
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId, RecordId
from domain.plans.meter import Meter


class UsageRecord(NamedTuple):
    """One fact, with an id chosen by its sender that is unique in its organization.

    A tuple, because a busy organization keeps millions of them and makes a thousand at once.
    """

    record_id: RecordId
    project_id: ProjectId
    meter: Meter
    amount: int
    """In the meter's smallest unit; signed for a correction; a gauge's current bytes."""
    timestamp: datetime
    counted_at: datetime
    """Its own timestamp, or that of the record it corrects: the day and cycle in which it counts."""
    metadata: Mapping[str, str]
    corrects: RecordId | None
    maximum: int | None
    """The meter's limit when it was accepted, so that a repeat is answered the same."""
    segment: int | None = None
    """The number of the plan segment of its cycle that counted it, for a correction that of the record it corrects.

    None: it is a gauge's, or a record of a former version, which did not keep it."""

    @property
    def cycle(self) -> BillingCycle:
        """The cycle in which it counts."""
        return BillingCycle.of(self.counted_at)

    def repeats(self, other: "UsageRecord", *, timestamp_sent: bool) -> bool:
        """Tell whether this record, sent again, says the same as `other`, which was accepted under its id.

        Same content: same project, meter, quantity, metadata and corrected record, and timestamp if one was sent.
        """
        return (
            self.project_id == other.project_id
            and self.meter == other.meter
            and self.amount == other.amount
            and self.metadata == other.metadata
            and self.corrects == other.corrects
            and (not timestamp_sent or self.timestamp == other.timestamp)
        )


def resource_id(record_id: RecordId) -> str:
    """Return `rec_` and 26 lower-case base32 characters of the SHA-256 of a record's id."""
    return "rec_" + b32encode(sha256(record_id.encode()).digest()).decode()[:26].lower()
