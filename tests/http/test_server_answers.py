"""What the server itself says to callers of the API has the form of every other answer."""

import json
from collections.abc import Iterator

import pytest

from tests.http.site import Site
from tests.unit.adapters.http.server.running import Running, running

ORIGIN = "https://app.acme.example"
FIELDS = b"Host: x\r\nOrigin: https://app.acme.example\r\nX-Request-Id: mine-1\r\n"
MALFORMED = b"GET /health HTTP/1.1\r\n" + FIELDS + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
TOO_LARGE = b"POST /auth/login HTTP/1.1\r\n" + FIELDS + b"Content-Length: 1048577\r\n\r\n"
TOO_SLOW = b"POST /auth/login HTTP/1.1\r\n" + FIELDS + b"Content-Length: 10\r\n\r\n{"
TOO_SLOW_CHUNKS = b"GET /health HTTP/1.1\r\n" + FIELDS + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running(application=Site(cors_origins=(ORIGIN,)).api, body_seconds=0.2, head_seconds=0.2) as server:
        yield server


@pytest.mark.parametrize(
    ("sent", "status", "slug", "path"),
    [
        (TOO_LARGE, 413, "body-too-large", "/auth/login"),
        (TOO_SLOW, 408, "request-timeout", "/auth/login"),
        (TOO_SLOW_CHUNKS, 408, "request-timeout", "/health"),
    ],
)
def test_a_refusal_of_the_server_is_a_problem_like_any_other(
    server: Running, sent: bytes, status: int, slug: str, path: str
) -> None:
    head, _, body = server.ask(sent).partition(b"\r\n\r\n")

    problem = json.loads(body)
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"\r\nContent-Type: application/problem+json\r\n" in head
    assert b"\r\nX-Content-Type-Options: nosniff\r\n" in head
    assert b"\r\nX-Request-Id: mine-1\r\n" in head
    assert b"\r\nAccess-Control-Allow-Origin: https://app.acme.example\r\n" in head
    assert (problem["type"], problem["status"], problem["instance"]) == (f"/problems/{slug}", status, path)
    assert problem["request_id"] == "mine-1"


@pytest.mark.parametrize(("sent", "status"), [(MALFORMED, 400), (b"what?\r\n\r\n", 400), (b"GET /health HT", 408)])
def test_what_cannot_be_read_gets_a_problem_too(server: Running, sent: bytes, status: int) -> None:
    head, _, body = server.ask(sent).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert json.loads(body)["status"] == status


def test_the_page_of_a_timeout_explains_it(server: Running) -> None:
    page = server.ask(b"GET /problems/request-timeout HTTP/1.0\r\n\r\n")

    assert page.startswith(b"HTTP/1.1 200 ")
