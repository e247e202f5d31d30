"""A request that has passed the checks, as the routes see it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from adapters.http.cursor import Cursors
from adapters.http.problems import Problems
from adapters.http.web import Web
from application.actor import Actor, Once, Source
from application.application import Application
from application.ports.clock import Clock
from domain.errors import Unauthenticated
from domain.ids import OrganizationId

B_co = TypeVar("B_co", covariant=True)
Q_co = TypeVar("Q_co", covariant=True)


class Surroundings(NamedTuple):
    """What every call needs besides what was sent."""

    application: Application
    clock: Clock
    web: Web
    problems: Problems
    cursors: Cursors

    def now(self) -> datetime:
        """Return the time."""
        return self.clock.now()


class Call(NamedTuple, Generic[B_co, Q_co]):
    """Who asks, what for, and with which body and query."""

    at: Surroundings
    path: str
    arguments: Mapping[str, str]
    """The ids that stand in the path."""
    body: B_co
    query: Q_co
    source: Source
    someone: Actor | None
    """Who asks, if anybody does who is known."""
    once: Once | None = None
    """That the request takes effect once, if it says so."""
    record_key: str | None = None
    """What usage records without an id are named after."""
    version: int | None = None
    """The version that the caller means to change."""

    @property
    def use(self) -> Application:
        """The use cases."""
        return self.at.application

    @property
    def actor(self) -> Actor:
        """Who asks; routes with a permission always know."""
        if self.someone is None:
            raise Unauthenticated
        return self.someone

    @property
    def organization_id(self) -> OrganizationId:
        """The organization that the credential belongs to."""
        return self.actor.organization_id
