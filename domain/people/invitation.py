"""An invitation: a seat reserved for an e-mail address, for seven days."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self

from domain.errors import Gone
from domain.ids import InvitationId, ProjectId, UserId
from domain.organizations.names import EmailAddress
from domain.roles.role import Role

LIFETIME: Final = timedelta(days=7)


class InvitationStatus(StrEnum):
    """What became of an invitation."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Invitation:
    """A seat that is reserved while `status` is pending. Only a hash of its token is kept."""

    id: InvitationId
    email: EmailAddress
    role: Role
    projects: tuple[ProjectId, ...]
    token_hash: str
    created_at: datetime
    expires_at: datetime
    invited_by: UserId | None
    """None for the owner's invitation at sign-up."""
    status: InvitationStatus = InvitationStatus.PENDING
    version: int = 0

    def is_open(self, now: datetime) -> bool:
        """Tell whether it can still be accepted."""
        return self.status is InvitationStatus.PENDING and not self.has_run_out(now)

    def check_open(self, now: datetime) -> None:
        """Refuse with Gone what was used, revoked or has run out."""
        if not self.is_open(now):
            raise Gone

    def has_run_out(self, now: datetime) -> bool:
        """Tell whether its seven days are over."""
        return now >= self.expires_at

    def accept(self, now: datetime) -> Self:
        """Use it; Gone when it cannot be used any more."""
        self.check_open(now)
        return replace(self, status=InvitationStatus.ACCEPTED)

    def revoke(self) -> Self:
        """Take it back."""
        return replace(self, status=InvitationStatus.REVOKED)

    def expire(self) -> Self:
        """Free the seat of one that has run out."""
        return replace(self, status=InvitationStatus.EXPIRED)

    def resend(self, token_hash: str, now: datetime) -> Self:
        """Give it a new token and seven more days; role and projects stay as they are. Gone when it is not open."""
        self.check_open(now)
        return replace(self, token_hash=token_hash, expires_at=now + LIFETIME)
