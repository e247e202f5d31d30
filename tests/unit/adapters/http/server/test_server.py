"""The server over real sockets: what it hands to the application, and what it says of its own."""

from collections.abc import Iterator
from time import monotonic

import pytest

from tests.unit.adapters.http.server.running import LARGE, Running, deadline_of, running

GET = b"GET /a%20b?c=d%20 HTTP/1.1\r\nHost: x\r\n\r\n"
CLOSING = b"GET /bye HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
KEPT_AHEAD = 33


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running() as server:
        yield server


def post(body: bytes, *fields: bytes, path: bytes = b"/") -> bytes:
    lines = b"".join(field + b"\r\n" for field in fields)
    return b"POST %b HTTP/1.1\r\nHost: x\r\n%b\r\n%b" % (path, lines, body)


def test_a_request_is_answered_and_the_connection_kept(server: Running) -> None:
    caller = server.call(GET)

    first = caller.answer()
    caller.send(GET)
    second = caller.answer()

    assert first.startswith(b"HTTP/1.1 200 OK\r\nDate: ")
    assert first.endswith(b"\r\nContent-Type: text/plain\r\nX-Line: a\r\nContent-Length: 16\r\n\r\nGET /a b?c=d%20 ")
    assert second.partition(b"\r\n\r\n")[2] == first.partition(b"\r\n\r\n")[2]


def test_a_body_arrives_in_any_pieces(server: Running) -> None:
    caller = server.call(post(b"", b"Content-Length: 6"))
    caller.send(b"ab")
    caller.send(b"cd")
    caller.send(b"ef")

    assert caller.answer().endswith(b"POST /? abcdef")
    assert server.last["CONTENT_LENGTH"] == "6"


def test_a_body_in_chunks_is_put_together(server: Running) -> None:
    sent = post(
        b"3;note=1\r\nabc\r\n3\r\ndef\r\n0\r\nHost: evil\r\n\r\n", b"Transfer-Encoding: chunked", b"Content-Type: a/b"
    )

    answer = server.call(sent).answer()

    assert answer.endswith(b"POST /? abcdef")
    assert (server.last["CONTENT_LENGTH"], server.last["CONTENT_TYPE"]) == ("6", "a/b")
    assert server.last["HTTP_HOST"] == "x"
    assert "HTTP_TRANSFER_ENCODING" not in server.last


def test_requests_that_are_sent_ahead_are_answered_in_their_order(server: Running) -> None:
    answer = server.ask(post(b"abc", b"Content-Length: 3") + GET + CLOSING)

    assert answer.count(b"HTTP/1.1 200 OK") == 3
    assert answer.index(b"POST /? abc") < answer.index(b"GET /a b?c=d%20 ") < answer.index(b"GET /bye? ")


def test_only_some_requests_are_taken_ahead(server: Running) -> None:
    answer = server.ask(GET * 100)

    assert answer.count(b"HTTP/1.1 200 OK") == KEPT_AHEAD
    assert answer.count(b"Connection: close") == 1


def test_many_requests_that_are_sent_while_one_is_answered_are_answered_after_it() -> None:
    with running() as server:
        caller = server.call(b"GET /held HTTP/1.1\r\nHost: x\r\n\r\n")
        caller.send(post(b"x" * 500_000, b"Content-Length: 500000") + CLOSING)

        server.application.may_answer.set()

        assert caller.rest().endswith(b"GET /bye? ")
        assert [asked["PATH_INFO"] for asked in server.application.asked] == ["/held", "/", "/bye"]


def test_a_caller_that_has_finished_sending_still_gets_its_answer(server: Running) -> None:
    caller = server.call(GET)
    caller.socket.shutdown(1)

    assert caller.rest().endswith(b"GET /a b?c=d%20 ")


def test_a_caller_that_takes_its_time_to_read_gets_all_of_it(server: Running) -> None:
    caller = server.call(b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    server.call(GET).answer()

    assert len(caller.rest().partition(b"\r\n\r\n")[2]) == LARGE


def test_a_head_is_answered_without_a_body(server: Running) -> None:
    answer = server.ask(b"HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")

    assert answer.endswith(b"\r\nContent-Length: 9\r\nConnection: close\r\n\r\n")


def test_an_empty_answer_says_nothing_of_a_body(server: Running) -> None:
    answer = server.ask(b"GET /empty HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 204 No Content")
    assert answer.endswith(b"\r\n\r\n")
    assert b"Content-Length" not in answer


def test_callers_of_http_1_0_are_served(server: Running) -> None:
    assert b"\r\nConnection: close\r\n" in server.ask(b"GET / HTTP/1.0\r\n\r\n")
    caller = server.call(b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    assert b"\r\nConnection: keep-alive\r\n" in caller.answer()


def test_who_asks_first_is_told_to_go_on(server: Running) -> None:
    caller = server.call(post(b"", b"Content-Length: 3", b"Expect: 100-continue"))

    told = caller.line()
    caller.send(b"abc")

    assert told == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert caller.answer().endswith(b"POST /? abc")


def test_who_asks_first_is_refused_before_the_body(server: Running) -> None:
    answer = server.ask(post(b"", b"Content-Length: 9999999", b"Expect: 100-continue"))

    assert b"100 Continue" not in answer
    assert b"body-too-large" in answer


@pytest.mark.parametrize("body", [b"", b"abc"])
def test_a_wish_for_another_protocol_is_ignored(server: Running, body: bytes) -> None:
    wish = (b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAMAAABkAAQAAP__")

    plain = server.ask(post(body, *wish, b"Content-Length: %d" % len(body)) + CLOSING)
    chunked = server.ask(post(b"3\r\nabc\r\n0\r\n\r\n", *wish, b"Transfer-Encoding: chunked") + CLOSING)

    assert b"POST /? " + body in plain
    assert plain.endswith(b"GET /bye? ")
    assert b"POST /? abc" in chunked
    assert chunked.endswith(b"GET /bye? ")


def test_fields_that_stand_twice_are_one_list_and_names_with_underscores_nobodys(server: Running) -> None:
    server.ask(
        b"GET / HTTP/1.0\r\nX-Forwarded-For: 1.1.1.1\r\nx-forwarded-for: 2.2.2.2\r\nX_Forwarded_For: 3.3.3.3\r\n\r\n"
    )

    assert server.last["HTTP_X_FORWARDED_FOR"] == "1.1.1.1, 2.2.2.2"


def test_an_address_may_be_told_in_full(server: Running) -> None:
    server.ask(b"GET http://x.example/a?b=c HTTP/1.0\r\n\r\n")

    assert (server.last["PATH_INFO"], server.last["QUERY_STRING"]) == ("/a", "b=c")


def test_the_application_is_told_who_calls_and_until_when(server: Running) -> None:
    server.call(GET).answer()

    assert server.last["REMOTE_ADDR"] == "127.0.0.1"
    assert 29 < deadline_of(server.last) - monotonic() <= 30


def test_an_application_that_breaks_costs_one_answer(server: Running, caplog: pytest.LogCaptureFixture) -> None:
    caller = server.call(b"GET /broken HTTP/1.1\r\nHost: x\r\n\r\n")

    assert b"internal-error" in caller.answer()
    caller.send(GET)
    assert caller.answer().startswith(b"HTTP/1.1 200 OK")
    assert [record.message for record in caplog.records] == ["request.failed"]


@pytest.mark.parametrize("line", [b"aRNX-Evil:1", b"aNX-Evil:1", b"aRX-Evil:1", b"aRNRNbody"])
def test_no_answer_has_more_lines_than_were_meant(server: Running, line: bytes) -> None:
    answer = server.call(b"GET /line?%b HTTP/1.1\r\nHost: x\r\n\r\n" % line).answer()

    assert b"internal-error" in answer
    assert b"X-Evil" not in answer


@pytest.mark.parametrize(
    "sent",
    [
        post(b"0\r\n\r\n", b"Content-Length: 5", b"Transfer-Encoding: chunked"),
        post(b"0\r\n\r\n", b"Transfer-Encoding: chunked", b"Content-Length: 5"),
        post(b"abcde", b"Content-Length: 5", b"Content-Length: 5"),
        post(b"abcde", b"Content-Length: 5, 5"),
        post(b"abcde", b"Content-Length: +5"),
        post(b"abcde", b"Content-Length: 0x5"),
        post(b"abcde", b"Content-Length : 5"),
        post(b"abcde", b"Content-Length: 999999999999999999999999"),
        post(b"0\r\n\r\n", b"Transfer-Encoding: gzip, chunked"),
        post(b"0\r\n\r\n", b"Transfer-Encoding: xchunked"),
        post(b"0\r\n\r\n", b"Transfer-Encoding: chunked, identity"),
        post(b"0\r\n\r\n", b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked"),
        post(b"0x1\r\na\r\n0\r\n\r\n", b"Transfer-Encoding: chunked"),
        post(b"1\na\n0\n\n", b"Transfer-Encoding: chunked"),
        post(b"", b"X: a", b" folded"),
        post(b"", b"X: a\0b"),
        post(b"", b"Host: y"),
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\nHost: x\n\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/2.0\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 100 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"GET /" + b"y" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        post(b"0\r\n" + b"X: yyyyyyyy\r\n" * 8_000, b"Transfer-Encoding: chunked"),
    ],
)
def test_what_could_be_understood_differently_or_is_too_large_is_refused(server: Running, sent: bytes) -> None:
    asked = len(server.application.asked)

    answer = server.ask(sent + GET)

    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"malformed-request" in answer
    assert b"\r\nConnection: close\r\n" in answer
    assert len(server.application.asked) == asked


def test_what_is_wrong_is_told_after_the_answers_to_what_was_right(server: Running) -> None:
    answer = server.ask(GET + b"what?\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"malformed-request" in answer


@pytest.mark.parametrize(
    "sent",
    [
        post(b"", b"Content-Length: 1048577"),
        post(b"x" * 2_000_000, b"Content-Length: 2000000"),
        post(b"100001\r\n" + b"x" * 0x100001 + b"\r\n0\r\n\r\n", b"Transfer-Encoding: chunked"),
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n",
    ],
)
def test_a_body_that_is_too_large_is_refused_as_soon_as_that_is_known(server: Running, sent: bytes) -> None:
    answer = server.ask(sent)

    assert b"body-too-large" in answer
    assert b"\r\nConnection: close\r\n" in answer


def test_a_body_may_have_a_mebibyte(server: Running) -> None:
    body = b"x" * 2**20

    whole = server.call(post(body, b"Content-Length: 1048576")).answer()
    chunked = server.call(post(b"100000\r\n%b\r\n0\r\n\r\n" % body, b"Transfer-Encoding: chunked")).answer()

    assert whole.endswith(b"POST /? " + body)
    assert chunked.endswith(b"POST /? " + body)
