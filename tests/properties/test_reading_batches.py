"""The records of a batch, read column by column, make the requests that each of them would make alone."""

from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.http.bodies.usage import RecordBody
from adapters.http.usage_columns import requests_of_alike
from adapters.http.usage_requests import SentBatch, request_of, requests_of
from application.usage.requests import UsageRequest
from domain.errors import InvalidRequest
from domain.ids import ProjectId, RecordId
from domain.plans.meter import Meter
from tests.assemblies.companies import WEBSITE
from tests.assemblies.storage import NOON

TIMES: Final = (
    "2026-03-10T12:00:00Z", "2026-03-10t12:00:00.25z", "2026-03-10T12:00:00+02:00", "2026-03-10T23:59:59-00:00",
    "1969-12-31T23:59:59Z", "1970-01-01T00:30:00+01:00", "9998-01-01T00:00:00Z", "2026-02-30T00:00:00Z",
    "9999-12-31T23:59:59-23:59",
)  # fmt: skip


def records(fields: frozenset[str]) -> st.SearchStrategy[RecordBody]:
    """Records that a schema lets pass, with some fields besides those that are needed."""
    optional: dict[str, st.SearchStrategy[object]] = {
        "metadata": st.sampled_from([{}, {"region": "eu"}]),
        "record_id": st.sampled_from([RecordId("r1"), RecordId("r2"), None]),
        "timestamp": st.sampled_from([TIMES[0], TIMES[0], *TIMES, None]),
        "corrects": st.sampled_from([None, None, RecordId("r0")]),
    }
    return st.fixed_dictionaries(
        {
            "project_id": st.sampled_from([WEBSITE, ProjectId("prj_2")]),
            "type": st.sampled_from([Meter.API_CALL, Meter.BANDWIDTH, *Meter]),
            "quantity": st.sampled_from([0, 1, 1, 2, 3, -1, 0.5, 2.0]),
            **{name: values for name, values in optional.items() if name in fields},
        }
    )  # type: ignore[return-value]


SOME_FIELDS: Final = st.frozensets(st.sampled_from(["metadata", "record_id", "timestamp", "corrects"]))
ALIKE: Final = SOME_FIELDS.flatmap(lambda fields: st.lists(records(fields), min_size=1, max_size=4))
DIFFERENT: Final = st.lists(SOME_FIELDS.flatmap(records), min_size=1, max_size=4)


def alone(record: RecordBody, name: str) -> UsageRequest | InvalidRequest:
    try:
        return request_of(record, name)
    except InvalidRequest as invalid:
        return invalid


def told(request: UsageRequest | InvalidRequest) -> str:
    """Everything about it, also the zone that its time is told in."""
    if isinstance(request, InvalidRequest):
        return str([(wrong.pointer, wrong.detail) for wrong in request.errors])
    return repr(request)


@settings(max_examples=600, deadline=None)
@given(st.one_of(ALIKE, DIFFERENT))
def test_a_batch_makes_the_requests_that_its_records_make_alone(sent: list[RecordBody]) -> None:
    batch = SentBatch(list(sent))

    assert [told(request) for request in requests_of(batch, "key")] == [
        told(alone(record, f"key:{index}")) for index, record in enumerate(sent)
    ]


def test_records_of_the_same_fields_are_read_together() -> None:
    request = UsageRequest(WEBSITE, Meter.API_CALL, 1, {}, RecordId("key:0"), NOON)
    body = {"project_id": WEBSITE, "type": Meter.API_CALL, "quantity": 1, "timestamp": TIMES[0]}

    assert requests_of_alike([body, body], "key") == [request, request._replace(record_id=RecordId("key:1"))]
