"""How often, and how long, a call is tried again: with full jitter, and bounded in time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from secrets import randbelow
from threading import Event
from time import monotonic
from typing import Any, Final, TypeVar

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as Unreachable

from domain.errors import Unavailable

Result = TypeVar("Result")

PASSING: Final = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingException",
        "ThrottlingError",
        "ProvisionedThroughputExceeded",
        "InternalServerError",
        "InternalFailure",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
        "ReplicatedWriteConflictException",
        "500",
        "502",
        "503",
        "504",
    }
)
"""Errors that pass (developer guide: Error handling with DynamoDB), of calls and of a transaction's actions."""

REFUSED: Final = "ConditionalCheckFailed"

_FIRST_WAIT: Final = 0.02
_LONGEST_WAIT: Final = 1.0
_STEPS: Final = 1_000_000


@dataclass(eq=False)
class Cancelled(Exception):
    """A transaction was refused by conditions; for each action its reason, with the item that stood against it."""

    reasons: tuple[Mapping[str, Any], ...]


@dataclass(eq=False)
class ConditionFailed(Exception):
    """A single write was refused by its condition; `item` is what stood against it, None: nothing."""

    item: Mapping[str, Any] | None


class Unfinished(Exception):
    """Of a batch a part was left over, as more was asked than there is capacity for: it is to be asked for again."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Tries again for `seconds`, waiting up to twice as long each time (AWS: exponential backoff and full jitter)."""

    seconds: float = 8.0

    def persist(self, attempt: Callable[[], Result]) -> Result:
        """Return what an attempt returns; raise what will not pass, and Unavailable when time is up.

        A call that got no answer may have taken effect: it is tried again, so attempts must bear that.
        """
        ends = monotonic() + self.seconds
        longest = _FIRST_WAIT
        while True:
            try:
                return attempt()
            except (Unreachable, HTTPClientError, Unfinished) as error:
                failure: Exception = error
            except ClientError as error:
                failure = _passing(error)
            wait = longest * randbelow(_STEPS) / _STEPS
            if monotonic() + wait >= ends:
                raise Unavailable from failure
            Event().wait(wait)
            longest = min(_LONGEST_WAIT, longest * 2)


def _passing(error: ClientError) -> ClientError:
    """Return an error that passes; raise what it means otherwise."""
    code = error.response["Error"]["Code"]
    if code == "TransactionCanceledException":
        return _cancelled(error)
    if code == "ConditionalCheckFailedException":
        raise ConditionFailed(dict(error.response).get("Item")) from error  # type: ignore[arg-type]
    status = error.response["ResponseMetadata"].get("HTTPStatusCode", 0)
    if code in PASSING or status >= 500:
        return error
    raise error


def _cancelled(error: ClientError) -> ClientError:
    reasons: tuple[Mapping[str, Any], ...] = tuple(dict(error.response).get("CancellationReasons", ()))  # type: ignore[arg-type]
    codes = {reason.get("Code") for reason in reasons} - {"None", None}
    if REFUSED in codes:
        raise Cancelled(reasons) from error
    if codes and codes <= PASSING:
        return error
    raise error
