"""What one line, and one file, of a web server's log in the combined format says.

The format is the one that Apache documents as `combined` and nginx writes by default:
https://httpd.apache.org/docs/current/mod/mod_log_config.html#examples
"""

import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

QUOTED = rb'"(?:[^"\\]|\\.)*"'
# 18 digits are an exabyte: a longer number is damage, not a size.
COMBINED = re.compile(
    rb"\S+ \S+ [^\"\[]+ "
    rb"\[(\d\d)/([A-Z][a-z][a-z])/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)([0-5]\d)\] "
    + QUOTED
    + rb" \d{3} (-|\d{1,18}) "
    + QUOTED
    + rb" "
    + QUOTED
)
MONTHS = {
    name: number
    for number, name in enumerate(
        (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"),
        start=1,
    )
}


class Unreadable(ValueError):
    """A line that is not in the combined format."""


class Changed(Exception):
    """The file lost bytes while it was being read."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request that the web server answered: when, in UTC, and with how many bytes if it noted any."""

    time: datetime
    sent: int | None

    @classmethod
    def parse(cls, line: bytes) -> "Request":
        """Read one line, without its line end. Raises `Unreadable`."""
        fields = COMBINED.fullmatch(line)
        if fields is None:
            raise Unreadable
        day, month, year, hour, minute, second, sign, east, rest, sent = fields.groups()
        offset = timedelta(hours=int(east), minutes=int(rest))
        try:
            time = datetime(
                int(year),
                MONTHS[month],
                int(day),
                int(hour),
                int(minute),
                int(second),
                tzinfo=timezone(offset if sign == b"+" else -offset),
            ).astimezone(UTC)
        except (KeyError, ValueError, OverflowError) as error:
            raise Unreadable from error
        return cls(time, None if sent == b"-" else int(sent))


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last moment of a log's requests, whatever order they were written in."""

    first: datetime
    last: datetime

    def including(self, time: datetime) -> "Span":
        return Span(min(self.first, time), max(self.last, time))


@dataclass(frozen=True, slots=True)
class AccessLog:
    """A log file as it was when it was opened: what is appended later belongs to another reading of it."""

    path: Path
    size: int
    digest: str
    readable: int
    unreadable: tuple[int, ...]
    span: Span | None

    @classmethod
    def open(cls, path: Path) -> "AccessLog":
        """Read the file once, in constant memory but for the numbers of its unreadable lines."""
        content = hashlib.sha256()
        size = readable = 0
        unreadable: list[int] = []
        span: Span | None = None
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                content.update(line)
                size += len(line)
                try:
                    time = Request.parse(line.rstrip(b"\r\n")).time
                except Unreadable:
                    unreadable.append(number)
                    continue
                readable += 1
                span = Span(time, time) if span is None else span.including(time)
        return cls(path, size, content.hexdigest(), readable, tuple(unreadable), span)

    def requests(self) -> Iterator[tuple[int, Request]]:
        """Every readable request with the number of its line, counted from 1, in the file's order."""
        unreadable = frozenset(self.unreadable)
        left = self.size
        with self.path.open("rb") as file:
            for number in itertools.count(1):
                line = file.readline(left)
                if not line:
                    break
                left -= len(line)
                if number in unreadable:
                    continue
                try:
                    yield number, Request.parse(line.rstrip(b"\r\n"))
                except Unreadable as error:
                    raise Changed from error
        if left:
            raise Changed
