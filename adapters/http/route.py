"""What a route is: one line of the table from which url rules, document and order of checks are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from adapters.http.call import Call, Surroundings
from adapters.http.reply import JSON, Reply
from domain.errors import FieldError
from domain.roles.permission import Permission

B = TypeVar("B")
Q = TypeVar("Q", bound=BaseModel)
R = TypeVar("R")


class Public(Enum):
    """Marks a route that asks for no permission, and says whether a person's token is read if there is one."""

    ANYONE = "anyone"
    ANYONE_OR_PERSON = "anyone, or a person"


class Repeating(Enum):
    """What an `Idempotency-Key` does on a route."""

    UNNOTICED = "unnoticed"
    """It takes none."""
    ANSWERED = "answered"
    """The first answer is kept for 24 hours, and given again."""
    BY_ELEMENT = "answered by element"
    """Likewise for each element of a batch, under key + `:` + index."""
    RECORDED = "recorded"
    """Records without an id of their own are named after it; no answer is kept."""


class Sent(Enum):
    """In which form a body is sent."""

    JSON = "application/json"
    FORM = "application/x-www-form-urlencoded"
    SIGNED = "as it is"
    """Read byte by byte, whatever it says to be: its signature tells whether it is meant for us."""


class NoBody(BaseModel):
    """Nothing, or an empty object."""

    model_config = ConfigDict(extra="forbid")


class NoQuery(BaseModel):
    """No parameters."""

    model_config = ConfigDict(extra="forbid")


class UnguardedRoute(TypeError):
    """A route says neither which permission it asks for nor that it is public."""


@dataclass(frozen=True, kw_only=True)
class Route(Generic[B, Q, R]):
    """One method on one path.

    `act` calls the use case, `show` words its result; both see the whole request. `answers` gives the type of each
    successful answer by status (None: no body), `refusals` the statuses that only this route's use case brings.
    """

    method: str
    path: str
    name: str
    summary: str
    tag: str
    access: Permission | Public
    body: type[B]
    query: type[Q]
    act: Callable[[Call[B, Q]], R]
    show: Callable[[Call[B, Q], R], Reply]
    answers: dict[int, Any]
    refusals: tuple[int, ...] = ()
    takes_key: bool = False
    """Whether an API key may come here, if it has the permission's scope."""
    repeating: Repeating = Repeating.UNNOTICED
    keep: Callable[[Call[B, Q], Any], Reply] | None = None
    """Words what is kept of an answer, where that is not what is shown: no secret, one element of a batch."""
    rules: Callable[[Any], list[FieldError]] | None = None
    """Tells what is wrong with several fields of a body together."""
    beside: Callable[[Surroundings, Mapping[str, Any]], list[FieldError]] | None = None
    """Tells what else is wrong with a body that is refused anyway, which otherwise the use case would tell."""
    reads: Callable[[bytes], tuple[B | None, list[FieldError]]] | None = None
    """Reads bodies, where pydantic alone does not say it all; then `documented` is what is written about them."""
    documented: Any = None
    sent_as: Sent = Sent.JSON
    versioned: bool = False
    """Whether `If-Match` is honoured."""
    steady: bool = False
    """Whether its answer stays the same as long as its version does, so that `If-None-Match` can be honoured."""
    unread: Permission | None = None
    """What is asked for besides where the body cannot be read: that comes before what is wrong with it."""
    use_case: type | None = None
    media_type: str = JSON

    def __post_init__(self) -> None:
        if not isinstance(self.access, Permission | Public):
            raise UnguardedRoute(f"{self.method} {self.path} has no permission and is not marked as public")
        if self.takes_key and not (isinstance(self.access, Permission) and self.access.rule.scope):
            raise UnguardedRoute(f"{self.method} {self.path} takes keys, but no scope opens it")
        if set(self.answers) - _SUCCESSES:
            raise ValueError(f"{self.method} {self.path} succeeds with {self.answers}")

    @property
    def permission(self) -> Permission | None:
        """The permission that it asks for; None: it is public."""
        return self.access if isinstance(self.access, Permission) else None

    @property
    def rule(self) -> str:
        """The path as Flask writes it."""
        return self.path.replace("{", "<").replace("}", ">")

    @property
    def has_body(self) -> bool:
        """Whether it takes more than an empty object."""
        return self.body is not NoBody

    @property
    def reads_body(self) -> bool:
        """Whether what is sent is looked at; bodies of other methods mean nothing (RFC 9110, section 9.3)."""
        return self.method in ("POST", "PUT")


_SUCCESSES: Final = frozenset({*range(200, 300), 303})
AnyRoute = Route[Any, Any, Any]
