"""The contract of Workspaces about what is beyond a plan: restricted after thirty days, lifted by the last change."""

from datetime import timedelta

import pytest

from application.agenda.check_limits import CheckLimits
from application.ports.agenda import Work, WorkKind
from domain.billing.account import BillingAccount
from domain.billing.state import Paying, Restricted
from domain.ids import WorkId
from domain.roles.refusals import OrganizationRestricted
from tests.assemblies.companies import (
    ACME,
    found,
    house,
)
from tests.assemblies.storage import Storage
from tests.assemblies.usage_desk import usage_desk
from tests.contract.billing_deeds import name
from tests.contract.deeds import events_of
from tests.contract.restriction_deeds import (
    CUSTOMER,
    GIGABYTE,
    LIFTED,
    acme,
    actions,
    archive,
    bill,
    find,
    hold,
    look,
    over_before_anybody_looked,
    over_limit,
    remove,
    restrict,
)
from tests.properties.racing import GRANTED, race


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

    def test_an_invitation_that_has_run_out_holds_no_seat(self, storage: Storage) -> None:
        over_limit(storage, invitations=3)

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

    def test_what_was_too_much_before_anybody_looked_counts_from_the_first_look(self, storage: Storage) -> None:
        over_before_anybody_looked(storage)
        storage.clock.advance(timedelta(days=300))
        find(storage)
        storage.clock.advance(timedelta(days=29))

        find(storage)
        look(storage)
        a_day_before = acme(storage)
        storage.clock.advance(timedelta(days=1))
        look(storage)

        assert (a_day_before.over_limit, acme(storage).over_limit) == (False, True)

    def test_who_has_no_more_than_fits_is_not_looked_at_again(self, storage: Storage) -> None:
        found(storage)
        name(storage, CUSTOMER)

        find(storage)

        assert acme(storage).excess is None
        assert "organization.excess_found" not in actions(storage)

    def test_a_payment_that_is_owed_is_another_reason(self, storage: Storage) -> None:
        over_limit(storage, projects=2)
        restrict(storage)
        bill(storage, Restricted(storage.clock.now()))

        archive(storage, 0)

        assert acme(storage).excess is None
        assert acme(storage).status == "restricted"

    def test_paying_it_does_not_make_everything_fit(self, storage: Storage) -> None:
        over_limit(storage, projects=2)
        restrict(storage)
        bill(storage, Restricted(storage.clock.now()))

        bill(storage, Paying())

        assert acme(storage).status == "restricted"
        assert acme(storage).over_limit

    def test_the_payment_provider_has_nothing_to_learn_of_it(self, storage: Storage) -> None:
        over_limit(storage, projects=2)
        with storage.workspaces.open_current(house()) as workspace:
            workspace.save(BillingAccount(customer=CUSTOMER, aligned=workspace.organization.plans.revision))
            workspace.commit(None)

        restrict(storage)

        account = storage.workspaces.open(house()).billing.account()
        assert account.aligned == acme(storage).plans.revision
