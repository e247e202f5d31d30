"""Passwords as argon2id hashes, and the common ones that nobody may choose."""

from functools import cached_property
from secrets import token_urlsafe
from threading import BoundedSemaphore
from typing import Final, final
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from application.ports.passwords import Passwords

AT_ONCE: Final = 4
"""So many hashes are computed at a time; each takes the memory of its cost, 19 MiB by default."""


@final
class Argon2Passwords(Passwords):
    """Hashes with argon2id at the cost that OWASP's password storage cheat sheet asks for, unless told
    otherwise.

    A password is compared in its Unicode normal form (NFKC, NIST SP 800-63B), so that two keyboards agree.
    It is common when it is among the passwords that leaked most often, or repeats one shorter piece, in any
    case. `memory_cost` is in KiB.
    """

    def __init__(
        self, memory_cost: int = 19_456, time_cost: int = 2, parallelism: int = 1, at_once: int = AT_ONCE
    ) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=parallelism)
        self._places = BoundedSemaphore(at_once)
        self._nobodys = self._hasher.hash(token_urlsafe())

    def hash(self, password: str) -> str:
        with self._places:
            return self._hasher.hash(_typed(password))

    def matches(self, password_hash: str | None, password: str) -> bool:
        with self._places:
            try:
                self._hasher.verify(password_hash or self._nobodys, _typed(password))
            except VerifyMismatchError:
                return False
        return password_hash is not None

    def is_common(self, password: str) -> bool:
        plain = normalize("NFKC", password).casefold()
        return plain in self._common or plain in (plain + plain)[1:-1]

    @cached_property
    def _common(self) -> frozenset[str]:
        from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 - 800 kB, for those who set passwords

        return frozenset(word for words in FREQUENCY_LISTS.values() for word in words)


def _typed(password: str) -> bytes:
    return normalize("NFKC", password).encode("utf-8", "surrogatepass")
