"""What one line, and one file, of an access log says."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.import_log import SAMPLE_LOG
from entrypoints.import_log.access_log import AccessLog, Changed, Request, Span, Unreadable

MORNING = datetime(2024, 3, 12, 8, 0, 0, tzinfo=UTC)
LINE = b'192.0.2.4 - - [12/Mar/2024:08:00:00 +0000] "GET / HTTP/1.1" 200 512 "-" "curl/8.5.0"'


def test_a_line_tells_when_a_request_was_answered_and_with_how_many_bytes() -> None:
    assert Request.parse(LINE) == Request(MORNING, 512)


def test_a_dash_is_no_number_of_bytes_and_zero_is_one() -> None:
    assert Request.parse(LINE.replace(b" 512 ", b" - ")).sent is None
    assert Request.parse(LINE.replace(b" 512 ", b" 0 ")).sent == 0


def test_a_time_is_told_in_utc() -> None:
    assert Request.parse(LINE.replace(b"08:00:00 +0000", b"10:30:00 +0230")).time == MORNING
    assert Request.parse(LINE.replace(b"08:00:00 +0000", b"05:00:00 -0300")).time == MORNING


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        (b"GET / HTTP/1.1", rb"GET /?q=\"a b\" HTTP/1.1"),
        (b"GET / HTTP/1.1", rb"GET /\x22q\x22 HTTP/1.1"),
        (b"GET / HTTP/1.1", rb"GET /\\"),
        (b"GET / HTTP/1.1", b"-"),
        (b"GET / HTTP/1.1", b""),
        (b"GET / HTTP/1.1", b'GET /] 200 - \\" HTTP/1.1'),
        (b"GET / HTTP/1.1", "GET /café HTTP/1.1".encode("latin-1")),
        (b"GET / HTTP/1.1", b"\x16\x03\x01\x00\x0b\x0c\x1c\x85"),
        (b"curl/8.5.0", rb"a \"quoted\" agent \\"),
        (b"- - [", b"- jo ann ["),
        (b"192.0.2.4", b"2001:db8::1f"),
        (b" 512 ", b" 999999999999999999 "),
    ],
)
def test_what_a_server_may_write_is_read(there: bytes, instead: bytes) -> None:
    assert Request.parse(LINE.replace(there, instead, 1)).time == MORNING


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        (LINE, b""),
        (LINE, b"\x00\xff"),
        (b'"curl/8.5.0"', b'"curl/8.5.0'),
        (b'"curl/8.5.0"', rb'"curl/8.5.0\"'),
        (b' "-" "curl/8.5.0"', b""),
        (b'"curl/8.5.0"', b'"curl/8.5.0" "more"'),
        (b"GET / HTTP/1.1", b'GET /" HTTP/1.1'),
        (b" 200 ", b" 2000 "),
        (b" 512 ", b" -1 "),
        (b" 512 ", b" 1.5 "),
        (b" 512 ", b" 1000000000000000000 "),
        (b" 512 ", " ٥ ".encode()),
        (b"12/Mar", b"30/Feb"),
        (b"12/Mar", "12/Mär".encode()),
        (b"12/Mar", b"12/Mai"),
        (b"08:00:00", b"24:00:00"),
        (b"+0000", b"+2400"),
        (b"+0000", b"UTC"),
        (b"12/Mar/2024:08:00:00 +0000", b"01/Jan/0001:00:00:00 +0100"),
        (b"12/Mar/2024:08:00:00 +0000", b"31/Dec/9999:23:59:59 -0100"),
        (b"12/Mar/2024:08:00:00 +0000", b"01/Jan/0000:00:00:00 +0000"),
    ],
)
def test_what_is_not_in_the_format_is_unreadable(there: bytes, instead: bytes) -> None:
    with pytest.raises(Unreadable):
        Request.parse(LINE.replace(there, instead, 1))


def as_a_server_escapes_it(text: str) -> bytes:
    return text.replace("\\", "\\\\").replace('"', '\\"').encode("unicode_escape").replace(b"\\\\", b"\\")


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(as_a_server_escapes_it)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(1970, 1, 2), datetime(9998, 1, 1), timezones=ZONES).map(  # noqa: DTZ001
    lambda time: time.replace(microsecond=0)
)


@given(TIMES, st.none() | st.integers(0, 10**18 - 1), WORDS, WORDS, WORDS)
def test_what_is_written_in_the_format_is_read_back(
    time: datetime, sent: int | None, request: bytes, referer: bytes, agent: bytes
) -> None:
    size = "-" if sent is None else sent
    head = f'192.0.2.4 - - [{time.strftime("%d/%b/%Y:%H:%M:%S %z")}] "'.encode()

    read = Request.parse(head + request + f'" 200 {size} "'.encode() + referer + b'" "' + agent + b'"')

    assert read == Request(time, sent)


@given(st.binary())
def test_any_bytes_make_a_log_of_which_every_line_is_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.mktemp("logs") / "access.log"
    file.write_bytes(content)

    log = AccessLog.open(file)

    assert log.readable == len(list(log.requests()))
    assert log.readable + len(log.unreadable) == len(content.removesuffix(b"\n").split(b"\n")) - (not content)


def test_the_sample_has_two_damaged_lines_and_a_span_of_a_day() -> None:
    log = AccessLog.open(SAMPLE_LOG)

    assert (log.readable, log.unreadable) == (298, (119, 234))
    assert log.span == Span(datetime(2024, 3, 11, 22, 58, 8, tzinfo=UTC), datetime(2024, 3, 13, 1, 45, 23, tzinfo=UTC))


def test_lines_end_with_line_feeds_alone_and_are_numbered_from_one(tmp_path: Path) -> None:
    file = tmp_path / "access.log"
    file.write_bytes(LINE + b"\r\n\n" + LINE.replace(b"curl", "\x0b\x1c\x85\u2028\r".encode()) + b"\n" + LINE)

    log = AccessLog.open(file)

    assert log.unreadable == (2,)
    assert [number for number, _ in log.requests()] == [1, 3, 4]


def test_an_empty_log_has_no_requests_and_no_span(tmp_path: Path) -> None:
    file = tmp_path / "access.log"
    file.touch()

    log = AccessLog.open(file)

    assert (log.readable, log.unreadable, log.span, list(log.requests())) == (0, (), None, [])


def test_what_is_appended_while_a_log_is_read_belongs_to_another_log(tmp_path: Path) -> None:
    file = tmp_path / "access.log"
    file.write_bytes(LINE + b"\n" + LINE)
    log = AccessLog.open(file)

    file.write_bytes(LINE + b"\n" + LINE + b" damaged\n" + LINE)

    assert len(list(log.requests())) == 2


@pytest.mark.parametrize("left", [b"", LINE, LINE[:-1], LINE + b"\n" + LINE.replace(b"12/Mar", b"12 Mar")])
def test_a_log_that_loses_lines_while_it_is_read_is_told_so(tmp_path: Path, left: bytes) -> None:
    file = tmp_path / "access.log"
    file.write_bytes(LINE + b"\n" + LINE)
    log = AccessLog.open(file)

    file.write_bytes(left)

    with pytest.raises(Changed):
        list(log.requests())
