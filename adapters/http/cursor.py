"""Cursors: where a list goes on, opaque, and good only for the list that they were given out for."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Iterable
from hashlib import sha256, shake_256
from hmac import compare_digest, digest
from typing import Final

from adapters.http.errors import MalformedRequest

_SEAL: Final = 16
"""Bytes of the seal: HMAC-SHA-256, truncated (RFC 2104, section 5)."""


class Cursors:
    """Seals and opens cursors with a secret that every process shares.

    What a cursor says cannot be read: a list may go on behind something that its reader may not see. The seal is
    also what the position is veiled with, as in RFC 5297 (a synthetic initialization vector).
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = digest(secret, b"tenantry cursors", sha256)
        self._veil = digest(secret, b"tenantry veiled cursors", sha256)

    def seal(self, listed: Iterable[str], after: str) -> str:
        """Return the cursor for what comes after `after` in the list that `listed` names."""
        position = after.encode()
        seal = self._mark(listed, position)
        return self._canonical(seal + self._veiled(seal, position))

    def open(self, listed: Iterable[str], cursor: str) -> str:
        """Return where the list goes on; MalformedRequest for a cursor that is not of this list."""
        try:
            raw = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
            seal, position = raw[:_SEAL], self._veiled(raw[:_SEAL], raw[_SEAL:])
            if compare_digest(seal, self._mark(listed, position)) and self._canonical(raw) == cursor:
                return position.decode()
        except (Error, ValueError):
            pass
        raise MalformedRequest("the cursor was not given out for this list with these filters")

    def _canonical(self, raw: bytes) -> str:
        return urlsafe_b64encode(raw).decode().rstrip("=")

    def _veiled(self, seal: bytes, position: bytes) -> bytes:
        """Veil a position, or lift the veil."""
        stream = shake_256(self._veil + seal).digest(len(position))
        return bytes(plain ^ veil for plain, veil in zip(position, stream, strict=True))

    def _mark(self, listed: Iterable[str], position: bytes) -> bytes:
        named = "".join(f"{len(part)}:{part}" for part in listed).encode()
        return digest(self._secret, named + b"\0" + position, sha256)[:_SEAL]
