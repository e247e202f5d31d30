"""Histories of usage: what senders, owners, operators and time may do to one organization, in any order."""

from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from hypothesis import strategies as st

from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId, RecordId
from domain.money import GIGABYTE
from domain.plans.meter import Meter
from tests.assemblies.companies import SHOP, WEBSITE

Drawn = TypeVar("Drawn")

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


class TrialBegins(NamedTuple):
    """A plan is tried from now on: its limits hold, and nothing is priced."""

    plan: str


class OverageChanges(NamedTuple):
    enabled: bool
    cap_cents: int | None


class ProjectTurns(NamedTuple):
    """Archived, or restored."""

    project: ProjectId


class Restart(NamedTuple):
    """Another process answers from now on; it remembers nothing, or what it learned when it last answered."""

    process: int


Step = Alone | Batch | Again | Passes | UntilMonth | PlanChanges | TrialBegins | OverageChanges | ProjectTurns | Restart

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
    return st.builds(Sent, numbers, projects, st.just(meter), AMOUNTS[meter], whens, st.none())


def weighted(*choices: tuple[int, st.SearchStrategy[Drawn]]) -> st.SearchStrategy[Drawn]:
    """Return what is drawn from one of the strategies, each as often as its weight says."""
    return st.sampled_from([strategy for weight, strategy in choices for _ in range(weight)]).flatmap(_itself)


def _itself(strategy: st.SearchStrategy[Drawn]) -> st.SearchStrategy[Drawn]:
    return strategy


corrections = st.builds(Sent, numbers, projects, st.sampled_from(Meter), st.integers(-12, 6), whens, st.integers(0, 14))
counting = weighted((2, records_of(Meter.API_CALL)), (1, records_of(Meter.COMPUTE)), (1, records_of(Meter.BANDWIDTH)))
records = weighted((4, counting), (3, records_of(Meter.STORAGE)), (2, corrections))
steps: st.SearchStrategy[Step] = weighted(
    (10, st.builds(Alone, records)),
    (2, st.builds(Batch, st.lists(records, max_size=6).map(tuple))),
    (2, st.builds(Batch, st.lists(counting, max_size=6, unique_by=lambda sent: sent.record).map(tuple))),
    (1, st.builds(Again)),
    (2, st.builds(Passes, st.timedeltas(timedelta(0), timedelta(days=12)))),
    (1, st.builds(UntilMonth, st.booleans(), offsets)),
    (2, st.builds(PlanChanges, st.sampled_from(["free", "starter", "pro", "enterprise"]), st.just(True))),
    (1, st.builds(PlanChanges, st.just("free"), st.just(False))),
    (1, st.builds(TrialBegins, st.sampled_from(["starter", "pro"]))),
    (2, st.builds(OverageChanges, st.just(True), st.integers(0, 100))),
    (1, st.builds(OverageChanges, st.just(False), st.none() | st.integers(0, 100))),
    (1, st.builds(ProjectTurns, st.sampled_from([WEBSITE, SHOP]))),
    (1, st.builds(Restart, st.integers(0, 1))),
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
passing: st.SearchStrategy[Step] = st.builds(Passes, st.integers(1, 30).map(lambda hours: timedelta(hours=hours)))
caps = st.builds(OverageChanges, st.just(True), st.integers(0, 20) | st.integers(20, 400))
companies = st.sampled_from([WEBSITE, SHOP])


def spending(sent: st.SearchStrategy[Step]) -> st.SearchStrategy[list[Step]]:
    """Return histories in which overage is on from the start, and little happens but what is sent."""
    later = st.lists(weighted((9, sent), (3, passing), (2, moving), (1, caps)), min_size=4, max_size=16)
    return st.builds(lambda cap, rest: [cap, *rest], caps, later)


hours_ago = st.builds(When, st.none(), st.integers(0, 36).map(lambda hours: timedelta(hours=-hours)))
levels = st.integers(0, 9).map(lambda gigabytes: gigabytes * GIGABYTE)
stated = st.builds(Sent, st.integers(0, 999), companies, st.just(Meter.STORAGE), levels, hours_ago, st.none())
storage_histories = spending(st.builds(Alone, stated))
"""Of two projects whose statements of storage overtake each other, around the included bytes."""

calls = st.just(Meter.API_CALL)
first = st.builds(Sent, st.integers(0, 9), companies, calls, st.integers(0, 9), hours_ago, st.none())
further = st.builds(Sent, st.integers(10, 99), companies, calls, st.integers(0, 15), hours_ago, st.none())
corrected = st.builds(Sent, st.integers(100, 199), companies, calls, st.integers(-9, 3), hours_ago, st.integers(0, 9))
used = weighted((2, first), (2, further), (1, corrected))
spending_histories = spending(
    weighted((3, st.builds(Alone, used)), (1, st.builds(Batch, st.lists(used, max_size=5).map(tuple))))
)
"""Of calls and their corrections around the included volume and the cap."""

plan_names = st.sampled_from(["free", "starter", "pro", "enterprise"])
changing: st.SearchStrategy[Step] = st.one_of(
    st.builds(PlanChanges, plan_names, st.booleans()),
    st.builds(PlanChanges, plan_names, st.just(False)),
    st.builds(TrialBegins, st.sampled_from(["starter", "pro"])),
)
METERS = (Meter.API_CALL, Meter.API_CALL, Meter.COMPUTE, Meter.BANDWIDTH)
SIZES = {Meter.API_CALL: 1, Meter.COMPUTE: 10**6, Meter.BANDWIDTH: GIGABYTE}
recent = st.builds(When, st.none(), st.integers(0, 3).map(lambda hours: timedelta(hours=-hours)))


def original(number: int, quantity: int, when: When) -> Sent:
    """Records of one number are all of one meter, so that most corrections are of their record's."""
    meter = METERS[number % len(METERS)]
    return Sent(number, WEBSITE, meter, quantity * SIZES[meter], when)


def undoing(number: int, corrected: int, quantity: int) -> Sent:
    meter = METERS[corrected % len(METERS)]
    return Sent(number, WEBSITE, meter, quantity * SIZES[meter], When(None, None), corrected)


originals = st.builds(original, st.integers(0, 7), st.integers(0, 40), recent)
undone = st.builds(undoing, st.integers(100, 999), st.integers(0, 7), st.integers(-20, 15))
correcting_histories = st.builds(
    lambda begin, cap, rest: [begin, cap, *rest],
    changing,
    caps,
    st.lists(
        weighted(
            (8, st.builds(Alone, originals)),
            (8, st.builds(Alone, undone)),
            (3, changing),
            (1, caps),
            (2, passing),
            (1, st.builds(UntilMonth, st.just(False), st.timedeltas(timedelta(hours=-1), timedelta(hours=47)))),
            (1, st.builds(Restart, st.integers(0, 1))),
        ),
        min_size=5,
        max_size=20,
    ),
)
"""Of records that are corrected under other plans than those under which they were accepted."""
