"""Answers to requests with an idempotency key, on DynamoDB."""

from datetime import datetime
from typing import final

from adapters.dynamodb.engine.gateway import Gateway
from adapters.dynamodb.items import answer as answers
from adapters.dynamodb.layout import outside
from application.ports.answers import Answer, Answers


@final
class DynamoDbAnswers(Answers):
    """Kept answers; those whose time is over are none, whenever DynamoDB deletes them."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def find(self, scope: str, key: str, now: datetime) -> Answer | None:
        item = self._gateway.get(outside.answer_key(scope, key))
        answer = None if item is None else answers.from_item(item)
        return answer if answer is not None and now < answer.expires_at else None
