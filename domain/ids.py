"""The opaque identifiers that everything is known by."""

from typing import Final, NewType

OrganizationId = NewType("OrganizationId", str)
PersonId = NewType("PersonId", str)
UserId = NewType("UserId", str)
ProjectId = NewType("ProjectId", str)
KeyId = NewType("KeyId", str)
InvitationId = NewType("InvitationId", str)
EventId = NewType("EventId", str)
SessionId = NewType("SessionId", str)
WorkId = NewType("WorkId", str)
RecordId = NewType("RecordId", str)
"""The id that a sender chose for a usage record: 1 to 128 printable ASCII characters."""

ID_ALPHABET: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
"""Ids contain nothing else, so they can never carry a key delimiter."""

LONGEST_ID: Final = 64
"""Characters."""
