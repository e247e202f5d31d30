"""API keys: their form, their checksum, and what is kept of their secrets."""

import hmac
import re
from collections.abc import Mapping
from itertools import product
from secrets import randbelow
from typing import Final, final
from zlib import crc32

from application.ports.keys import KeySmith
from domain.api_keys.api_key import SecretHash
from domain.ids import KeyId

KEY_PATTERN: Final = r"\bsk_(?:live|test)_[0-9a-z]{12}[0-9A-Za-z]{49}\b"
"""Finds leaked keys in texts, for scanners: `sk_live_` or `sk_test_`, 12 characters of key id (base 36), 43
of secret and 6 of checksum (base 62). What it finds is a key if the checksum is right: CRC-32 (ISO-HDLC, as
in zlib) of the ASCII before it, in base 62 with the digits `0-9A-Za-z`, padded to 6."""

SHORTEST_PEPPER: Final = 16
"""Bytes."""

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_PAIRS: Final = tuple("".join(pair) for pair in product(_DIGITS, repeat=2))
_FORM: Final = re.compile(r"sk_(?:live|test)_([0-9a-z]{12})([0-9A-Za-z]{43})([0-9A-Za-z]{6})")
_SECRET_LENGTH: Final = 43
_CHECKSUM_LENGTH: Final = 6


@final
class PepperedKeySmith(KeySmith):
    """Keeps HMAC-SHA256 of a secret under a pepper that the store does not know.

    `peppers` by version: the last one is used for new keys, all of them for checking; a key whose pepper is
    no longer here is not good. `live` chooses between `sk_live_` and `sk_test_`; a key of the other kind is
    not read.
    """

    def __init__(self, peppers: Mapping[str, bytes], *, live: bool = True) -> None:
        if not peppers or min(map(len, peppers.values())) < SHORTEST_PEPPER:
            raise ValueError(f"a pepper has at least {SHORTEST_PEPPER} bytes")
        self._peppers = dict(peppers)
        self._current = list(peppers)[-1]
        self._kind = "sk_live_" if live else "sk_test_"

    def forge(self, key_id: KeyId) -> tuple[str, SecretHash]:
        secret = "".join(_DIGITS[randbelow(62)] for _ in range(_SECRET_LENGTH))
        named = f"{self._kind}{key_id.removeprefix('key_')}{secret}"
        kept = SecretHash(self._current, self._digest(self._peppers[self._current], secret.encode()))
        return named + _checksum(named), kept

    def read(self, key: str) -> tuple[KeyId, bytes] | None:
        form = _FORM.fullmatch(key)
        if form is None or not key.startswith(self._kind):
            return None
        if _checksum(key[:-_CHECKSUM_LENGTH]) != form[3]:
            return None
        return KeyId("key_" + form[1]), form[2].encode()

    def matches(self, secret: bytes, kept: SecretHash) -> bool:
        pepper = self._peppers.get(kept.pepper)
        return pepper is not None and hmac.compare_digest(self._digest(pepper, secret), kept.digest)

    def prefix(self, key_id: KeyId) -> str:
        return self._kind + key_id.removeprefix("key_")[:4]

    @staticmethod
    def _digest(pepper: bytes, secret: bytes) -> bytes:
        return hmac.digest(pepper, secret, "sha256")


def _checksum(text: str) -> str:
    rest, low = divmod(crc32(text.encode()), len(_PAIRS))
    high, middle = divmod(rest, len(_PAIRS))
    return _PAIRS[high] + _PAIRS[middle] + _PAIRS[low]
