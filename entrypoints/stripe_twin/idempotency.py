"""Idempotency keys of v1: the first answer is kept and given again, https://docs.stripe.com/api/idempotent_requests."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition
from typing import Any, final

from entrypoints.stripe_twin.refusals import Refusal

KEPT_FOR = 24 * 3600


@final
@dataclass(frozen=True)
class Answer:
    """What goes back: a status, a JSON body and headers."""

    status: int
    body: Any
    headers: dict[str, str]
    kept: bool = True
    """Whether a retry under the same key gets it again: validation failures and conflicts are not."""


@final
@dataclass
class _Record:
    fingerprint: str
    since: int
    answer: Answer | None = None


@final
class IdempotencyKeys:
    """The answers given, each for a day of the twin's clock; safe for any thread."""

    def __init__(self) -> None:
        self._records: dict[str, _Record] = {}
        self._changed = Condition()

    def once(self, key: str, fingerprint: str, now: int, execute: Callable[[], Answer]) -> Answer:
        """The kept answer, or that of executing; raises Refusal where the key is running or was another request's."""
        with self._changed:
            record = self._records.get(key)
            if record and record.answer and now - record.since > KEPT_FOR:
                record = None
            if record:
                return self._again(record, key, fingerprint)
            record = self._records[key] = _Record(fingerprint, now)
            self._changed.notify_all()
        answer = None
        try:
            answer = execute()
        finally:
            with self._changed:
                if answer is None or not answer.kept:
                    self._records.pop(key, None)
                record.answer = answer
        return answer

    def wait_for(self, key: str, *, patience: float = 5) -> bool:
        """Wait until a request with this key has begun, at most for seconds; whether it has."""
        with self._changed:
            return self._changed.wait_for(lambda: key in self._records, patience)

    def _again(self, record: _Record, key: str, fingerprint: str) -> Answer:
        if record.fingerprint != fingerprint:
            words = (
                "Keys for idempotent requests can only be used with the same parameters they were first used with. "
                f"Try using a key other than '{key}' if you meant to execute a different request."
            )
            raise Refusal(words, kind="idempotency_error")
        if record.answer is None:
            words = f"There is currently another in-progress request using this Idempotent Key: {key}."
            raise Refusal(words, status=409, code="idempotency_key_in_use")
        answer = record.answer
        return Answer(answer.status, answer.body, {**answer.headers, "Idempotent-Replayed": "true"})
