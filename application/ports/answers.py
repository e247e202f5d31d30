"""Answers that were given to requests with an idempotency key."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Answer:
    """The first answer to a request, opaque, and the fingerprint of its body."""

    fingerprint: str
    body: bytes
    expires_at: datetime


class Answers(Protocol):
    """Kept answers, by scope and key. They are written only in the change's own commit."""

    def find(self, scope: str, key: str, now: datetime) -> Answer | None:
        """Return the answer that is still kept."""
        ...
