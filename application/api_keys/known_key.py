"""What a caller gets to know of a key."""

from datetime import datetime
from typing import NamedTuple

from domain.api_keys.api_key import ApiKey


class KnownKey(NamedTuple):
    """A key, and when it was last used, to the minute."""

    key: ApiKey
    last_used_at: datetime | None


class CreatedKey(NamedTuple):
    """A key with a new secret: the whole key as it is shown this once, never again."""

    key: ApiKey
    secret: str | None
    last_used_at: datetime | None = None
