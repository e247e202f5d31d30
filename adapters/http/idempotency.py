"""Requests that take effect once: their key (draft-ietf-httpapi-idempotency-key-header-07) and their kept answer."""

import re
from hashlib import sha256
from typing import Final

import orjson

from adapters.http.reply import Reply, dump
from domain.errors import InvalidRequest

LONGEST_KEY: Final = 120

_BARE: Final = re.compile(r"[ -~]{1,120}")
_QUOTED: Final = re.compile(r'"((?:[ !#-\[\]-~]|\\["\\])*)"')
"""A String of RFC 9651, section 3.3.3."""


def read_key(text: str) -> str:
    """Return the key, sent as a structured field's string or bare; InvalidRequest when it is neither."""
    text = text.strip()
    quoted = _QUOTED.fullmatch(text)
    key = text if quoted is None else re.sub(r"\\(.)", r"\1", quoted[1])
    if not _BARE.fullmatch(key) or (quoted is None and text.startswith('"')):
        raise InvalidRequest.at("header/Idempotency-Key", "a key has 1 to 120 printable ASCII characters")
    return key


def fingerprint(raw: bytes) -> str:
    """Return what tells one body from another, whatever its spaces and the order of its members."""
    canonical = orjson.dumps(orjson.loads(raw), option=orjson.OPT_SORT_KEYS) if raw else b""
    return sha256(canonical).hexdigest()


def pack(reply: Reply) -> bytes:
    """Return an answer as it is kept."""
    return dump([reply.status, reply.body.decode(), reply.headers])


def unpack(kept: bytes) -> Reply:
    """Return an answer that was kept."""
    status, body, headers = orjson.loads(kept)
    return Reply(status, body.encode(), tuple((name, value) for name, value in headers))
