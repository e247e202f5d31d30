"""However many race for the last of a limit from four processes, it is never passed, and all that fits is granted."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from adapters.dynamodb.engine.gateway import Wire
from adapters.dynamodb.rate_limiter import SLICES
from application.access.rate_limited import RateLimited
from application.ports.rate_limiter import RatePolicy
from domain.billing_cycle import BillingCycle
from domain.ids import RecordId
from domain.limits.claim import OWNERS, PROJECTS, SEATS, Limit
from domain.money import GIGABYTE, spend_units_per_cent
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.organization import Organization
from domain.organizations.settings import Overage, Settings
from domain.people.user import UserStatus
from domain.plans.meter import Meter
from domain.projects.project import Environment, ProjectType
from domain.usage.allowance import STORAGE_TOTAL
from tests.assemblies.companies import (
    ALICE,
    PRO,
    SHOP,
    STARTER,
    WEBSITE,
    admit,
    found,
    house,
    machine,
    numbered,
    organization,
    project,
    start,
)
from tests.assemblies.office import office
from tests.assemblies.storage import Storage
from tests.assemblies.tables import over_table, table_on
from tests.assemblies.usage_desk import usage_desk
from tests.contract.deeds import events_of
from tests.properties.processes import PROCESSES, Stadium, stadium
from tests.properties.racing import GRANTED, RACERS

MARCH = BillingCycle.parse("2026-03")
CALLS = Limit("api_call", "2026-03")
SPEND = Limit("spend", "2026-03")
QUOTA = 500


@pytest.fixture(scope="module")
def four(dynamodb_endpoint: str) -> Iterator[Stadium]:
    with stadium(dynamodb_endpoint) as four:
        yield four


@pytest.fixture
def wire(dynamodb_endpoint: str) -> Iterator[Wire]:
    with table_on(dynamodb_endpoint) as wire:
        yield wire


@pytest.fixture
def storage(wire: Wire) -> Storage:
    return over_table(wire)


def total(storage: Storage, limit: Limit) -> int:
    return storage.workspaces.open(house()).total(limit)


def at_work(storage: Storage, company: Organization) -> None:
    """Acme with two projects."""
    found(storage, company)
    start(storage, project(), project(SHOP))


def use(storage: Storage, meter: Meter, amount: int) -> None:
    send(storage, "before", meter, amount)


def send(storage: Storage, name: str, meter: Meter, amount: int, at: int = 0) -> None:
    usage_desk(storage).record_usage(
        machine(),
        project_id=(WEBSITE, SHOP)[at % 2],
        meter=meter,
        amount=amount,
        metadata={},
        record_id=RecordId(name),
    )


def invite(storage: Storage, number: int) -> None:
    office(storage).invite_user(house(), email=EmailAddress(f"guest{number}@acme.example"))


def start_project(storage: Storage, number: int) -> None:
    office(storage).create_project(
        house(),
        name=f"Project {number}",
        slug=Slug(f"project-{number}"),
        type=ProjectType.WEB,
        environment=Environment.PRODUCTION,
    )


def call(storage: Storage, number: int) -> None:
    send(storage, f"racer-{number}", Meter.API_CALL, 7, number)


def compute(storage: Storage, number: int) -> None:
    send(storage, f"racer-{number}", Meter.COMPUTE, 1_500_000, number)


def spend(storage: Storage, number: int) -> None:
    send(storage, f"racer-{number}", Meter.BANDWIDTH, 2 * GIGABYTE, number)


def hold(storage: Storage, number: int) -> None:
    """State the storage of a project of the racer's own."""
    usage_desk(storage).record_usage(
        machine(),
        project_id=project(WEBSITE).id if number % 2 else SHOP,
        meter=Meter.STORAGE,
        amount=(number % 7 + 1) * GIGABYTE,
        metadata={},
        record_id=RecordId(f"racer-{number}"),
    )


def same_record(storage: Storage, _: int) -> None:
    send(storage, "the-same", Meter.API_CALL, 5)


def take_back(storage: Storage, number: int) -> None:
    usage_desk(storage).record_usage(
        machine(),
        project_id=WEBSITE,
        meter=Meter.API_CALL,
        amount=-30,
        metadata={},
        record_id=RecordId(f"racer-{number}"),
        corrects=RecordId("corrected"),
    )


def step_down(storage: Storage, number: int) -> None:
    """Suspend one of five owners."""
    user_id = numbered(ALICE, 100 + number % 5).id
    office(storage).update_user(house(), user_id=user_id, status=UserStatus.SUSPENDED)


def ask(storage: Storage, _: int) -> None:
    policies = [RatePolicy("key", "key_1", QUOTA, 3_600), RatePolicy("organization", "org_1", 10**6, 60)]
    verdict = storage.rate_limiter.take(policies, storage.clock.now())
    if verdict.violated:
        raise RateLimited(verdict)


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_seats(four: Stadium, wire: Wire, storage: Storage, racers: int) -> None:
    found(storage)

    outcomes = four.race(wire, racers, invite)

    assert outcomes == {GRANTED: 10, "plan-limit-exceeded users": racers - 10}
    assert total(storage, SEATS) == 10
    assert len(storage.workspaces.open(house()).invitations.page(None, 100, lambda _: True).items) == 10


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_projects(four: Stadium, wire: Wire, storage: Storage, racers: int) -> None:
    found(storage)

    outcomes = four.race(wire, racers, start_project)

    assert outcomes == {GRANTED: 5, "plan-limit-exceeded projects": racers - 5}
    assert total(storage, PROJECTS) == 5


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_calls(four: Stadium, wire: Wire, storage: Storage, racers: int) -> None:
    at_work(storage, organization(plan=STARTER))
    use(storage, Meter.API_CALL, 100_000 - 7 * racers // 2 - 3)

    outcomes = four.race(wire, racers, call)

    assert outcomes == {GRANTED: racers // 2, "plan-limit-exceeded api_call": racers - racers // 2}
    assert total(storage, CALLS) == 100_000 - 3
    reached = [event.changes["percent"].after for event in events_of(storage) if event.action == "threshold.reached"]
    assert sorted(map(str, reached)) == ["100", "80"]


def test_the_last_of_what_a_record_says(four: Stadium, wire: Wire, storage: Storage) -> None:
    at_work(storage, organization(plan=STARTER))
    use(storage, Meter.API_CALL, 1_000)
    send(storage, "corrected", Meter.API_CALL, 100)

    outcomes = four.race(wire, 20, take_back)

    assert outcomes == {GRANTED: 3, "conflict": 17}
    assert total(storage, CALLS) == 1_010


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_minutes(four: Stadium, wire: Wire, storage: Storage, racers: int) -> None:
    at_work(storage, organization(plan=STARTER))
    use(storage, Meter.COMPUTE, 1_000 * 10**6 - 1_500_000 * (racers // 4))

    outcomes = four.race(wire, racers, compute)

    assert outcomes[GRANTED] == racers // 4
    assert total(storage, Limit("compute", "2026-03")) == 1_000 * 10**6


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_cents(four: Stadium, wire: Wire, storage: Storage, racers: int) -> None:
    overage = Overage(enabled=True, spend_cap_cents=racers * 6)
    at_work(storage, replace(organization(plan=PRO), settings=Settings(overage=overage)))

    outcomes = four.race(wire, racers, spend)

    cents = total(storage, SPEND) / spend_units_per_cent(MARCH)
    of_one = cents / outcomes[GRANTED]
    assert cents <= racers * 6 < cents + of_one
    assert outcomes == {GRANTED: outcomes[GRANTED], "plan-limit-exceeded spend": racers - outcomes[GRANTED]}


@pytest.mark.parametrize("racers", [40, pytest.param(400, marks=pytest.mark.soak)])
def test_the_last_bytes(four: Stadium, wire: Wire, storage: Storage, racers: int) -> None:
    at_work(storage, organization(plan=STARTER))

    four.race(wire, racers, hold)

    gauges = storage.workspaces.open(house()).usage.totals(MARCH).gauges.values()
    assert total(storage, STORAGE_TOTAL) == sum(gauge.held for gauge in gauges) <= 10 * GIGABYTE


@pytest.mark.parametrize("racers", RACERS)
def test_one_record_sent_by_many(four: Stadium, wire: Wire, storage: Storage, racers: int) -> None:
    at_work(storage, organization(plan=STARTER))

    outcomes = four.race(wire, racers, same_record)

    assert outcomes == {GRANTED: racers}
    assert total(storage, CALLS) == 5


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_owner(four: Stadium, wire: Wire, storage: Storage, racers: int) -> None:
    found(storage)
    admit(storage, *(numbered(ALICE, number) for number in range(100, 105)))

    four.race(wire, racers, step_down)

    assert total(storage, OWNERS) == len(storage.workspaces.open(house()).users.owners()) == 1


@pytest.mark.parametrize("racers", [1_000])
def test_the_last_requests_of_an_hour(four: Stadium, wire: Wire, racers: int) -> None:
    outcomes = four.race(wire, racers, ask)

    assert QUOTA - PROCESSES * QUOTA // SLICES <= outcomes[GRANTED] <= QUOTA
    assert outcomes["rate-limited"] == racers - outcomes[GRANTED]
