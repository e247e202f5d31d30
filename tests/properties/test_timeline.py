"""A project's records are listed newest first, in whatever order they came."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.memory.rows import to_rows
from adapters.memory.timeline import Timeline
from domain.ids import RecordId
from domain.plans.meter import Meter
from domain.usage.record import UsageRecord, resource_id
from tests.assemblies.companies import WEBSITE
from tests.assemblies.storage import NOON

BATCHES = st.lists(st.lists(st.integers(0, 100), min_size=1, max_size=12), min_size=1, max_size=30)
"""The seconds at which the records of each batch happened."""


def record(number: int, second: int) -> UsageRecord:
    moment = NOON + timedelta(seconds=second)
    return UsageRecord(RecordId(f"r{number}"), WEBSITE, Meter.API_CALL, 1, moment, moment, {}, None, None)


def filled(sent: list[list[UsageRecord]]) -> Timeline:
    timeline = Timeline()
    for batch in sent:
        timeline.add(to_rows(batch))
    return timeline


@settings(max_examples=200, deadline=None)
@given(BATCHES)
def test_records_are_listed_newest_first_in_whatever_order_they_came(batches: list[list[int]]) -> None:
    sent = [[record(100 * place + index, second) for index, second in enumerate(b)] for place, b in enumerate(batches)]
    timeline = filled(sent)
    everything = [one for batch in sent for one in batch]

    page = timeline.page(None, len(everything), lambda _: True, None, None)

    newest_first = sorted(everything, key=lambda one: (one.timestamp, resource_id(one.record_id)), reverse=True)
    assert list(page.items) == newest_first
