"""However many records race for the last of a limit, it is never passed, and all that fits is granted."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from application.usage.requests import UsageRequest
from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId, RecordId
from domain.limits.claim import Limit
from domain.money import GIGABYTE, spend_units_per_cent
from domain.organizations.settings import Overage, Settings
from domain.plans.meter import Meter
from domain.plans.plan import Plan
from domain.usage.allowance import STORAGE_TOTAL
from tests.assemblies.companies import (
    ENTERPRISE,
    SHOP,
    STARTER,
    WEBSITE,
    found,
    house,
    machine,
    organization,
    project,
    start,
)
from tests.assemblies.storage import NOON, Storage, in_memory
from tests.assemblies.usage_desk import UsageDesk, usage_desk
from tests.contract.deeds import events_of
from tests.properties.racing import GRANTED, RACERS, race

MARCH = BillingCycle.parse("2026-03")
NO_OVERAGE = Overage()
PROJECTS = (WEBSITE, SHOP)


@dataclass(frozen=True, slots=True)
class Course:
    """Acme with two projects, and two processes that take its records by turns."""

    storage: Storage
    desks: tuple[UsageDesk, UsageDesk]

    def send(self, number: int, meter: Meter, amount: int, project_id: ProjectId | None = None) -> None:
        self.desks[number % 2].record_usage(
            machine(),
            project_id=project_id or PROJECTS[number // 2 % 2],
            meter=meter,
            amount=amount,
            metadata={},
            record_id=RecordId(f"racer-{number}"),
        )

    def send_batch(self, number: int, meter: Meter, sizes: int) -> None:
        self.desks[number % 2].record_batch(
            machine(),
            records=[request(f"batch-{number}-{size}", meter, size) for size in range(1, sizes + 1)],
        )

    def use(self, meter: Meter, amount: int) -> None:
        """Use up an amount before the race."""
        self.desks[0].record_batch(machine(), records=[request("before", meter, amount)])

    def total(self, name: str, cycle: str = "2026-03", project_id: ProjectId | None = None) -> int:
        return self.storage.workspaces.open(machine()).total(Limit(name, cycle, project_id))

    def warnings(self) -> Counter[tuple[str, object]]:
        """How often each threshold was raised."""
        events = [event for event in events_of(self.storage) if event.action == "threshold.reached"]
        return Counter((event.resource_id, event.changes["percent"].after) for event in events)


def request(record_id: str, meter: Meter, amount: int) -> UsageRequest:
    return UsageRequest(WEBSITE, meter, amount, {}, RecordId(record_id))


def course(plan: Plan = STARTER, overage: Overage = NO_OVERAGE) -> Course:
    storage = in_memory()
    found(storage, replace(organization(plan=plan), settings=Settings(overage=overage)))
    start(storage, project(WEBSITE), project(SHOP))
    return Course(storage, (usage_desk(storage), usage_desk(storage)))


def recorded(running: Course, meter: Meter) -> int:
    """What the kept records of a meter add up to."""
    usage = running.storage.workspaces.open(machine()).usage
    pages = [usage.page(known, None, 100_000, lambda record: record.meter is meter, None, None) for known in PROJECTS]
    return sum(record.amount for page in pages for record in page.items)


@pytest.mark.parametrize("racers", RACERS)
@pytest.mark.parametrize(("meter", "unit"), [(Meter.API_CALL, 1), (Meter.COMPUTE, 10**6)])
def test_the_last_of_the_included_volume(meter: Meter, unit: int, racers: int) -> None:
    running, included = course(), STARTER.included[meter]
    assert included is not None
    left = racers * 4 // 10
    running.use(meter, included - left * unit)

    outcomes = race(racers, lambda number: running.send(number, meter, unit))

    assert outcomes == {GRANTED: left, f"plan-limit-exceeded {meter}": racers - left}
    assert running.total(meter) == included == recorded(running, meter)
    assert running.warnings() == {(meter, 80): 1, (meter, 100): 1}


@pytest.mark.parametrize("racers", RACERS)
def test_a_limit_that_no_sum_of_records_meets(racers: int) -> None:
    running = course()
    running.use(Meter.API_CALL, 99_900)

    outcomes = race(racers, lambda number: running.send(number, Meter.API_CALL, 7))

    assert outcomes == {GRANTED: 14, "plan-limit-exceeded api_call": racers - 14}
    assert running.total("api_call") == 99_998 == recorded(running, Meter.API_CALL)
    assert running.warnings() == {("api_call", 80): 1, ("api_call", 100): 1}


@pytest.mark.parametrize("racers", RACERS)
def test_batches_that_race_fill_the_limit_to_the_last_call(racers: int) -> None:
    running = course()
    running.use(Meter.API_CALL, 99_950)

    race(racers // 10, lambda number: running.send_batch(number, Meter.API_CALL, 6))

    assert running.total("api_call") == 100_000 == recorded(running, Meter.API_CALL)
    assert running.total("api_call", project_id=WEBSITE) == 100_000
    assert running.warnings() == {("api_call", 80): 1, ("api_call", 100): 1}


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_bytes_of_storage(racers: int) -> None:
    running = course()
    projects = [project(ProjectId(f"prj_{number}")) for number in range(100, 100 + racers)]
    start(running.storage, *projects)

    outcomes = race(racers, lambda number: running.send(number, Meter.STORAGE, GIGABYTE, projects[number].id))

    assert outcomes == {GRANTED: 10, "plan-limit-exceeded storage": racers - 10}
    assert running.storage.workspaces.open(machine()).total(STORAGE_TOTAL) == 10 * GIGABYTE
    assert running.warnings() == {("storage", 80): 1, ("storage", 100): 1}


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_money_under_the_cap(racers: int) -> None:
    cents = racers * 2 // 100
    running = course(overage=Overage(enabled=True, spend_cap_cents=cents))
    running.use(Meter.API_CALL, 100_000)
    fits = cents * 1_000 // 45

    outcomes = race(racers, lambda number: running.send(number, Meter.API_CALL, 1))

    assert outcomes == {GRANTED: fits, "plan-limit-exceeded spend": racers - fits}
    assert running.total("spend") * 1_000 == fits * 45 * spend_units_per_cent(MARCH)
    assert running.total("api_call") == 100_000 + fits == recorded(running, Meter.API_CALL)
    assert running.warnings() == {("api_call", 80): 1, ("api_call", 100): 1, ("spend", 80): 1, ("spend", 100): 1}


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_free_calls_and_the_first_that_cost(racers: int) -> None:
    running = course(overage=Overage(enabled=True, spend_cap_cents=1))
    running.use(Meter.API_CALL, 99_990)

    outcomes = race(racers, lambda number: running.send(number, Meter.API_CALL, 1))

    assert outcomes == {GRANTED: 10 + 22, "plan-limit-exceeded spend": racers - 32}
    assert running.total("spend") * 1_000 == 22 * 45 * spend_units_per_cent(MARCH)


@pytest.mark.parametrize("racers", RACERS)
def test_all_kinds_of_usage_race_for_one_cap(racers: int) -> None:
    running = course(overage=Overage(enabled=True, spend_cap_cents=40))
    running.use(Meter.COMPUTE, 1_000 * 10**6)
    kinds = ((Meter.COMPUTE, 10**6), (Meter.BANDWIDTH, GIGABYTE))

    outcomes = race(racers, lambda number: running.send(number, *kinds[number % 2]))

    spent = running.total("spend")
    bandwidth, minutes = running.total("bandwidth"), running.total("compute") - 1_000 * 10**6
    assert outcomes[GRANTED] + outcomes["plan-limit-exceeded spend"] == racers
    assert spent * 10 == (bandwidth // GIGABYTE * 72 + minutes // 10**6 * 90) * spend_units_per_cent(MARCH)
    assert 40 - 9 < spent / spend_units_per_cent(MARCH) <= 40


@pytest.mark.parametrize("racers", RACERS)
def test_the_same_record_counts_once(racers: int) -> None:
    running = course()

    outcomes = race(racers, lambda number: resend(running, number))

    assert outcomes == {GRANTED: racers}
    assert running.total("api_call") == 5 == recorded(running, Meter.API_CALL)


@pytest.mark.parametrize("racers", RACERS)
def test_of_different_records_under_one_id_one_counts(racers: int) -> None:
    running = course()

    outcomes = race(racers, lambda number: resend(running, number, amount=number + 1))

    assert outcomes == {GRANTED: 1, "conflict": racers - 1}
    assert running.total("api_call") == recorded(running, Meter.API_CALL) > 0


@pytest.mark.parametrize("racers", RACERS)
def test_corrections_that_race_take_back_no_more_than_their_record(racers: int) -> None:
    running = course()
    running.use(Meter.API_CALL, racers // 4)
    running.send(racers, Meter.API_CALL, 1_000, WEBSITE)

    outcomes = race(racers, lambda number: correct(running, number))

    assert outcomes == {GRANTED: racers // 4, "conflict": racers - racers // 4}
    assert running.total("api_call") == 1_000 == recorded(running, Meter.API_CALL)


@pytest.mark.parametrize("racers", RACERS)
def test_without_a_limit_everything_is_granted(racers: int) -> None:
    running = course(plan=ENTERPRISE)

    outcomes = race(racers, lambda number: running.send(number, Meter.API_CALL, 3))

    assert outcomes == {GRANTED: racers}
    assert running.total("api_call") == 3 * racers == recorded(running, Meter.API_CALL)
    assert running.total("api_call", project_id=WEBSITE) + running.total("api_call", project_id=SHOP) == 3 * racers


@pytest.mark.parametrize("racers", RACERS)
def test_usage_is_counted_in_the_stretch_that_accepts_it_though_the_plan_changes(racers: int) -> None:
    running = course(overage=Overage(enabled=True, spend_cap_cents=10_000))
    running.use(Meter.API_CALL, 100_000)

    outcomes = race(racers, lambda number: send_or_change_plan(running, number))

    report = running.desks[0].report_usage(machine(), cycle=MARCH)
    lines = [line for line in report.meters[0].lines if line.meter is Meter.API_CALL]
    assert outcomes == {GRANTED: racers}
    assert len(lines) == 2
    assert sum(line.overage * rate for line, rate in zip(lines, (45, 40), strict=True)) * spend_units_per_cent(
        MARCH
    ) == 1_000 * running.total("spend")


def resend(running: Course, number: int, amount: int = 5) -> None:
    running.desks[number % 2].record_usage(
        machine(),
        project_id=WEBSITE,
        meter=Meter.API_CALL,
        amount=amount,
        metadata={},
        record_id=RecordId("the-same"),
        timestamp=NOON - timedelta(seconds=1),
    )


def correct(running: Course, number: int) -> None:
    running.desks[number % 2].record_usage(
        machine(),
        project_id=WEBSITE,
        meter=Meter.API_CALL,
        amount=-1,
        metadata={},
        record_id=RecordId(f"racer-{number}"),
        corrects=RecordId("before"),
    )


def send_or_change_plan(running: Course, number: int) -> None:
    if number == 50:
        running.desks[1].change_plan(house(), plan="pro")
    else:
        running.send(number, Meter.API_CALL, 1)
