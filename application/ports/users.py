"""The users of one organization."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from application.unit_of_work import Page
from domain.ids import UserId
from domain.organizations.names import EmailAddress
from domain.people.user import User


class Users(Protocol):
    """The users of the organization."""

    def get(self, user_id: UserId) -> User:
        """Return a user; NotFound when there is none."""
        ...

    def recent_all(self, user_ids: Sequence[UserId]) -> Mapping[UserId, User]:
        """Return users, by their ids, as they stood at most 2 seconds ago; NotFound when one is missing.

        One that has changed since cannot be saved: the commit is stale, and then they are looked up anew.
        """
        ...

    def by_email(self, email: EmailAddress) -> User | None: ...

    def page(self, after: str | None, limit: int, where: Callable[[User], bool]) -> Page[User]:
        """Return users by e-mail address."""
        ...

    def owners(self) -> tuple[User, ...]:
        """Return the active owners."""
        ...
