"""Histories of usage: what senders, owners, operators and time may do to one organization, in any order."""

from datetime import datetime, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId, RecordId
from domain.money import GIGABYTE
from domain.plans.meter import Meter
from tests.assemblies.companies import SHOP, WEBSITE

NOWHERE = ProjectId("prj_404")


class When(NamedTuple):
    """A time as its sender has it: relative to now, or to the start of a month near now; None: not sent."""

    months: int | None
    offset: timedelta | None

    def moment(self, now: datetime) -> datetime | None:
        if self.offset is None:
            return None
        if self.months is None:
            return now + self.offset
        cycle = BillingCycle.of(now)
        start = {-1: cycle.previous, 0: cycle, 1: cycle.next}[self.months].start
        return start + self.offset


class Sent(NamedTuple):
    """A record on its way."""

    record: int
    project: ProjectId
    meter: Meter
    amount: int
    when: When
    corrects: int | None = None

    @property
    def record_id(self) -> RecordId:
        return RecordId(f"r{self.record}")


class Alone(NamedTuple):
    record: Sent


class Batch(NamedTuple):
    records: tuple[Sent, ...]


class Again(NamedTuple):
    """Everything that was sent is sent again, backwards, as a storm of retries would."""


class Passes(NamedTuple):
    time: timedelta


class UntilMonth(NamedTuple):
    """Time passes to the end of the month, or to when it closes, and a little more or less."""

    closing: bool
    offset: timedelta


class PlanChanges(NamedTuple):
    plan: str
    chosen: bool


class OverageChanges(NamedTuple):
    enabled: bool
    cap_cents: int | None


class ProjectTurns(NamedTuple):
    """Archived, or restored."""

    project: ProjectId


class Restart(NamedTuple):
    """Another process answers from now on; it remembers nothing, or what it learned when it last answered."""

    process: int


Step = Alone | Batch | Again | Passes | UntilMonth | PlanChanges | OverageChanges | ProjectTurns | Restart

SECOND = timedelta(seconds=1)
MICROSECOND = timedelta(microseconds=1)

offsets = st.sampled_from(
    [timedelta(0), MICROSECOND, -MICROSECOND, SECOND, -SECOND, timedelta(hours=1), timedelta(days=3)]
) | st.timedeltas(timedelta(days=-10), timedelta(days=10))
sooner_or_later = st.timedeltas(timedelta(hours=-50), timedelta(minutes=6))
whens = (
    st.just(When(None, None))
    | st.builds(When, st.none(), st.just(timedelta(0)) | sooner_or_later)
    | st.builds(When, st.sampled_from([-1, 0, 1]), offsets)
)
projects = st.sampled_from([WEBSITE, WEBSITE, SHOP, SHOP, SHOP, NOWHERE])
AMOUNTS = {
    Meter.API_CALL: st.integers(0, 12) | st.sampled_from([20, 21, 50]),
    Meter.COMPUTE: st.integers(0, 3_000_000) | st.sampled_from([1, 5_000_000, 5_000_001]),
    Meter.BANDWIDTH: st.integers(0, GIGABYTE // 2) | st.just(1),
    Meter.STORAGE: st.integers(0, 5).map(lambda gigabytes: gigabytes * GIGABYTE) | st.integers(0, 9 * GIGABYTE),
}
numbers = st.integers(0, 14)


def records_of(meter: Meter) -> st.SearchStrategy[Sent]:
    return st.builds(Sent, numbers, projects, st.just(meter), AMOUNTS[meter], whens)


corrections = st.builds(
    Sent,
    numbers,
    projects,
    st.sampled_from([Meter.API_CALL, Meter.API_CALL, Meter.COMPUTE, Meter.BANDWIDTH, Meter.STORAGE]),
    st.integers(-12, 6),
    whens,
    numbers,
)
records = st.one_of(
    records_of(Meter.API_CALL),
    records_of(Meter.COMPUTE),
    records_of(Meter.BANDWIDTH),
    records_of(Meter.STORAGE),
    records_of(Meter.STORAGE),
    corrections,
)
counting = st.one_of(records_of(Meter.API_CALL), records_of(Meter.COMPUTE), records_of(Meter.BANDWIDTH))
steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(Alone, records),
    st.builds(Alone, records),
    st.builds(Alone, records),
    st.builds(Batch, st.lists(records, max_size=6).map(tuple)),
    st.builds(Batch, st.lists(counting, max_size=6, unique_by=lambda sent: sent.record).map(tuple)),
    st.builds(Again),
    st.builds(Passes, st.timedeltas(timedelta(0), timedelta(days=12))),
    st.builds(UntilMonth, st.booleans(), offsets),
    st.builds(PlanChanges, st.sampled_from(["free", "starter", "pro", "enterprise"]), st.just(True)),
    st.builds(PlanChanges, st.just("free"), st.just(False)),
    st.builds(OverageChanges, st.just(True), st.integers(0, 100)),
    st.builds(OverageChanges, st.just(False), st.none() | st.integers(0, 100)),
    st.builds(ProjectTurns, st.sampled_from([WEBSITE, SHOP])),
    st.builds(Restart, st.integers(0, 1)),
)
histories = st.lists(steps, max_size=14)
"""Of everything a little."""

moving: st.SearchStrategy[Step] = st.one_of(
    st.builds(Passes, st.timedeltas(timedelta(0), timedelta(days=12))),
    st.builds(UntilMonth, st.just(False), st.timedeltas(timedelta(hours=-1), timedelta(hours=47))),
    st.builds(PlanChanges, st.sampled_from(["free", "starter", "pro", "enterprise"]), st.just(True)),
    st.builds(PlanChanges, st.just("free"), st.just(False)),
    st.builds(Restart, st.integers(0, 1)),
)
caps = st.builds(OverageChanges, st.just(True), st.integers(0, 100))
companies = st.sampled_from([WEBSITE, SHOP])
recently = st.builds(When, st.none(), st.timedeltas(timedelta(days=-5), timedelta(minutes=5)))


def spending(sent: st.SearchStrategy[Step]) -> st.SearchStrategy[list[Step]]:
    """Return histories in which overage is on from the start, and little happens but what is sent."""
    later = st.lists(sent | sent | sent | sent | moving | caps, max_size=14)
    return st.builds(lambda cap, rest: [cap, *rest], caps, later)


stated = st.builds(Sent, st.integers(0, 99), companies, st.just(Meter.STORAGE), AMOUNTS[Meter.STORAGE], recently)
storage_histories = spending(st.builds(Alone, stated))
"""Of two projects whose statements of storage overtake each other, around the included bytes."""

used = st.builds(
    Sent, st.integers(0, 99), companies, st.just(Meter.API_CALL), st.integers(0, 30), recently
) | st.builds(
    Sent,
    st.integers(100, 199),
    companies,
    st.just(Meter.API_CALL),
    st.integers(-30, 5),
    recently,
    st.integers(0, 99),
)
spending_histories = spending(st.builds(Alone, used) | st.builds(Batch, st.lists(used, max_size=5).map(tuple)))
"""Of calls and their corrections around the included volume and the cap."""
