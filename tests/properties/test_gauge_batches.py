"""A batch with storage says of each of its records, and keeps of it, what it would if the record were sent alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.usage.requests import UsageRequest
from domain.billing_cycle import BillingCycle
from domain.errors import InvalidRequest, Refusal
from domain.ids import ProjectId, RecordId
from domain.limits.refusals import PlanLimitExceeded
from domain.money import GIGABYTE
from domain.organizations.settings import Overage, Settings
from domain.plans.meter import Meter
from domain.plans.plan import Plan
from domain.projects.project import ProjectStatus
from tests.assemblies.companies import SHOP, WEBSITE, found, house, machine, organization, project, start
from tests.assemblies.storage import NOON, Storage, in_memory
from tests.assemblies.tables import over_table, table_on
from tests.assemblies.usage_desk import UsageDesk, usage_desk
from tests.contract.deeds import events_of
from tests.properties.histories import MICROSECOND
from tests.properties.small_plans import ENTERPRISE, FREE, PRO, SMALL, STARTER

APRIL: Final = BillingCycle.of(NOON).next
NOWS: Final = (NOON, APRIL.start + timedelta(hours=3), APRIL.start - timedelta(minutes=2))
"""In the middle of a month; when the one before is still open; and when the next one has begun for fast clocks."""

ARCHIVED: Final = ProjectId("prj_7")
NOWHERE: Final = ProjectId("prj_404")
WRONG: Final = InvalidRequest.at("/quantity", "this is no quantity")

Sent = UsageRequest | InvalidRequest


class Story(NamedTuple):
    """A company as it is, what was recorded before, and the batch."""

    now: datetime
    plan: Plan
    overage: Overage
    before: Sequence[UsageRequest]
    batch: Sequence[Sent]


def requests(now: datetime, first: int, last: int) -> st.SearchStrategy[UsageRequest]:
    bytes_held = st.integers(0, 4).map(lambda gigabytes: gigabytes * GIGABYTE) | st.sampled_from([1, 9 * GIGABYTE])
    times = [None, None, None, now, now - MICROSECOND, now - timedelta(hours=2), now - timedelta(days=1)]
    late = [APRIL.start, APRIL.start - MICROSECOND, APRIL.previous.start - MICROSECOND, now + timedelta(minutes=3)]
    return st.builds(
        lambda place, meter, held, calls, metadata, number, at: UsageRequest(
            place, meter, held if meter is Meter.STORAGE else calls, metadata, RecordId(f"r{number}"), at
        ),
        st.sampled_from([WEBSITE, WEBSITE, SHOP, SHOP, ARCHIVED, NOWHERE]),
        st.sampled_from([*[Meter.STORAGE] * 5, Meter.API_CALL, Meter.BANDWIDTH]),
        bytes_held,
        st.integers(0, 9),
        st.sampled_from([{}, {}, {"region": "eu"}]),
        st.integers(first, last),
        st.sampled_from([*times, *late]),
    )


@st.composite
def stories(draw: st.DrawFn) -> Story:
    now = draw(st.sampled_from(NOWS))
    plan = draw(st.sampled_from([FREE, STARTER, STARTER, PRO, ENTERPRISE]))
    overage = draw(
        st.sampled_from([Overage(enabled=False), Overage(True, 45), Overage(True, 10**6), Overage(False, 30)])
    )
    before = draw(st.lists(requests(now, 0, 9), max_size=4))
    batch = draw(st.lists(requests(now, 5, 40) | st.just(WRONG), min_size=1, max_size=14))
    return Story(now, plan, overage, before, batch)


def opened(storage: Storage, story: Story) -> UsageDesk:
    """The company of a story, its archived project holding a gigabyte."""
    found(storage, replace(organization(plan=story.plan), settings=Settings(overage=story.overage)))
    start(storage, project(WEBSITE), project(SHOP), project(ARCHIVED))
    desk = usage_desk(storage, SMALL)
    full = UsageRequest(ARCHIVED, Meter.STORAGE, GIGABYTE // 2, {}, RecordId("full"), story.now - timedelta(days=2))
    alone(desk, [full])
    with storage.workspaces.open(house()) as workspace:
        workspace.save(replace(workspace.projects.get(ARCHIVED), status=ProjectStatus.ARCHIVED))
        workspace.record(storage.events.changed(house(), "project.archived", ARCHIVED))
        workspace.commit(None)
    alone(desk, story.before)
    return desk


def facts(refusal: Refusal) -> tuple[Any, ...]:
    if isinstance(refusal, PlanLimitExceeded):
        told = (refusal.meter, refusal.maximum, refusal.used, refusal.requested, refusal.resets_at, refusal.upgrade)
        return refusal.code, told
    return refusal.code, refusal.detail


def alone(desk: UsageDesk, sent: Sequence[Sent]) -> tuple[int, int, list[tuple[int, Any]]]:
    """Send each alone: how many count, how many counted before, and why others do not."""
    repeated: list[bool] = []
    refused: list[tuple[int, Any]] = []
    for index, request in enumerate(sent):
        try:
            if isinstance(request, Refusal):
                raise request
            repeated.append(desk.record_usage(machine(), **request._asdict()).repeated)
        except Refusal as refusal:
            refused.append((index, facts(refusal)))
    return repeated.count(False), repeated.count(True), refused


def together(desk: UsageDesk, sent: Sequence[Sent]) -> tuple[int, int, list[tuple[int, Any]]]:
    outcome = desk.record_batch(machine(), records=sent)
    refused = [(index, facts(refusal)) for index, refusal in outcome.refused]
    return outcome.accepted, outcome.duplicates, refused


def kept(storage: Storage) -> dict[str, Any]:
    """Everything that usage leaves behind."""
    usage = storage.workspaces.open(machine()).usage
    cycles = (APRIL.previous.previous, APRIL.previous, APRIL)
    totals = [usage.totals(cycle) for cycle in cycles]
    raised = Counter(str(sorted(event.changes.items())) + event.resource_id for event in events_of(storage))
    return {
        "records": usage.records([RecordId(f"r{number}") for number in range(41)]),
        "days": [usage.days(known, NOON.date() - timedelta(days=30), APRIL.start.date()) for known in (WEBSITE, SHOP)],
        "totals": [replace(total, by_project=_without_nothing(total.by_project)) for total in totals],
        "levels": usage.levels(NOON - timedelta(days=60)),
        "raised": raised,
    }


def _without_nothing(totals: Any) -> Any:
    return {key: total for key, total in totals.items() if total}


def check(one: Storage, other: Storage, story: Story) -> None:
    alone_desk, together_desk = opened(one, story), opened(other, story)

    expected = alone(alone_desk, story.batch)

    assert together(together_desk, story.batch) == expected
    assert kept(other) == kept(one)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(stories())
def test_a_batch_says_and_keeps_what_its_records_would_alone(story: Story) -> None:
    check(in_memory(story.now), in_memory(story.now), story)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(stories())
def test_a_batch_on_a_table_says_and_keeps_what_its_records_would_alone(dynamodb_endpoint: str, story: Story) -> None:
    with table_on(dynamodb_endpoint) as one, table_on(dynamodb_endpoint) as other:
        check(over_table(one, story.now), over_table(other, story.now), story)
