"""What stays of an organization that was erased: that, when, why, and how much."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.ids import OrganizationId


@dataclass(frozen=True, slots=True)
class ErasureCertificate:
    """Proof of an erasure; it names no person and nothing that the organization had entered."""

    organization_id: OrganizationId
    erased_at: datetime
    reason: str
    erased: Mapping[str, int]
    """How many of each kind of thing were erased: users, projects, usage records, audit events, …"""
