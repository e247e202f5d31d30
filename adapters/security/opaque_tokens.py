"""Opaque tokens: random texts of 256 bits, of which only hashes are kept."""

from hashlib import sha256
from secrets import token_urlsafe
from typing import final

from application.ports.opaque_tokens import OpaqueTokens


@final
class RandomTokens(OpaqueTokens):
    """Makes tokens of 43 characters from the machine's secure source. They need no salt: nobody can guess
    one.
    """

    def new(self) -> str:
        return token_urlsafe(32)

    def hash(self, token: str) -> str:
        return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
