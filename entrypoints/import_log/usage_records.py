"""The usage records that a log's requests become, and the ids that keep each one counted once."""

from collections.abc import Iterator
from typing import Literal, TypedDict

from entrypoints.import_log.access_log import AccessLog
from entrypoints.import_log.replay import Timeline


class UsageRecord(TypedDict):
    """One record as `POST …/resources/batch` takes it."""

    record_id: str
    project_id: str
    type: Literal["api_call", "bandwidth"]
    quantity: int
    timestamp: str


Entry = tuple[int, UsageRecord]
"""A record with the number of the line that it comes from."""


def usage_of(log: AccessLog, project_id: str, timeline: Timeline) -> Iterator[Entry]:
    """One `api_call` for each request and its bytes as `bandwidth`, where the server noted how many.

    The id is made of the file's content, the line and the meter: whoever imports the file again, from
    whatever place and however often it was cut short, sends the same ids.
    """
    for line, request in log.requests():
        timestamp = f"{timeline.at(request.time):%Y-%m-%dT%H:%M:%SZ}"
        source = f"log-{log.digest[:32]}-{line}"
        yield (
            line,
            {
                "record_id": f"{source}-api_call",
                "project_id": project_id,
                "type": "api_call",
                "quantity": 1,
                "timestamp": timestamp,
            },
        )
        if request.sent is not None:
            yield (
                line,
                {
                    "record_id": f"{source}-bandwidth",
                    "project_id": project_id,
                    "type": "bandwidth",
                    "quantity": request.sent,
                    "timestamp": timestamp,
                },
            )
