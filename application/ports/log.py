"""The log: what those who run the house read, and no tenant's audit log holds."""

from typing import Protocol


class Log(Protocol):
    """Takes what happened as facts by name. Secrets do not belong into it."""

    def note(self, event: str, **facts: str | int | None) -> None:
        """Log something that happens: `login.unknown-account`."""
        ...

    def alarm(self, event: str, **facts: str | int | None) -> None:
        """Log something that a person must look at, as an error without a trace: `billing.difference`."""
        ...

    def failure(self, event: str, error: Exception, **facts: str | int | None) -> None:
        """Log something that should not happen, with the error's trace: `work.failed`."""
        ...
