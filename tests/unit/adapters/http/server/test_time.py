"""What the server does about callers and requests that take too long, and when it is told to stop."""

from threading import Thread

import pytest

from tests.unit.adapters.http.server.running import running

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
HELD = b"GET /organizations/org_1/held HTTP/1.1\r\nHost: x\r\n\r\n"
HELD_BY_OTHERS = b"GET /organizations/org_2/held HTTP/1.1\r\nHost: x\r\n\r\n"
SOON = 0.3
HALF = 2


@pytest.mark.parametrize(
    "begun",
    [
        b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab",
        b"GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n",
        b"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        b"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x",
    ],
)
def test_a_body_that_does_not_arrive_is_refused(begun: bytes) -> None:
    with running(body_seconds=SOON) as server:
        answer = server.ask(begun)

    assert b"request-timeout /a The request did not arrive within 0.3 seconds." in answer
    assert b"\r\nConnection: close\r\n" in answer
    assert not server.application.asked


@pytest.mark.parametrize("begun", [b"G", b"GET /a HTTP/1.1\r\nHost: x\r\nX: "])
def test_a_head_that_does_not_arrive_is_refused(begun: bytes) -> None:
    with running(head_seconds=SOON) as server:
        assert b"request-timeout" in server.ask(begun)


def test_a_body_that_keeps_coming_slowly_is_refused_too() -> None:
    with running(body_seconds=SOON) as server:
        caller = server.call(b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
        sending = Thread(target=caller.trickle, daemon=True)
        sending.start()

        assert b"request-timeout" in caller.rest()
        sending.join(5)


def test_a_caller_that_asks_for_nothing_is_let_go() -> None:
    with running(head_seconds=SOON) as server:
        assert server.ask(b"") == b""


def test_a_connection_between_two_requests_may_rest_longer() -> None:
    with running(head_seconds=SOON, idle_seconds=1.0) as server:
        caller = server.call(GET)
        caller.answer()
        caller.wait(0.6)

        caller.send(GET)

        assert caller.answer().startswith(b"HTTP/1.1 200 OK")
        assert caller.rest() == b""


def test_an_answer_that_is_not_found_in_time_is_that_it_is_unavailable() -> None:
    with running(request_seconds=SOON) as server:
        caller = server.call(HELD)

        assert b"unavailable /organizations/org_1/held" in caller.answer()

        server.application.may_answer.set()
        caller.send(GET)
        assert caller.answer().startswith(b"HTTP/1.1 200 OK")


def test_one_organization_waits_outside_the_threads_beyond_its_share_and_is_refused_then() -> None:
    with running(threads=2 * HALF, turn_seconds=SOON) as server:
        held = [server.call(HELD) for _ in range(2 * HALF)]
        held[0].await_asked(server, 2 * HALF)

        refused = server.call(HELD)
        others = server.call(b"GET /organizations/org_2 HTTP/1.1\r\nHost: x\r\n\r\n")

        assert others.answer().startswith(b"HTTP/1.1 200 OK")
        assert b"unavailable" in refused.answer()
        server.application.may_answer.set()
        assert [caller.answer()[:15] for caller in held] == [b"HTTP/1.1 200 OK"] * 2 * HALF
        refused.send(GET)
        assert refused.answer().startswith(b"HTTP/1.1 200 OK")


def test_nobody_is_refused_while_threads_are_idle() -> None:
    with running(threads=8, turn_seconds=SOON) as server:
        held = [server.call(HELD) for _ in range(8)]
        held[0].await_asked(server, 8)
        held[0].wait(3 * SOON)

        server.application.may_answer.set()

        assert [caller.answer()[:15] for caller in held] == [b"HTTP/1.1 200 OK"] * 8


def test_what_waits_is_answered_when_a_thread_becomes_free() -> None:
    with running(threads=1) as server:
        held, waiting = server.call(HELD), server.call(HELD)
        held.await_asked(server, 1)

        server.application.may_answer.set()

        assert held.answer().startswith(b"HTTP/1.1 200 OK")
        assert waiting.answer().startswith(b"HTTP/1.1 200 OK")


def test_a_caller_that_goes_away_while_it_waits_is_not_answered_and_harms_nobody() -> None:
    with running(threads=1) as server:
        held, gone = server.call(HELD), server.call(HELD)
        held.await_asked(server, 1)
        gone.socket.close()

        server.application.may_answer.set()

        assert held.answer().startswith(b"HTTP/1.1 200 OK")
        assert server.call(GET).answer().startswith(b"HTTP/1.1 200 OK")


def test_who_has_asked_before_a_stop_is_answered_and_nobody_after() -> None:
    with running() as server:
        idle, held = server.call(GET), server.call(HELD)
        idle.answer()
        held.await_asked(server, 2)

        server.server.stop()

        assert idle.rest() == b""
        server.application.may_answer.set()
        assert held.rest().startswith(b"HTTP/1.1 200 OK")
        with pytest.raises(ConnectionRefusedError):
            server.call(GET)


def test_room_is_made_for_new_callers_by_letting_go_the_slowest() -> None:
    with running(connections=4) as server:
        slow = [server.call(b"GET / HTTP/1.1\r\n") for _ in range(6)]

        assert server.call(GET).answer().startswith(b"HTTP/1.1 200 OK")
        assert slow[0].was_let_go


def test_bodies_that_take_too_much_room_are_refused_the_oldest_first() -> None:
    with running(held_bytes=1_500_000) as server:
        begun = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + b"x" * 999_999
        first, second = server.call(begun), server.call(begun)

        assert b"unavailable" in first.rest()
        second.send(b"x")
        assert second.answer().startswith(b"HTTP/1.1 200 OK")
