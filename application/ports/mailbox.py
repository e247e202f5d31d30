"""Mail that leaves the house."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Mail:
    """A message. `token` is what its link carries, for demos and tests that read the outbox."""

    to: str
    subject: str
    text: str
    sent_at: datetime
    token: str | None = None


class Mailbox(Protocol):
    """Sends mail, at least once."""

    def send(self, mail: Mail) -> None:
        """Hand over a message; raise MailUndelivered when that failed and may be tried again."""
        ...


class MailUndelivered(Exception):
    """The mail could not be handed over now."""
