"""Opaque tokens, of which only hashes are kept."""

from typing import Protocol


class OpaqueTokens(Protocol):
    """Makes random tokens of 256 bits for refreshing and inviting."""

    def new(self) -> str:
        """Return a token to hand out."""
        ...

    def hash(self, token: str) -> str:
        """Return what is kept of a token, lower-case hex: its SHA-256."""
        ...
