"""A batch says of each of its records, and keeps of it, what it would if the record were sent alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from application.usage.requests import UsageRequest
from domain.billing_cycle import BillingCycle
from domain.errors import Refusal
from domain.ids import ProjectId, RecordId
from domain.plans.meter import Meter
from domain.projects.project import ProjectStatus
from domain.usage.record import UsageRecord
from tests.assemblies.companies import SHOP, WEBSITE, found, machine, project, start
from tests.assemblies.storage import NOON, Storage, in_memory
from tests.assemblies.usage_desk import UsageDesk, usage_desk

MARCH: Final = BillingCycle.of(NOON)
MOMENTS: Final = (
    None, NOON, NOON - timedelta(days=1), MARCH.start, MARCH.start - timedelta(microseconds=1),
    NOON + timedelta(minutes=5), NOON + timedelta(minutes=5, microseconds=1),
)  # fmt: skip
NOWHERE: Final = ProjectId("prj_404")
ARCHIVED: Final = ProjectId("prj_7")


@st.composite
def batches(draw: st.DrawFn) -> list[UsageRequest]:
    """Records of few kinds, so that all of a batch are often alike, and rarely one is not."""
    projects = draw(st.sampled_from([[WEBSITE], [WEBSITE, SHOP], [WEBSITE, NOWHERE], [WEBSITE, ARCHIVED]]))
    moments = draw(st.lists(st.sampled_from(MOMENTS), min_size=1, max_size=2))
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


def opened() -> tuple[UsageDesk, Storage]:
    storage = in_memory()
    found(storage)
    start(storage, project(WEBSITE), project(SHOP), replace(project(ARCHIVED), status=ProjectStatus.ARCHIVED))
    return usage_desk(storage), storage


def kept(storage: Storage, requests: Sequence[UsageRequest]) -> list[UsageRecord | None]:
    usage = storage.workspaces.open(machine()).usage
    return [usage.record(request.record_id) for request in requests]


def refusal_of(desk: UsageDesk, request: UsageRequest) -> str:
    sent = request._asdict()
    try:
        desk.record_usage(machine(), **sent)
    except Refusal as refusal:
        return refusal.code
    return ""


@settings(max_examples=300, deadline=None)
@given(batches())
def test_a_batch_says_and_keeps_what_its_records_would_alone(requests: list[UsageRequest]) -> None:
    (together, one_store), (alone, other_store) = opened(), opened()

    outcome = together.record_batch(machine(), records=requests)
    refusals = [refusal_of(alone, request) for request in requests]

    assert [(index, refusal.code) for index, refusal in outcome.refused] == [
        (index, code) for index, code in enumerate(refusals) if code
    ]
    assert outcome.accepted == refusals.count("")
    assert kept(one_store, requests) == kept(other_store, requests)
