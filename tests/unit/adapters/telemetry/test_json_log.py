"""The log: one line of JSON for each record, with its request id and without secrets."""

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from adapters.telemetry.json_log import JsonLog, start_logging

KEY = "sk_live_" + "0123456789ab" + "x" * 49
TOKEN = "eyJ0eXAiOiJhdCtqd3QifQ" + ".eyJzdWIiOiJwZXJfMSJ9.c2ln"


@pytest.fixture
def stream() -> Iterator[StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = StringIO()
    start_logging("INFO", stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


def last_line(stream: StringIO) -> dict[str, object]:
    line: dict[str, object] = json.loads(stream.getvalue().splitlines()[-1])
    return line


def test_a_line_says_what_happened_when_and_where(stream: StringIO) -> None:
    JsonLog().note("login.unknown-account", address="203.0.113.7", attempts=3)

    line = last_line(stream)
    assert str(line.pop("timestamp")).endswith("Z")
    assert line == {
        "event": "login.unknown-account",
        "level": "info",
        "logger": "tenantry",
        "address": "203.0.113.7",
        "attempts": 3,
    }


def test_any_logger_writes_the_same_lines_with_its_request_id(stream: StringIO) -> None:
    logging.getLogger("tenantry.http").warning("slow after %s ms", 900, extra={"request_id": "req-1"})

    line = last_line(stream)
    assert (line["event"], line["request_id"], line["level"]) == ("slow after 900 ms", "req-1", "warning")


def test_a_failure_comes_with_its_trace(stream: StringIO) -> None:
    JsonLog().failure("work.failed", ValueError("no such mail"), work="wrk_1")

    line = last_line(stream)
    assert "ValueError: no such mail" in str(line["exception"])
    assert line["work"] == "wrk_1"


def test_a_failure_is_one_line(stream: StringIO) -> None:
    JsonLog().failure("work.failed", ValueError("one\ntwo"))

    assert len(stream.getvalue().splitlines()) == 1


@pytest.mark.parametrize("name", ["password", "refresh_token", "Authorization", "x_api_key", "cookie", "secret"])
def test_what_is_named_like_a_secret_is_hidden(stream: StringIO, name: str) -> None:
    JsonLog().note("odd", **{name: "hunter2"})

    assert "hunter2" not in stream.getvalue()
    assert last_line(stream)[name] == "(hidden)"


@pytest.mark.parametrize("secret", [KEY, TOKEN], ids=["key", "token"])
def test_what_looks_like_a_secret_is_hidden_wherever_it_stands(stream: StringIO, secret: str) -> None:
    JsonLog().failure(f"odd {secret}", ValueError(secret), path=f"/x?key={secret}")

    assert secret not in stream.getvalue()


def test_a_password_in_an_address_is_hidden(stream: StringIO) -> None:
    JsonLog().note("mail.away", server="smtp://tenantry:hunter2@mail.example:25")

    assert last_line(stream)["server"] == "smtp://(hidden)@mail.example:25"


def test_secrets_inside_of_facts_are_hidden(stream: StringIO) -> None:
    logging.getLogger("any").info("odd", extra={"facts": {"token": "hunter2", "rest": [KEY]}})

    assert last_line(stream)["facts"] == {"token": "(hidden)", "rest": ["(hidden)"]}


def test_lower_levels_are_not_written(stream: StringIO) -> None:
    logging.getLogger("tenantry").debug("details")

    assert not stream.getvalue()


def test_setting_it_up_again_does_not_write_twice(stream: StringIO) -> None:
    start_logging("INFO", stream)

    JsonLog().note("once")

    assert len(stream.getvalue().splitlines()) == 1


def test_a_fact_may_have_any_name(stream: StringIO) -> None:
    JsonLog().note("made", name="Acme", message="hello")

    line = last_line(stream)
    assert (line["name_"], line["message_"]) == ("Acme", "hello")
