"""Trouble with DynamoDB, made below the adapter: in the client, where a request is about to be sent."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError, ReadTimeoutError
from botocore.httpsession import URLLib3Session

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

SINGLE_WRITES: Final = frozenset({"PutItem", "UpdateItem", "DeleteItem"})
BATCHES: Final = frozenset({"BatchGetItem", "BatchWriteItem"})
TRANSACTION: Final = "TransactWriteItems"

Cause = Callable[[AWSPreparedRequest, str], AWSResponse]
"""Is shown a request and its operation, and answers it, or raises what botocore raises where there is no answer."""

_SENDER: Final = URLLib3Session()


class _Body:
    """A body that has come whole, as botocore reads it."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: object) -> Iterator[bytes]:
        yield self._body


def before(request: AWSPreparedRequest, _: str) -> AWSResponse:
    """Nobody takes the connection: nothing was sent."""
    raise EndpointConnectionError(endpoint_url=request.url)


def after(request: AWSPreparedRequest, _: str) -> AWSResponse:
    """It took effect, and no answer came in time."""
    _SENDER.send(request)
    raise ReadTimeoutError(endpoint_url=request.url)


def cut(request: AWSPreparedRequest, _: str) -> AWSResponse:
    """It took effect, and the connection was cut under the answer."""
    _SENDER.send(request)
    raise ConnectionClosedError(endpoint_url=request.url)


def broken(request: AWSPreparedRequest, _: str) -> AWSResponse:
    """It took effect, and a 500 says that nobody knows (developer guide: Error handling with DynamoDB)."""
    _SENDER.send(request)
    return _answer(request, 500, "InternalServerError")


def throttled(request: AWSPreparedRequest, _: str) -> AWSResponse:
    """More was asked than the table takes."""
    return _answer(request, 400, "ProvisionedThroughputExceededException")


def throttled_in_part(request: AWSPreparedRequest, _: str) -> AWSResponse:
    """One item of a transaction was asked for more than it takes."""
    return _cancelled(request, "ThrottlingError")


def conflict(request: AWSPreparedRequest, operation: str) -> AWSResponse:
    """Another transaction is at work on the same item."""
    if operation == TRANSACTION:
        return _cancelled(request, "TransactionConflict")
    return _answer(request, 400, "TransactionConflictException")


def in_progress(request: AWSPreparedRequest, _: str) -> AWSResponse:
    """It took effect, and who asks with its token is told that it is still at work."""
    _SENDER.send(request)
    return _answer(request, 400, "TransactionInProgressException")


def unfinished(request: AWSPreparedRequest, operation: str) -> AWSResponse:
    """Nothing of a batch was done, which is no error: it is all to be asked for again."""
    asked = json.loads(_body(request))["RequestItems"]
    if operation == "BatchGetItem":
        return _response(request, 200, {"Responses": {}, "UnprocessedKeys": asked})
    return _response(request, 200, {"UnprocessedItems": asked})


@dataclass(frozen=True)
class Kind:
    """A kind of trouble, and the operations that it can happen to (empty: all)."""

    name: str
    cause: Cause
    operations: frozenset[str] = frozenset()

    def can_happen_to(self, operation: str) -> bool:
        return not self.operations or operation in self.operations


KINDS: Final = (
    Kind("before", before),
    Kind("after", after),
    Kind("cut", cut),
    Kind("broken", broken),
    Kind("throttled", throttled),
    Kind("throttled-in-part", throttled_in_part, frozenset({TRANSACTION})),
    Kind("conflict", conflict, SINGLE_WRITES | {TRANSACTION}),
    Kind("in-progress", in_progress, frozenset({TRANSACTION})),
    Kind("unfinished", unfinished, BATCHES),
)


def kinds_of(operation: str) -> tuple[Kind, ...]:
    """The kinds of trouble that can happen to an operation."""
    return tuple(kind for kind in KINDS if kind.can_happen_to(operation))


NEVER: Final = 0


@dataclass
class Trouble:
    """Waits for the n-th call, counted from 1, and happens to it; `lasting`: to it and to all that follow."""

    kind: Kind
    at: int
    lasting: bool = False
    calls: list[str] = field(default_factory=list)
    over: bool = False

    def meet(self, request: AWSPreparedRequest, operation: str) -> AWSResponse | None:
        """Answer a request in the place of DynamoDB, or return None and let it pass."""
        self.calls.append(operation)
        now = len(self.calls)
        if self.over or self.at == NEVER or now < self.at or (now > self.at and not self.lasting):
            return None
        cause = self.kind.cause if self.kind.can_happen_to(operation) else before
        return cause(request, operation)


def no_trouble() -> Trouble:
    """What only watches the calls."""
    return Trouble(KINDS[0], NEVER)


@dataclass
class TroubledClient:
    """A client of its own, whose calls meet the trouble that there is; connects as `LazyClient` does."""

    client: "DynamoDBClient"
    trouble: Trouble = field(default_factory=no_trouble)

    def __post_init__(self) -> None:
        self.client.meta.events.register("before-send.dynamodb", self._meet)  # type: ignore[arg-type]

    def __call__(self) -> "DynamoDBClient":
        return self.client

    def _meet(self, request: AWSPreparedRequest, event_name: str, **_: object) -> AWSResponse | None:
        return self.trouble.meet(request, event_name.rpartition(".")[2])


def _cancelled(request: AWSPreparedRequest, code: str) -> AWSResponse:
    others = len(json.loads(_body(request))["TransactItems"]) - 1
    reasons = [{"Code": code, "Message": code}, *({"Code": "None"} for _ in range(others))]
    return _answer(request, 400, "TransactionCanceledException", CancellationReasons=reasons)


def _answer(request: AWSPreparedRequest, status: int, code: str, **more: object) -> AWSResponse:
    told = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": code, "Message": code, **more}
    return _response(request, status, told)


def _response(request: AWSPreparedRequest, status: int, told: Mapping[str, object]) -> AWSResponse:
    headers = HTTPHeaders()
    headers["Content-Type"] = "application/x-amz-json-1.0"
    return AWSResponse(request.url, status, headers, _Body(json.dumps(told).encode()))


def _body(request: AWSPreparedRequest) -> Any:
    return request.body
