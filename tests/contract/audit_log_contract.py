"""The contract of Workspaces about the audit log: written with the change, newest first, gone after its time."""

from datetime import timedelta

import pytest

from application.unit_of_work import CommitRefused
from domain.limits.claim import SEATS, Claim
from tests.assemblies.companies import ACME, found, house, project
from tests.assemblies.storage import NOON, RETENTION, Storage
from tests.contract.deeds import changed, events_of, observed, see

HOUR = timedelta(hours=1)


class AuditLogContract:
    def test_an_event_is_kept_as_it_was_written(self, storage: Storage) -> None:
        found(storage)
        event = observed(storage)

        see(storage, event)

        assert events_of(storage)[0] == event

    def test_a_change_and_its_event_come_together(self, storage: Storage) -> None:
        found(storage)
        event = changed(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.save(project())
            workspace.record(event)
            workspace.commit(None)

        assert events_of(storage)[0] == event

    def test_a_refused_change_leaves_no_event(self, storage: Storage) -> None:
        found(storage)
        before = events_of(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.record(observed(storage))
            workspace.claim(Claim(SEATS, -1))
            with pytest.raises(CommitRefused):
                workspace.commit(None)

        assert events_of(storage) == before

    def test_events_are_told_newest_first(self, storage: Storage) -> None:
        found(storage)
        storage.clock.advance(HOUR)
        earlier = observed(storage)
        storage.clock.advance(HOUR)
        later, last = observed(storage), observed(storage)

        see(storage, later, last, earlier)

        assert events_of(storage)[:3] == (last, later, earlier)

    def test_a_span_begins_with_its_start_and_ends_before_its_end(self, storage: Storage) -> None:
        found(storage)
        storage.clock.advance(HOUR)
        event = observed(storage)
        see(storage, event)
        log = storage.workspaces.open(house()).audit_log

        assert log.page(None, 10, lambda _: True, event.at, event.at + HOUR).items == (event,)
        assert log.page(None, 10, lambda _: True, event.at - HOUR, event.at).items[0] != event

    def test_pages_give_every_event_once(self, storage: Storage) -> None:
        found(storage)
        see(storage, *(observed(storage) for _ in range(5)))
        log = storage.workspaces.open(house()).audit_log
        span = (NOON - HOUR, NOON + HOUR)

        first = log.page(None, 3, lambda _: True, *span)
        second = log.page(first.next, 3, lambda _: True, *span)
        told = (*first.items, *second.items)

        assert told == events_of(storage)
        assert len(first.items) == 3

    def test_a_page_that_ends_with_a_month_is_followed_by_the_month_before(self, storage: Storage) -> None:
        found(storage)
        storage.clock.set(NOON.replace(month=NOON.month + 1))
        see(storage, *(observed(storage) for _ in range(3)))
        log = storage.workspaces.open(house()).audit_log
        span = (NOON - HOUR, NOON.replace(month=NOON.month + 2))

        first = log.page(None, 3, lambda _: True, *span)
        second = log.page(first.next, 3, lambda _: True, *span)

        assert [len(first.items), len(second.items)] == [3, 1]
        assert (*first.items, *second.items) == events_of(storage)
        assert second.next is None

    def test_events_may_be_filtered(self, storage: Storage) -> None:
        found(storage)
        see(storage, observed(storage))
        log = storage.workspaces.open(house()).audit_log

        told = log.page(None, 10, lambda event: event.action == "threshold.reached", NOON - HOUR, NOON + HOUR)

        assert [event.action for event in told.items] == ["threshold.reached"]

    def test_an_event_is_kept_to_the_last_day_of_its_time(self, storage: Storage) -> None:
        found(storage)
        first = events_of(storage)

        storage.clock.advance(RETENTION - HOUR)
        see(storage, observed(storage))

        assert events_of(storage)[-1:] == first

    def test_an_event_whose_time_is_over_is_gone(self, storage: Storage) -> None:
        found(storage)
        first = events_of(storage)

        storage.clock.advance(RETENTION + HOUR)
        see(storage, observed(storage))

        assert len(first) == 1
        assert not set(map(id_of, first)) & set(map(id_of, events_of(storage)))

    def test_no_port_changes_an_event(self, storage: Storage) -> None:
        found(storage)
        log = storage.workspaces.open(house(ACME)).audit_log

        assert {name for name in dir(log) if not name.startswith("_")} == {"page"}


def id_of(event: object) -> str:
    return str(getattr(event, "id", ""))
