"""Doing what is due."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, final

from application.ports.agenda import Agenda, Work, WorkKind
from application.ports.clock import Clock
from application.ports.log import Log

Handler = Callable[[Work], None]

LONGEST_BACK_OFF: Final = timedelta(hours=1)


@final
@dataclass(frozen=True, slots=True)
class WorkOff:
    """Does the pieces of work whose time has come, earliest first, and returns how many it did.

    One that fails is logged and tried again after 1 second, 2, 4 and so on, up to an hour; it does not
    keep the others from being done.
    """

    agenda: Agenda
    clock: Clock
    handlers: Mapping[WorkKind, Handler]
    log: Log

    def __call__(self, most: int = 100) -> int:
        return sum(self._done(work) for work in self.agenda.due(self.clock.now(), most))

    def _done(self, work: Work) -> bool:
        try:
            self.handlers[work.kind](work)
        except Exception as error:  # noqa: BLE001  whatever one piece of work raises, the others are done
            self.log.failure(
                "work.failed",
                error,
                work=work.id,
                kind=work.kind,
                organization=work.organization_id,
                attempts=work.attempts,
            )
            self.agenda.postpone(work, self.clock.now() + back_off(work.attempts))
            return False
        self.agenda.done(work)
        return True


def back_off(attempts: int) -> timedelta:
    """Return how long to wait after that many earlier attempts."""
    return min(LONGEST_BACK_OFF, timedelta(seconds=2 ** min(attempts, 12)))
