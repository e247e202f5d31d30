"""Work that is due at some time: mails to send, things that run out, tenants to erase."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.ids import OrganizationId, WorkId


class WorkKind(StrEnum):
    """What is to be done."""

    SEND_INVITATION = "send-invitation"
    TELL_THRESHOLD = "tell-threshold"
    EXPIRE_INVITATION = "expire-invitation"
    ERASE_ORGANIZATION = "erase-organization"
    RENAME_MEMBERSHIPS = "rename-memberships"
    TELL_OWNERS = "tell-owners"
    FINISH_ERASURE = "finish-erasure"
    SETTLE_BILLING = "settle-billing"
    EXPORT_USAGE = "export-usage"
    RECONCILE_BILLING = "reconcile-billing"
    TELL_BILLING = "tell-billing"
    RENAME_CUSTOMER = "rename-customer"
    CHECK_LIMITS = "check-limits"


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to do, at `at` or soon after, at least once; whoever does it makes that once."""

    id: WorkId
    at: datetime
    kind: WorkKind
    organization_id: OrganizationId
    subject: Mapping[str, str] = field(default_factory=dict)
    """What the work needs to know: ids, percentages, a token to mail."""
    attempts: int = 0


class Agenda(Protocol):
    """What is still to be done, by time. Work is put on it only through a workspace's commit."""

    def due(self, now: datetime, most: int) -> tuple[Work, ...]:
        """Return at most `most` pieces of work whose time has come, earliest first."""
        ...

    def done(self, work: Work) -> None:
        """Take work off the agenda."""
        ...

    def postpone(self, work: Work, until: datetime) -> None:
        """Try work again later, counting the attempt."""
        ...
