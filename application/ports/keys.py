"""The making and checking of API keys."""

from typing import Protocol

from domain.api_keys.api_key import SecretHash
from domain.ids import KeyId


class KeySmith(Protocol):
    """Forges keys: `sk_live_` + 12 characters of id + 43 of secret + 6 of CRC32."""

    def forge(self, key_id: KeyId) -> tuple[str, SecretHash]:
        """Return a new key for that id, to be shown once, and what is kept of its secret."""
        ...

    def read(self, key: str) -> tuple[KeyId, bytes] | None:
        """Return id and secret of a key whose form and checksum are right, else None, without any look-up."""
        ...

    def matches(self, secret: bytes, kept: SecretHash) -> bool:
        """Tell in constant time whether it is the secret that was kept."""
        ...

    def prefix(self, key_id: KeyId) -> str:
        """Return what may be shown of a key: `sk_live_` and the first 4 characters of its id."""
        ...
