"""What runs beside a server goes on, whatever happens to it."""

from dataclasses import replace
from datetime import datetime
from threading import Event
from typing import final

from application.agenda.work_off import WorkOff
from application.ports.agenda import Agenda, Work, WorkKind
from domain.billing.subscription import CustomerId
from domain.errors import Unavailable
from domain.ids import OrganizationId, WorkId
from entrypoints.beside import find_earlier_excess, work_off_what_is_due
from entrypoints.container import assembled
from entrypoints.settings import Settings
from tests.assemblies.storage import NOON

LONG = 30
FIRST, LAST = CustomerId("cus_1"), CustomerId("cus_2")
MAIL = Work(WorkId("wrk_1"), NOON, WorkKind.SEND_INVITATION, OrganizationId("org_1"))


@final
class BackSoon(Agenda):
    """An agenda that cannot be reached at the first look."""

    def __init__(self) -> None:
        self.looks = 0

    def due(self, now: datetime, most: int) -> tuple[Work, ...]:
        self.looks += 1
        if self.looks == 1:
            raise Unavailable
        return (MAIL,) if self.looks == 2 else ()

    def done(self, work: Work) -> None:
        pass

    def postpone(self, work: Work, until: datetime) -> None:
        pass


def test_what_is_due_is_done_once_the_store_is_back() -> None:
    assembly, sent = assembled(Settings()), Event()
    work_off = WorkOff(BackSoon(), assembly.clock, dict.fromkeys(WorkKind, lambda _: sent.set()), assembly.log)

    work_off_what_is_due(replace(assembly, work_off=work_off))

    assert sent.wait(LONG)


@final
class Customers:
    """Two customers, of whom the first look finds the store away."""

    def __init__(self) -> None:
        self.looks: list[CustomerId | None] = []
        self.found = Event()

    def __call__(self, after: CustomerId | None) -> CustomerId | None:
        self.looks.append(after)
        if len(self.looks) == 1:
            raise Unavailable
        if after == LAST:
            self.found.set()
        return {None: FIRST, FIRST: LAST}.get(after)


def test_all_customers_are_looked_at_although_the_store_was_away() -> None:
    customers = Customers()

    find_earlier_excess(replace(assembled(Settings()), find_excess=customers))

    assert customers.found.wait(LONG)
    assert customers.looks == [None, None, FIRST, LAST]
