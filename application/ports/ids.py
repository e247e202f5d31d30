"""New identifiers."""

from typing import Protocol

from domain.ids import (
    EventId,
    InvitationId,
    KeyId,
    OrganizationId,
    PersonId,
    ProjectId,
    SessionId,
    UserId,
    WorkId,
)


class Ids(Protocol):
    """Makes ids that never repeat, sort by the time they were made (keys excepted) and cannot be guessed."""

    def organization(self) -> OrganizationId: ...
    def person(self) -> PersonId: ...
    def user(self) -> UserId: ...
    def project(self) -> ProjectId: ...
    def invitation(self) -> InvitationId: ...
    def event(self) -> EventId: ...
    def session(self) -> SessionId: ...
    def work(self) -> WorkId: ...

    def key(self) -> KeyId:
        """Return `key_` and 12 random characters of base 36, as they stand in the key itself."""
        ...
