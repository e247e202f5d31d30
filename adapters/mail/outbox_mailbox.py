"""An outbox that keeps mail instead of sending it."""

from collections import deque
from itertools import islice
from threading import Lock
from typing import Final, final

from application.ports.mailbox import Mail, Mailbox

KEPT: Final = 1_000


@final
class OutboxMailbox(Mailbox):
    """Keeps the last mails for demos and tests; the oldest give way."""

    def __init__(self, kept: int = KEPT) -> None:
        self._lock = Lock()
        self._mails: deque[Mail] = deque(maxlen=kept)

    def send(self, mail: Mail) -> None:
        with self._lock:
            self._mails.appendleft(mail)

    def sent(self, most: int = KEPT) -> tuple[Mail, ...]:
        """Return at most `most` mails, newest first."""
        with self._lock:
            return tuple(islice(self._mails, most))
