"""The contract of Workspaces about usage: records kept once, their totals, days and lists."""

from datetime import date, timedelta

import pytest

from application.unit_of_work import CommitRefused, Page
from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId, RecordId
from domain.limits.claim import Claim, Limit
from domain.plans.meter import Meter
from domain.usage.gauge import Gauge, StorageOpening
from domain.usage.record import UsageRecord, resource_id
from tests.assemblies.companies import SHOP, WEBSITE, found, house
from tests.assemblies.storage import NOON, Storage

MARCH = BillingCycle.parse("2026-03")
SECOND = timedelta(seconds=1)


def record(name: str = "r-1", meter: Meter = Meter.API_CALL, amount: int = 5, ago: timedelta = SECOND) -> UsageRecord:
    at = NOON - ago
    return UsageRecord(RecordId(name), WEBSITE, meter, amount, at, at, {"region": "eu"}, None, 100, 1)


def count(storage: Storage, *records: UsageRecord) -> None:
    with storage.workspaces.open(house()) as workspace:
        workspace.count(records)
        workspace.commit(None)


def page(
    storage: Storage, after: str | None = None, limit: int = 10, project: ProjectId = WEBSITE
) -> Page[UsageRecord]:
    usage = storage.workspaces.open(house()).usage
    return usage.page(project, after, limit, lambda _: True, None, None)


class UsageContract:
    def test_a_record_that_was_counted_is_kept_whole(self, storage: Storage) -> None:
        found(storage)

        count(storage, record())

        assert storage.workspaces.open(house()).usage.record(RecordId("r-1")) == record()

    def test_a_record_that_nobody_sent_is_not_there(self, storage: Storage) -> None:
        found(storage)

        assert storage.workspaces.open(house()).usage.record(RecordId("r-1")) is None

    def test_a_record_is_counted_once(self, storage: Storage) -> None:
        found(storage)
        count(storage, record())

        with pytest.raises(CommitRefused) as refused:
            count(storage, record(amount=7))

        assert refused.value.repeats == {RecordId("r-1"): record()}
        assert storage.workspaces.open(house()).usage.record(RecordId("r-1")) == record()

    def test_one_repeat_refuses_the_whole_commit_and_is_named_alone(self, storage: Storage) -> None:
        found(storage)
        count(storage, record("r-2"))

        with storage.workspaces.open(house()) as workspace:
            workspace.count([record("r-1"), record("r-2"), record("r-3")])
            workspace.claim(Claim(Limit("api_call", "2026-03"), 15))
            with pytest.raises(CommitRefused) as refused:
                workspace.commit(None)

        assert set(refused.value.repeats) == {RecordId("r-2")}
        assert storage.workspaces.open(house()).usage.record(RecordId("r-1")) is None
        assert storage.workspaces.open(house()).total(Limit("api_call", "2026-03")) == 0

    def test_record_ids_are_taken_as_they_are(self, storage: Storage) -> None:
        found(storage)

        count(storage, record("r"), record("R"), record("r "), record("r#1"), record("r/1"))

        assert len(page(storage).items) == 5

    def test_a_commit_takes_as_many_records_as_it_says(self, storage: Storage) -> None:
        found(storage)
        capacity = storage.workspaces.open(house()).capacity

        count(storage, *(record(f"r-{number}") for number in range(capacity)))

        assert page(storage, limit=1).items[0].amount == 5

    def test_a_projects_day_adds_up(self, storage: Storage) -> None:
        found(storage)
        yesterday = timedelta(days=1)
        count(storage, record("r-1"), record("r-2"), record("r-3", ago=yesterday), record("r-4", Meter.COMPUTE, 9))

        days = storage.workspaces.open(house()).usage.days(WEBSITE, date(2026, 3, 9), date(2026, 3, 10))

        assert days == {
            (date(2026, 3, 9), Meter.API_CALL): 5,
            (date(2026, 3, 10), Meter.API_CALL): 10,
            (date(2026, 3, 10), Meter.COMPUTE): 9,
        }

    def test_days_outside_are_not_told(self, storage: Storage) -> None:
        found(storage)
        count(storage, record("r-1", ago=timedelta(days=1)), record("r-2"), record("r-3", ago=timedelta(days=-1)))

        days = storage.workspaces.open(house()).usage.days(WEBSITE, date(2026, 3, 10), date(2026, 3, 10))

        assert days == {(date(2026, 3, 10), Meter.API_CALL): 5}

    def test_a_day_is_that_on_which_a_record_counts(self, storage: Storage) -> None:
        found(storage)
        late = record("r-2")._replace(counted_at=NOON - timedelta(days=2), corrects=RecordId("r-1"), amount=-1)
        count(storage, record("r-1", ago=timedelta(days=2)), late)

        days = storage.workspaces.open(house()).usage.days(WEBSITE, date(2026, 3, 1), date(2026, 3, 31))

        assert days == {(date(2026, 3, 8), Meter.API_CALL): 4}

    def test_a_day_of_storage_is_its_latest_record(self, storage: Storage) -> None:
        found(storage)
        count(storage, record("r-1", Meter.STORAGE, 7, 2 * SECOND))
        count(storage, record("r-2", Meter.STORAGE, 3, SECOND))

        days = storage.workspaces.open(house()).usage.days(WEBSITE, date(2026, 3, 10), date(2026, 3, 10))

        assert days == {(date(2026, 3, 10), Meter.STORAGE): 3}

    def test_the_totals_of_a_cycle_are_what_was_claimed(self, storage: Storage) -> None:
        found(storage)
        overage = Limit("storage-overage/1", "2026-03")
        gauge = Gauge(SHOP, 7, NOON)
        with storage.workspaces.open(house()) as workspace:
            workspace.claim(
                Claim(Limit("api_call", "2026-03"), 5),
                Claim(Limit("api_call", "2026-03", WEBSITE), 4),
                Claim(Limit("storage-time", "2026-03", SHOP), 3),
                Claim(overage, 2),
                Claim(Limit("spend", "2026-03"), 10**30),
                Claim(Limit("api_call", "2026-04"), 99),
            )
            workspace.save(gauge)
            workspace.save(StorageOpening(MARCH))
            workspace.commit(None)

        totals = storage.workspaces.open(house()).usage.totals(MARCH)

        assert totals.counted == {Meter.API_CALL: 5}
        assert totals.by_project == {(WEBSITE, Meter.API_CALL): 4, (SHOP, Meter.STORAGE): 3}
        assert totals.storage_overage == {overage: 2}
        assert totals.spend == 10**30
        assert [known.held for known in totals.gauges.values()] == [7]
        assert totals.opened

    def test_a_cycle_after_the_last_one_that_was_opened_is_not_open(self, storage: Storage) -> None:
        found(storage)
        with storage.workspaces.open(house()) as workspace:
            workspace.save(StorageOpening(MARCH))
            workspace.commit(None)

        usage = storage.workspaces.open(house()).usage

        assert usage.totals(MARCH.previous).opened
        assert not usage.totals(MARCH.next).opened

    def test_a_gauge_is_replaced_only_as_it_was_read(self, storage: Storage) -> None:
        found(storage)
        restate(storage, Gauge(SHOP, 7, NOON))
        read = storage.workspaces.open(house()).usage.gauge(SHOP)
        assert read is not None
        restate(storage, read.restate(8, NOON))

        with pytest.raises(CommitRefused) as refused:
            restate(storage, read.restate(9, NOON))

        assert refused.value.stale
        assert storage.workspaces.open(house()).usage.gauge(SHOP) == Gauge(SHOP, 8, NOON, version=2)

    def test_the_course_of_the_bytes_is_told_from_any_moment_on_in_however_many_steps(self, storage: Storage) -> None:
        found(storage)
        hold_more_each_second(storage, 50)

        usage = storage.workspaces.open(house()).usage

        assert [len(usage.levels(NOON + seconds * SECOND)) for seconds in (0, 1, 10, 29, 30, 49, 50)] == [
            50, 49, 40, 21, 20, 1, 0,
        ]  # fmt: skip
        assert [change.change for change in usage.levels(NOON + 10 * SECOND)] == list(range(11, 51))

    def test_steps_of_one_moment_are_all_told(self, storage: Storage) -> None:
        found(storage)
        hold_more_at_once(storage, 45)

        assert len(storage.workspaces.open(house()).usage.levels(NOON - SECOND)) == 45

    def test_records_are_listed_newest_first_whatever_order_they_came_in(self, storage: Storage) -> None:
        found(storage)

        count(storage, record("r-2", ago=2 * SECOND), record("r-1", ago=SECOND))
        count(storage, record("r-4", ago=4 * SECOND), record("r-3", ago=3 * SECOND))

        assert [listed.record_id for listed in page(storage).items] == ["r-1", "r-2", "r-3", "r-4"]

    def test_records_of_one_moment_are_listed_by_resource_id(self, storage: Storage) -> None:
        found(storage)
        names = [f"r-{number}" for number in range(9)]

        count(storage, *map(record, names))

        listed = [resource_id(known.record_id) for known in page(storage).items]
        assert listed == sorted((resource_id(RecordId(name)) for name in names), reverse=True)

    def test_pages_give_every_record_once(self, storage: Storage) -> None:
        found(storage)
        count(storage, *(record(f"r-{number}", ago=SECOND * (number // 3)) for number in range(8)))

        first = page(storage, limit=3)
        second = page(storage, first.next, 3)
        third = page(storage, second.next, 3)

        listed = [known.record_id for known in (*first.items, *second.items, *third.items)]
        assert sorted(listed) == [f"r-{number}" for number in range(8)]
        assert [len(first.items), len(second.items), len(third.items)] == [3, 3, 2]
        assert third.next is None

    def test_a_cursor_stands_where_it_stood_though_records_come_in(self, storage: Storage) -> None:
        found(storage)
        count(storage, *(record(f"r-{number}", ago=SECOND * number) for number in range(4)))
        first = page(storage, limit=2)

        count(storage, record("new", ago=-SECOND), record("late", ago=timedelta(hours=1)))

        rest = page(storage, first.next)
        assert [known.record_id for known in rest.items] == ["r-2", "r-3", "late"]

    def test_a_list_keeps_to_its_project(self, storage: Storage) -> None:
        found(storage)
        count(storage, record("r-1"), record("r-2")._replace(project_id=SHOP))

        assert [known.record_id for known in page(storage, project=SHOP).items] == ["r-2"]
        assert page(storage, project=ProjectId("prj_123")) == Page((), None)

    def test_a_list_keeps_to_its_time(self, storage: Storage) -> None:
        found(storage)
        count(storage, *(record(f"r-{number}", ago=SECOND * number) for number in range(5)))
        usage = storage.workspaces.open(house()).usage

        listed = usage.page(WEBSITE, None, 10, lambda _: True, NOON - 3 * SECOND, NOON - SECOND)

        assert [known.record_id for known in listed.items] == ["r-2", "r-3"]

    def test_a_list_may_be_filtered(self, storage: Storage) -> None:
        found(storage)
        count(storage, record("r-1"), record("r-2", Meter.BANDWIDTH))
        usage = storage.workspaces.open(house()).usage

        listed = usage.page(WEBSITE, None, 10, lambda known: known.meter is Meter.BANDWIDTH, None, None)

        assert [known.record_id for known in listed.items] == ["r-2"]


def hold_more_each_second(storage: Storage, seconds: int) -> None:
    """After n seconds n bytes more than before."""
    held = 0
    for second in range(1, seconds + 1):
        held += second
        with storage.workspaces.open(house()) as workspace:
            gauge = workspace.usage.gauge(SHOP) or Gauge(SHOP, 0, NOON)
            workspace.save(gauge.restate(held, NOON + second * SECOND))
            workspace.commit(None)


def hold_more_at_once(storage: Storage, times: int) -> None:
    """One byte more each time, all of it at one moment."""
    for _ in range(times):
        with storage.workspaces.open(house()) as workspace:
            gauge = workspace.usage.gauge(SHOP) or Gauge(SHOP, 0, NOON)
            workspace.save(gauge.restate(gauge.held + 1, NOON))
            workspace.commit(None)


def restate(storage: Storage, gauge: Gauge) -> None:
    with storage.workspaces.open(house()) as workspace:
        workspace.save(gauge)
        workspace.commit(None)
