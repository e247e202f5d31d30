"""The contract of Workspaces about what is beyond a plan: restricted after thirty days, lifted by the last change."""

from collections import Counter
from datetime import timedelta

import pytest

from application.agenda.check_limits import CheckLimits
from application.ports.agenda import Work, WorkKind
from domain.ids import ProjectId, RecordId, WorkId
from domain.organizations.organization import Organization
from domain.plans.meter import Meter
from domain.roles.refusals import OrganizationRestricted
from tests.assemblies.companies import (
    ACME,
    ALICE,
    BOB,
    PRO,
    acting,
    admit,
    found,
    house,
    numbered,
    organization,
    project,
    start,
)
from tests.assemblies.office import office
from tests.assemblies.storage import Storage
from tests.assemblies.usage_desk import usage_desk
from tests.contract.deeds import events_of
from tests.properties.racing import GRANTED, race

GIGABYTE = 2**30
LIFTED = "organization.restriction_lifted"


def over_limit(storage: Storage, *, users: int = 0, projects: int = 0, storing: int = 0) -> None:
    """Let Acme, with its owner, so many more users, projects and gigabytes, lose its plan for the free one."""
    found(storage, organization(plan=PRO))
    admit(storage, ALICE, *(numbered(BOB, number) for number in range(100, 100 + users)))
    start(storage, *(project(ProjectId(f"prj_{number}")) for number in range(100, 100 + projects)))
    if storing:
        hold(storage, storing * GIGABYTE)
    usage_desk(storage).change_plan(house(), plan="free", chosen=False)


def hold(storage: Storage, held: int, record: str = "r-1") -> None:
    usage_desk(storage).record_usage(
        acting(),
        project_id=ProjectId("prj_100"),
        meter=Meter.STORAGE,
        amount=held,
        metadata={},
        record_id=RecordId(record),
    )


def look(storage: Storage) -> None:
    """Do what is due about limits, as a worker does."""
    check = CheckLimits(storage.workspaces, storage.clock, storage.ids, storage.events)
    for work in storage.agenda.due(storage.clock.now(), 100):
        if work.kind is WorkKind.CHECK_LIMITS:
            check(work)


def restrict(storage: Storage) -> None:
    storage.clock.advance(timedelta(days=30))
    look(storage)


def acme(storage: Storage) -> Organization:
    return storage.workspaces.open_current(house()).organization


def actions(storage: Storage) -> Counter[str]:
    return Counter(event.action for event in events_of(storage))


def archive(storage: Storage, number: int) -> None:
    office(storage).archive_project(acting(), project_id=ProjectId(f"prj_{100 + number}"))


def remove(storage: Storage, number: int) -> None:
    office(storage).remove_user(acting(), user_id=numbered(BOB, 100 + number).id)


class RestrictionContract:
    def test_a_day_before_nothing_is_restricted(self, storage: Storage) -> None:
        over_limit(storage, projects=2)
        storage.clock.advance(timedelta(days=29))

        look(storage)

        assert not acme(storage).over_limit

    def test_after_thirty_days_it_is_once(self, storage: Storage) -> None:
        over_limit(storage, projects=2)
        restrict(storage)

        look(storage)
        CheckLimits(storage.workspaces, storage.clock, storage.ids, storage.events)(
            Work(WorkId("wrk_1"), storage.clock.now(), WorkKind.CHECK_LIMITS, ACME)
        )

        assert acme(storage).status == "restricted"
        assert actions(storage)["organization.restricted"] == 1

    def test_what_fits_by_then_is_not(self, storage: Storage) -> None:
        over_limit(storage, projects=2)
        archive(storage, 0)

        restrict(storage)

        assert not acme(storage).over_limit

    def test_the_last_change_lifts_it_with_an_event_of_its_own(self, storage: Storage) -> None:
        over_limit(storage, users=3, projects=2)
        restrict(storage)
        archive(storage, 0)
        between = acme(storage)

        remove(storage, 0)

        assert (between.over_limit, acme(storage).excess) == (True, None)
        assert [event.action for event in events_of(storage)[:2]] in (
            ["user.removed", LIFTED],
            [LIFTED, "user.removed"],
        )
        assert actions(storage)[LIFTED] == 1

    def test_the_fall_of_a_gauge_lifts_it(self, storage: Storage) -> None:
        over_limit(storage, projects=1, storing=3)
        restrict(storage)
        hold(storage, 2 * GIGABYTE, "r-2")
        between = acme(storage)

        hold(storage, GIGABYTE, "r-3")

        assert (between.over_limit, acme(storage).excess) == (True, None)
        assert actions(storage)[LIFTED] == 1

    def test_a_gauge_cannot_rise_nor_stay(self, storage: Storage) -> None:
        over_limit(storage, projects=1, storing=3)
        restrict(storage)

        with pytest.raises(OrganizationRestricted):
            hold(storage, 3 * GIGABYTE, "r-2")

    def test_a_fall_that_is_sent_again_is_answered_again(self, storage: Storage) -> None:
        over_limit(storage, projects=1, storing=3)
        restrict(storage)
        hold(storage, 2 * GIGABYTE, "r-2")

        hold(storage, 2 * GIGABYTE, "r-2")

        assert acme(storage).over_limit

    def test_archiving_what_is_archived_lifts_nothing(self, storage: Storage) -> None:
        over_limit(storage, projects=3)
        restrict(storage)
        archive(storage, 0)

        archive(storage, 0)

        assert acme(storage).over_limit

    def test_changes_at_the_same_moment_lift_it_once(self, storage: Storage) -> None:
        over_limit(storage, users=6, projects=6)
        restrict(storage)

        outcomes = race(9, lambda number: archive(storage, number) if number < 5 else remove(storage, number - 5))

        assert outcomes == {GRANTED: 9}
        assert not acme(storage).over_limit
        assert actions(storage)[LIFTED] == 1

    def test_a_change_meets_the_restriction_at_the_same_moment(self, storage: Storage) -> None:
        over_limit(storage, projects=2)
        storage.clock.advance(timedelta(days=30))

        race(2, lambda number: look(storage) if number else archive(storage, 0))

        assert not acme(storage).over_limit

    def test_a_plan_that_fits_lifts_it(self, storage: Storage) -> None:
        over_limit(storage, projects=2)
        restrict(storage)

        usage_desk(storage).change_plan(house(), plan="starter")

        assert acme(storage).excess is None

    def test_a_larger_plan_that_does_not_fit_either_does_not(self, storage: Storage) -> None:
        over_limit(storage, projects=6)
        restrict(storage)

        usage_desk(storage).change_plan(house(), plan="starter")

        assert acme(storage).over_limit

    def test_the_thirty_days_go_on_through_a_plan_that_does_not_fit_either(self, storage: Storage) -> None:
        over_limit(storage, projects=6)
        storage.clock.advance(timedelta(days=20))
        usage_desk(storage).change_plan(house(), plan="starter")
        storage.clock.advance(timedelta(days=10))

        look(storage)

        assert acme(storage).over_limit

    def test_they_begin_again_once_everything_has_fitted(self, storage: Storage) -> None:
        over_limit(storage, projects=2)
        storage.clock.advance(timedelta(days=20))
        usage_desk(storage).change_plan(house(), plan="starter")
        usage_desk(storage).change_plan(house(), plan="free", chosen=False)
        storage.clock.advance(timedelta(days=10))

        look(storage)

        assert not acme(storage).over_limit
