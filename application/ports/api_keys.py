"""The API keys of one organization."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from application.unit_of_work import Page
from domain.api_keys.api_key import ApiKey
from domain.ids import KeyId, UserId


class ApiKeys(Protocol):
    """The API keys of the organization."""

    def get(self, key_id: KeyId) -> ApiKey: ...

    def page(self, after: str | None, limit: int, where: Callable[[ApiKey], bool]) -> Page[ApiKey]:
        """Return keys, oldest first, revoked ones included."""
        ...

    def made_by(self, user_id: UserId) -> tuple[ApiKey, ...]:
        """Return the keys that a user made and that are not revoked."""
        ...

    def last_used(self, keys: Sequence[ApiKey]) -> Mapping[KeyId, datetime]:
        """Return when keys, such as those of one page, were last used, to the minute; nothing of one that never was."""
        ...
