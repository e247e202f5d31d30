"""A batch says of each of its records, and keeps of it, what it would if the record were sent alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from application.usage.requests import UsageRequest
from domain.billing_cycle import BillingCycle
from domain.errors import Refusal
from domain.ids import ProjectId, RecordId
from domain.plans.meter import Meter
from domain.projects.project import ProjectStatus
from domain.usage.cost import CycleTotals
from domain.usage.record import UsageRecord
from domain.usage.timeliness import GREATEST_LEAD
from tests.assemblies.companies import SHOP, WEBSITE, found, machine, project, start
from tests.assemblies.storage import NOON, Storage, in_memory
from tests.assemblies.usage_desk import UsageDesk, usage_desk
from tests.properties.histories import MICROSECOND

MARCH: Final = BillingCycle.of(NOON)
NOWS: Final = (NOON, MARCH.start + timedelta(hours=12))
"""February is closed, and is still open."""

NOWHERE: Final = ProjectId("prj_404")
ARCHIVED: Final = ProjectId("prj_7")


@st.composite
def batches(draw: st.DrawFn, now: datetime) -> list[UsageRequest]:
    """Records of few kinds, so that all of a batch are often alike, and rarely one is not."""
    earlier = [MARCH.start - MICROSECOND, MARCH.start, now - timedelta(hours=1), now]
    ahead = [now + GREATEST_LEAD, now + GREATEST_LEAD + MICROSECOND]
    projects = draw(st.sampled_from([[WEBSITE], [WEBSITE, SHOP], [WEBSITE, NOWHERE], [WEBSITE, ARCHIVED]]))
    moments = draw(st.lists(st.sampled_from([None, *earlier, *ahead]), min_size=1, max_size=2))
    smallest = draw(st.sampled_from([0, 0, -1]))
    return [
        UsageRequest(
            draw(st.sampled_from(projects)),
            draw(st.sampled_from([Meter.API_CALL, Meter.COMPUTE, Meter.BANDWIDTH])),
            draw(st.integers(smallest, 3)),
            draw(st.sampled_from([{}, {"region": "eu"}])),
            RecordId(f"r{index}"),
            draw(st.sampled_from(moments)),
        )
        for index in range(draw(st.integers(1, 6)))
    ]


def opened(now: datetime) -> tuple[UsageDesk, Storage]:
    storage = in_memory(now)
    found(storage)
    start(storage, project(WEBSITE), project(SHOP), replace(project(ARCHIVED), status=ProjectStatus.ARCHIVED))
    return usage_desk(storage), storage


def kept(storage: Storage, requests: Sequence[UsageRequest]) -> tuple[list[UsageRecord | None], list[CycleTotals]]:
    usage = storage.workspaces.open(machine()).usage
    cycles = (MARCH.previous, MARCH)
    return [usage.record(request.record_id) for request in requests], [usage.totals(cycle) for cycle in cycles]


def refusal_of(desk: UsageDesk, request: UsageRequest) -> str:
    sent = request._asdict()
    try:
        desk.record_usage(machine(), **sent)
    except Refusal as refusal:
        return refusal.code
    return ""


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NOWS).flatmap(lambda now: st.tuples(st.just(now), batches(now))))
def test_a_batch_says_and_keeps_what_its_records_would_alone(sent: tuple[datetime, list[UsageRequest]]) -> None:
    now, requests = sent
    (together, one_store), (alone, other_store) = opened(now), opened(now)

    outcome = together.record_batch(machine(), records=requests)
    refusals = [refusal_of(alone, request) for request in requests]

    assert [(index, refusal.code) for index, refusal in outcome.refused] == [
        (index, code) for index, code in enumerate(refusals) if code
    ]
    assert outcome.accepted == refusals.count("")
    assert kept(one_store, requests) == kept(other_store, requests)
