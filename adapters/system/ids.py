"""New ids: the time, then chance."""

from itertools import product
from secrets import choice, randbits
from threading import Lock
from typing import Final, final

from application.ports.clock import Clock
from application.ports.ids import Ids
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

_BASE_32: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_BASE_36: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_PAIRS: Final = tuple("".join(pair) for pair in product(_BASE_32, repeat=2))
_SHIFTS: Final = tuple(range(120, -1, -10))
_CHANCE: Final = 80
_LONGEST_STEP: Final = 70


@final
class SortableIds(Ids):
    """Ids like ULIDs: 48 bits of milliseconds and 80 of chance, as 26 characters of Crockford's base 32,
    lower case.

    Within one process each is greater than the one before, also within a millisecond and when the clock
    goes back: then it lies a random step further.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._last = 0

    def organization(self) -> OrganizationId:
        return OrganizationId("org_" + self._next())

    def person(self) -> PersonId:
        return PersonId("per_" + self._next())

    def user(self) -> UserId:
        return UserId("usr_" + self._next())

    def project(self) -> ProjectId:
        return ProjectId("prj_" + self._next())

    def invitation(self) -> InvitationId:
        return InvitationId("inv_" + self._next())

    def event(self) -> EventId:
        return EventId("evt_" + self._next())

    def session(self) -> SessionId:
        return SessionId("ses_" + self._next())

    def work(self) -> WorkId:
        return WorkId("wrk_" + self._next())

    def key(self) -> KeyId:
        return KeyId("key_" + "".join(choice(_BASE_36) for _ in range(12)))

    def _next(self) -> str:
        wanted = int(self._clock.now().timestamp() * 1000) << _CHANCE | randbits(_CHANCE)
        with self._lock:
            if wanted <= self._last:
                wanted = self._last + 1 + randbits(_LONGEST_STEP)
            self._last = wanted
        return "".join([_PAIRS[wanted >> shift & 1023] for shift in _SHIFTS])
