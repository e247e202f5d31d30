"""The log as lines of JSON, without secrets."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, Final, TextIO, final

import structlog
from structlog.stdlib import ProcessorFormatter

from application.ports.log import Log

_SECRET_NAME: Final = re.compile(r"password|secret|token|authorization|cookie|api.?key|pepper|otp", re.IGNORECASE)
_SECRET_TEXT: Final = re.compile(r"\b(?:sk|rk|pk)_(?:live|test)_\w+|\beyJ[\w-]+\.[\w-]+\.[\w-]*|(?<=://)[^/@\s]+(?=@)")
_TALKATIVE: Final = ("httpx", "stripe")
"""Libraries that tell of each request which they make: shown at DEBUG alone."""
_HIDDEN: Final = "(hidden)"
_LEFT: Final = frozenset({"message", "asctime"})
_TAKEN: Final = _LEFT.union(vars(logging.makeLogRecord({})))

Line = MutableMapping[str, Any]


@final
class JsonLog(Log):
    """Writes through the loggers that `start_logging` has set up, under the name `tenantry`."""

    def __init__(self) -> None:
        self._logger = logging.getLogger("tenantry")

    def note(self, event: str, **facts: str | int | None) -> None:
        self._logger.info(event, extra=_as_extra(facts))

    def alarm(self, event: str, **facts: str | int | None) -> None:
        self._logger.error(event, extra=_as_extra(facts))

    def failure(self, event: str, error: Exception, **facts: str | int | None) -> None:
        self._logger.error(event, extra=_as_extra(facts), exc_info=error)


def start_logging(level: str, stream: TextIO | None = None) -> None:
    """Write every log record of this process as one line of JSON to `stream` (standard error), from `level` on.

    A line holds `timestamp` (UTC), `level`, `logger`, `event` and the record's extra facts, `request_id` among
    them. Libraries that tell of each of their requests are heard at DEBUG alone. What is named like a secret, and
    what looks like a key, a token or a password in an address, is hidden. Calling it again replaces what was set up.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_formatter())
    root = logging.getLogger()
    for former in [known for known in root.handlers if isinstance(known.formatter, ProcessorFormatter)]:
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(level if level == "DEBUG" else "WARNING")


def _formatter() -> logging.Formatter:
    return ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.ExtraAdder(),
            _without_what_other_handlers_left,
        ],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            without_secrets,
            structlog.processors.JSONRenderer(),
        ],
    )


def _without_what_other_handlers_left(_logger: object, _method: str, line: Line) -> Line:
    return {name: value for name, value in line.items() if name not in _LEFT}


def without_secrets(_logger: object, _method: str, line: Line) -> Line:
    """Hide what should not have come this far."""
    return {name: _HIDDEN if _SECRET_NAME.search(name) else _shown(value) for name, value in line.items()}


def _shown(value: object) -> object:
    match value:
        case str():
            return _SECRET_TEXT.sub(_HIDDEN, value)
        case Mapping():
            return without_secrets(None, "", {str(name): inner for name, inner in value.items()})
        case list() | tuple():
            return [_shown(inner) for inner in value]
        case _:
            return value


def _as_extra(facts: Mapping[str, str | int | None]) -> dict[str, str | int | None]:
    """Rename facts that a log record has names for itself."""
    return {f"{name}_" if name in _TAKEN else name: fact for name, fact in facts.items()}
