"""The request bodies that every row sends: six fields, as a metering client would."""

import itertools
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import orjson

METADATA = {"region": "eu-west-1"}
SPAN = timedelta(hours=1)
"""Before now: in this hour the records happen, a millisecond apart, again and again."""
MILLISECOND = timedelta(milliseconds=1)


def records(project_id: str, prefix: str) -> Iterator[dict[str, object]]:
    """Usage records without end, each with an id and a moment of its own; `prefix` keeps two series apart."""
    start = datetime.fromtimestamp(int(time.time()), UTC) - SPAN
    for serial in itertools.count():
        timestamp = (start + serial * MILLISECOND % SPAN).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        yield {
            "project_id": project_id,
            "type": "api_call",
            "quantity": 1,
            "metadata": METADATA,
            "record_id": f"{prefix}-{serial:012d}",
            "timestamp": timestamp,
        }


def single(series: Iterator[dict[str, object]]) -> bytes:
    return orjson.dumps(next(series))


def batch(series: Iterator[dict[str, object]], size: int) -> bytes:
    return orjson.dumps({"records": list(itertools.islice(series, size))})
