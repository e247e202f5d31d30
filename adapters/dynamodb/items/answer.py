"""The answer to a request with an idempotency key, as an item."""

from typing import Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import (
    Attributes,
    Item,
    as_binary,
    as_moment,
    as_text,
    binary,
    moment,
    number,
    text,
)
from application.ports.answers import Answer

_SCHEMA: Final = 1

EXPIRES: Final = "expires"
"""The attribute until when an answer is kept: a `moment`, which conditions can compare."""


def to_item(answer: Answer) -> Item:
    item: Item = {
        "schema": number(_SCHEMA),
        "fingerprint": text(answer.fingerprint),
        EXPIRES: moment(answer.expires_at),
    }
    if answer.body:
        item["body"] = binary(answer.body)
    return item


def from_item(item: Attributes) -> Answer:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return Answer(
        fingerprint=as_text(item["fingerprint"]),
        body=as_binary(item["body"]) if "body" in item else b"",
        expires_at=as_moment(item[EXPIRES]),
    )
