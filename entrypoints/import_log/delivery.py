"""How batches of records reach a Tenantry server, however busy it is, or why they did not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from entrypoints.import_log.usage_records import UsageRecord

TOO_MANY_REQUESTS = 429
# The server, or a proxy before it, is out of reach for a while; nothing was half done.
PASSING = frozenset({TOO_MANY_REQUESTS, 502, 503, 504})
# A request lives 60 seconds at most on the server; one that took longer is sent again.
TIMEOUT = httpx.Timeout(60, connect=5)
FIRST_PAUSE = 0.25


class FieldProblem(BaseModel):
    """One field that is wrong, by its JSON pointer."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    pointer: str
    detail: str

    def __str__(self) -> str:
        return f"{self.pointer} {self.detail}"


class Problem(BaseModel):
    """The members of an RFC 9457 problem that a reader is told."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: str = "about:blank"
    title: str = ""
    detail: str = ""
    errors: tuple[FieldProblem, ...] = ()

    def __str__(self) -> str:
        fields = "; ".join(map(str, self.errors))
        return fields or self.detail.rstrip(".") or self.title

    @property
    def slug(self) -> str:
        """The last part of the type, which names the problem."""
        return self.type.rsplit("/", 1)[-1]


class RefusedRecord(BaseModel):
    """One record of a batch that was not counted, by its place in the batch."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    index: int = Field(ge=0)
    problem: Problem


class BatchAnswer(BaseModel):
    """What the server says of one batch."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    accepted: int
    duplicates: int
    refused: tuple[RefusedRecord, ...]

    def is_about(self, records: Sequence[UsageRecord]) -> bool:
        """Tell whether every record of the batch is accounted for, and none beside them."""
        return self.accepted + self.duplicates + len(self.refused) == len(records) and all(
            refused.index < len(records) for refused in self.refused
        )


class NotDelivered(Exception):
    """A batch that the server does not take; the message is one line for a person."""


class StillBusy(NotDelivered):
    """A batch that did not get through while there was patience."""


@dataclass(frozen=True)
class Delivery:
    """Sends batches of one organization, each until it is answered or `patience` (seconds) is used up.

    Sending again is safe whatever happened to the first try: the records carry their own ids.
    """

    client: httpx.Client
    organization_id: str
    patience: float
    pause: Callable[[float], object]

    def send(self, records: Sequence[UsageRecord]) -> BatchAnswer:
        """Return the answer. Raises `NotDelivered` if the server refuses the batch, `StillBusy` if it stays away."""
        waited, backoff = 0.0, FIRST_PAUSE
        while True:
            outcome = self._try(records)
            if isinstance(outcome, BatchAnswer):
                return outcome
            seconds = max(backoff, outcome.retry_after)
            if waited + seconds > self.patience:
                raise StillBusy(outcome.told)
            self.pause(seconds)
            waited, backoff = waited + seconds, backoff * 2

    def _try(self, records: Sequence[UsageRecord]) -> "BatchAnswer | Busy":
        try:
            response = self.client.post(
                f"/organizations/{self.organization_id}/resources/batch", json={"records": records}
            )
        except httpx.TransportError as error:
            return Busy(f"{self.client.base_url} is out of reach: {str(error) or type(error).__name__}", 0)
        if response.status_code in PASSING:
            return Busy.of(response)
        if response.status_code != httpx.codes.OK:
            raise NotDelivered(_told(response))
        try:
            answer = BatchAnswer.model_validate_json(response.content)
        except ValidationError as error:
            raise NotDelivered(self._stranger) from error
        if not answer.is_about(records):
            raise NotDelivered(self._stranger)
        return answer

    @property
    def _stranger(self) -> str:
        return f"{self.client.base_url} does not answer as Tenantry does"


@dataclass(frozen=True, slots=True)
class Busy:
    """A try that may succeed later, and how many seconds the server asks to wait first."""

    told: str
    retry_after: int

    @classmethod
    def of(cls, response: httpx.Response) -> "Busy":
        asked = response.headers.get("Retry-After", "")
        seconds = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
        return cls(_told(response), seconds)


def _told(response: httpx.Response) -> str:
    try:
        said = str(Problem.model_validate_json(response.content))
    except ValidationError:
        said = ""
    return f"the server answers {response.status_code} {said or response.reason_phrase}"
