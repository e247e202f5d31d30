"""Passwords, of which only hashes are kept."""

from typing import Protocol


class Passwords(Protocol):
    """Hashes passwords slowly, with a salt (OWASP: argon2id)."""

    def hash(self, password: str) -> str:
        """Return the encoded hash of a password."""
        ...

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Tell whether the password is the one; None takes as long and never is, so that time tells nothing."""
        ...

    def is_common(self, password: str) -> bool:
        """Tell whether the password is among those that attackers try first."""
        ...
