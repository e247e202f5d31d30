"""What goes wrong on purpose: the next matching requests fail as they are told to."""

import re
from dataclasses import dataclass
from enum import Enum
from threading import Event, Lock
from typing import final


class Fault(Enum):
    """How a request fails."""

    SERVER_ERROR = "500, nothing executed; kept under the idempotency key, as Stripe keeps it"
    UNAVAILABLE = "503, nothing executed, nothing kept"
    RATE_LIMITED = "429 with the reason endpoint-rate"
    LOCK_TIMEOUT = "429 of an object that another request holds"
    DROP = "the connection ends before anything is executed"
    LOSE_ANSWER = "all is executed, and the connection ends before the answer"
    HANG = "no answer, until the release or the patience of the client ends"


@final
@dataclass
class _Planned:
    methods: frozenset[str]
    path: re.Pattern[str]
    fault: Fault
    left: int


@final
class Faults:
    """The failures to come; safe for any thread."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []
        self._outage: Fault | None = None
        self._lock = Lock()
        self.released = Event()

    def next(self, method: str, path: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next requests fail whose method and path match: `POST|DELETE` is either, `*` stands for anything."""
        pattern = re.compile(".*".join(re.escape(part) for part in path.split("*")))
        with self._lock:
            self._planned.append(_Planned(frozenset(method.upper().split("|")), pattern, fault, times))

    def begin_outage(self, fault: Fault = Fault.UNAVAILABLE) -> None:
        with self._lock:
            self._outage = fault

    def end_outage(self) -> None:
        with self._lock:
            self._outage = None

    def clear(self) -> None:
        """Forget all that was planned, and let go of requests that hang."""
        with self._lock:
            self._planned.clear()
            self._outage = None
        self.released.set()

    def drawn(self, method: str, path: str) -> Fault | None:
        """The fault of this request, used up by it."""
        with self._lock:
            if self._outage:
                return self._outage
            for planned in self._planned:
                if planned.left and planned.methods & {"*", method} and planned.path.fullmatch(path):
                    planned.left -= 1
                    return planned.fault
        return None
