"""Batches on their way to a server that is busy, strange or away."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from wsgiref.types import StartResponse, WSGIEnvironment

import httpx
import pytest

from entrypoints.import_log.delivery import BatchAnswer, Delivery, NotDelivered, StillBusy
from entrypoints.import_log.usage_records import UsageRecord

Answer = tuple[str, dict[str, str], object]
RECORD: UsageRecord = {
    "record_id": "log-1-api_call",
    "project_id": "prj_web",
    "type": "api_call",
    "quantity": 1,
    "timestamp": "2026-03-01T00:00:00Z",
}
COUNTED: Answer = ("200 OK", {}, {"accepted": 1, "duplicates": 0, "refused": [], "limits": []})
BUSY = {"type": "/problems/rate-limited", "title": "Too many requests", "detail": "Slow down."}


@dataclass
class Conversation:
    """A server that gives prepared answers in their order, and remembers what it was sent and the pauses."""

    answers: list[Answer]
    received: list[tuple[str, object]] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        self.received.append((environ["PATH_INFO"], json.loads(body)))
        status, headers, answer = self.answers.pop(0)
        start_response(status, list(headers.items()))
        return [answer if isinstance(answer, bytes) else json.dumps(answer).encode()]

    def send(self) -> BatchAnswer:
        with httpx.Client(transport=httpx.WSGITransport(app=self), base_url="http://tenantry.example.com") as client:
            return Delivery(client, "org_acme", 60, self.pauses.append).send([RECORD])


def test_a_batch_goes_to_its_organization() -> None:
    server = Conversation([COUNTED])

    answer = server.send()

    assert (answer.accepted, answer.duplicates, answer.refused) == (1, 0, ())
    assert server.received == [("/organizations/org_acme/resources/batch", {"records": [RECORD]})]


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_busy_server_is_asked_again_after_the_time_that_it_names(status: str) -> None:
    server = Conversation([(status, {"Retry-After": "7"}, BUSY), COUNTED])

    answer = server.send()

    assert answer.accepted == 1
    assert server.pauses == [7]


def test_a_busy_server_that_names_no_time_is_asked_again_less_and_less_often() -> None:
    away: Answer = ("503 Service Unavailable", {}, b"")
    server = Conversation([away, away, ("502 Bad Gateway", {"Retry-After": "soon"}, b"<html>"), COUNTED])

    server.send()

    assert server.pauses == [0.25, 0.5, 1.0]


def test_a_server_that_asks_for_more_time_than_there_is_is_not_waited_for() -> None:
    server = Conversation([("429 Too Many Requests", {"Retry-After": "61"}, BUSY)])

    with pytest.raises(StillBusy) as refusal:
        server.send()

    assert str(refusal.value) == "the server answers 429 Slow down"
    assert server.pauses == []


def test_waiting_ends() -> None:
    server = Conversation([("503 Service Unavailable", {"Retry-After": "0"}, b"")] * 100)

    with pytest.raises(NotDelivered):
        server.send()

    assert sum(server.pauses) <= 60


def test_a_server_that_is_out_of_reach_is_tried_until_patience_ends() -> None:
    pauses: list[float] = []
    with httpx.Client(base_url="http://127.0.0.1:1") as client, pytest.raises(StillBusy) as refusal:
        Delivery(client, "org_acme", 10, pauses.append).send([RECORD])

    assert pauses == [0.25, 0.5, 1.0, 2.0, 4.0]
    assert str(refusal.value).startswith("http://127.0.0.1:1 is out of reach: ")


@pytest.mark.parametrize("status", ["400 Bad Request", "401 Unauthorized", "404 Not Found", "307 Temporary Redirect"])
def test_a_refused_batch_is_not_sent_again(status: str) -> None:
    server = Conversation([(status, {}, {"title": "No", "detail": "Not this."})])

    with pytest.raises(NotDelivered) as refusal:
        server.send()

    assert str(refusal.value) == f"the server answers {status[:3]} Not this"
    assert len(server.received) == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>hello</html>",
        {"accepted": 1},
        {"accepted": 0, "duplicates": 0, "refused": []},
        {"accepted": 0, "duplicates": 0, "refused": [{"index": 1, "problem": {}}]},
        {"accepted": 0, "duplicates": 0, "refused": [{"index": -1, "problem": {}}]},
    ],
)
def test_an_answer_that_does_not_account_for_the_batch_is_not_believed(answer: object) -> None:
    server = Conversation([("200 OK", {}, answer)])

    with pytest.raises(NotDelivered) as refusal:
        server.send()

    assert str(refusal.value) == "http://tenantry.example.com does not answer as Tenantry does"
