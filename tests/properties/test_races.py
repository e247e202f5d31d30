"""However many race for the last seat, project, name or token, one more is never granted, and none too few."""

import pytest

from application.access.rate_limited import RateLimited
from application.actor import Actor, Once, Source
from application.ports.rate_limiter import RatePolicy, RateVerdict
from application.ports.workspaces import Workspace
from domain.ids import UserId
from domain.limits.claim import OWNERS, PROJECTS, SEATS
from domain.organizations.names import EmailAddress, Slug
from domain.people.user import UserStatus
from domain.projects.project import Environment, Project, ProjectType
from tests.assemblies.companies import ALICE, acting, admit, found, house, machine, numbered
from tests.assemblies.office import Office, office
from tests.assemblies.storage import NOON, Storage, in_memory
from tests.contract.deeds import events_of
from tests.properties.racing import GRANTED, RACERS, race


def opened(storage: Storage) -> Workspace:
    return storage.workspaces.open(machine())


def guest(number: int) -> EmailAddress:
    return EmailAddress(f"guest{number}@acme.example")


def start(staff: Office, slug: str, actor: Actor) -> Project:
    return staff.create_project(
        actor, name=slug, slug=Slug(slug), type=ProjectType.WEB, environment=Environment.PRODUCTION
    )


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_seats(racers: int) -> None:
    storage = in_memory()
    found(storage)
    admit(storage, ALICE)
    staff = office(storage)

    outcomes = race(racers, lambda number: staff.invite_user(acting(), email=guest(number)))

    assert outcomes == {GRANTED: 9, "plan-limit-exceeded users": racers - 9}
    assert opened(storage).total(SEATS) == 10
    assert len(opened(storage).invitations.page(None, 100, lambda _: True).items) == 9
    assert [event.action for event in events_of(storage)].count("invitation.created") == 9


@pytest.mark.parametrize("racers", RACERS)
def test_a_seat_that_comes_and_goes(racers: int) -> None:
    storage = in_memory()
    found(storage)
    admit(storage, ALICE, *(numbered(ALICE, number) for number in range(100, 109)))
    staff = office(storage)

    outcomes = race(racers, lambda number: remove_or_invite(staff, number))

    users = len(opened(storage).users.page(None, 100, lambda _: True).items)
    invited = len(opened(storage).invitations.page(None, 100, lambda _: True).items)
    assert users == 5
    assert opened(storage).total(SEATS) == users + invited <= 10
    assert outcomes[GRANTED] == 5 + invited


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_projects(racers: int) -> None:
    storage = in_memory()
    found(storage)
    staff = office(storage)

    outcomes = race(racers, lambda number: start(staff, f"project-{number}", house()))

    assert outcomes == {GRANTED: 5, "plan-limit-exceeded projects": racers - 5}
    assert opened(storage).total(PROJECTS) == 5
    assert len(opened(storage).projects.page(None, 100, lambda _: True).items) == 5


@pytest.mark.parametrize("racers", RACERS)
def test_one_slug_for_many_projects(racers: int) -> None:
    storage = in_memory()
    found(storage)
    staff = office(storage)

    outcomes = race(racers, lambda _: start(staff, "website", house()))

    assert outcomes == {GRANTED: 1, "conflict": racers - 1}
    assert opened(storage).total(PROJECTS) == 1


@pytest.mark.parametrize("racers", RACERS)
def test_one_address_invited_by_many(racers: int) -> None:
    storage = in_memory()
    found(storage)
    staff = office(storage)

    outcomes = race(racers, lambda _: staff.invite_user(house(), email=guest(1)))

    assert outcomes == {GRANTED: 1, "conflict": racers - 1}
    assert opened(storage).total(SEATS) == 1


@pytest.mark.parametrize("racers", RACERS)
def test_one_slug_for_many_companies(racers: int) -> None:
    storage = in_memory()
    staff = office(storage)

    outcomes = race(racers, lambda number: sign_up(staff, number))

    assert outcomes == {GRANTED: 1, "conflict": racers - 1}
    assert storage.directory.organization_by_slug(Slug("acme")) is not None


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_owner_of_many_who_leave(racers: int) -> None:
    storage = in_memory()
    found(storage)
    owners = [numbered(ALICE, number) for number in range(100, 100 + racers)]
    admit(storage, *owners)
    staff = office(storage)

    outcomes = race(racers, lambda number: staff.remove_user(acting(owners[number]), user_id=owners[number].id))

    assert outcomes == {GRANTED: racers - 1, "conflict": 1}
    assert opened(storage).total(OWNERS) == 1 == len(opened(storage).users.owners())


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_owner_of_many_who_are_suspended(racers: int) -> None:
    storage = in_memory()
    found(storage)
    owners = [numbered(ALICE, number) for number in range(100, 100 + racers)]
    admit(storage, *owners)
    staff = office(storage)

    outcomes = race(racers, lambda number: suspend(staff, owners[number].id))

    assert outcomes == {GRANTED: racers - 1, "conflict": 1}
    assert opened(storage).total(OWNERS) == 1 == len(opened(storage).users.owners())


@pytest.mark.parametrize("racers", RACERS)
def test_one_idempotency_key_for_many_requests(racers: int) -> None:
    storage = in_memory()
    found(storage)
    staff = office(storage)
    actor = house().once_only(Once("org_1/olivia", "key-1", "print", lambda _: b"answer"))

    outcomes = race(racers, lambda number: start(staff, f"project-{number}", actor))

    assert outcomes == {GRANTED: 1, "answered before": racers - 1}
    assert opened(storage).total(PROJECTS) == 1
    assert len(events_of(storage)) == 2


@pytest.mark.parametrize("racers", RACERS)
@pytest.mark.parametrize("name", ["key", "organization"])
def test_the_last_requests_of_a_rate(name: str, racers: int) -> None:
    storage = in_memory()
    policy = RatePolicy(name, "key_1", racers * 4 // 10, 3_600)

    outcomes = race(racers, lambda _: passing(storage.rate_limiter.take((policy,), NOON)))

    assert outcomes == {GRANTED: racers * 4 // 10, RateLimited.code: racers - racers * 4 // 10}


@pytest.mark.parametrize("racers", RACERS)
def test_two_rates_grant_together_or_not_at_all(racers: int) -> None:
    storage = in_memory()
    wide, narrow = RatePolicy("key", "key_1", racers, 3_600), RatePolicy("organization", "org_1", 7, 60)

    outcomes = race(racers, lambda _: passing(storage.rate_limiter.take((wide, narrow), NOON)))

    assert outcomes == {GRANTED: 7, RateLimited.code: racers - 7}
    assert storage.rate_limiter.take((wide,), NOON).states[0].remaining == racers - 8


def passing(verdict: RateVerdict) -> None:
    if verdict.violated:
        raise RateLimited(verdict)


def remove_or_invite(staff: Office, number: int) -> object:
    if number < 5:
        return staff.remove_user(house(), user_id=UserId(f"usr_{100 + number}"))
    return staff.invite_user(house(), email=guest(number))


def suspend(staff: Office, user_id: UserId) -> object:
    return staff.update_user(house(), user_id=user_id, status=UserStatus.SUSPENDED)


def sign_up(staff: Office, number: int) -> object:
    source = Source(address=f"192.0.2.{number % 250}")
    return staff.sign_up(source, name="Acme", slug=Slug("acme"), owner_email=guest(number), plan="starter")
