"""A statement of storage that another one overtakes between its look at the levels and its commit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import final

from application.ports.clock import Clock
from domain.ids import ProjectId, RecordId
from domain.money import GIGABYTE
from domain.organizations.settings import Overage, Settings
from domain.plans.meter import Meter
from tests.assemblies.companies import SHOP, STARTER, WEBSITE, found, machine, organization, project, start
from tests.assemblies.storage import in_memory
from tests.assemblies.usage_desk import UsageDesk, usage_desk

LOOKED = 3
"""How often a statement has asked for the time when it has looked, and not committed yet."""


@final
class Interruption(Clock):
    """A clock that lets something happen at a certain look at it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.looks_until: int | None = None
        self.happening: Callable[[], object] = object

    @property
    def happened(self) -> bool:
        return self.looks_until is None

    def now(self) -> datetime:
        if self.looks_until is not None:
            self.looks_until -= 1
            if self.looks_until == 0:
                self.looks_until = None
                self.happening()
        return self._clock.now()


def state(desk: UsageDesk, name: str, of: ProjectId, gigabytes: int) -> None:
    desk.record_usage(
        machine(),
        project_id=of,
        meter=Meter.STORAGE,
        amount=gigabytes * GIGABYTE,
        metadata={},
        record_id=RecordId(name),
    )


def test_it_looks_again_and_costs_what_it_adds_to_the_level_that_it_finds() -> None:
    storage = in_memory()
    settings = Settings(overage=Overage(enabled=True, spend_cap_cents=10_000))
    found(storage, replace(organization(plan=STARTER), settings=settings))
    start(storage, project(WEBSITE), project(SHOP))
    clock = Interruption(storage.clock)
    desk, other = usage_desk(storage, clock=clock), usage_desk(storage)
    state(desk, "warned", SHOP, 12)
    state(desk, "emptied", SHOP, 0)
    clock.happening = lambda: state(other, "overtaking", SHOP, 12)

    clock.looks_until = LOOKED
    state(desk, "overtaken", WEBSITE, 5)

    report = desk.report_usage(machine())
    rest, month = 31 * 24 - 9 * 24 - 12, 31 * 24
    assert clock.happened
    assert report.spend_cents == -(-7 * 9 * rest // month)
