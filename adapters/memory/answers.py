"""Answers to requests with an idempotency key, in memory."""

from collections import OrderedDict
from datetime import datetime
from typing import final

from application.ports.answers import Answer, Answers


@final
class MemoryAnswers(Answers):
    """Kept answers, oldest first, so that the expired ones go as new ones come."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, str], Answer] = OrderedDict()

    def find(self, scope: str, key: str, now: datetime) -> Answer | None:
        answer = self._answers.get((scope, key))
        return answer if answer is not None and now < answer.expires_at else None

    def keep(self, scope: str, key: str, answer: Answer, now: datetime) -> None:
        """Keep an answer, and forget those that have expired."""
        self._answers.pop((scope, key), None)
        self._answers[scope, key] = answer
        while next(iter(self._answers.values())).expires_at <= now:
            self._answers.popitem(last=False)

    def __len__(self) -> int:
        return len(self._answers)
