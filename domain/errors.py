"""Refusals: what the rules say no with, as nouns with their facts.

Every refusal has a stable `code`; the edges translate codes, never class names or messages.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(eq=False)
class Refusal(Exception):
    """A rule said no. Nothing was changed."""

    code: ClassVar[str] = "refusal"

    @property
    def detail(self) -> str:
        """One sentence for a person, without any secret or internal name."""
        return "The request was refused."

    def __str__(self) -> str:
        return self.detail


@dataclass(eq=False)
class FieldError:
    """One wrong field: a JSON pointer (RFC 6901) into the body, or `query/name`, and what is wrong with it."""

    pointer: str
    detail: str


@dataclass(eq=False)
class InvalidRequest(Refusal):
    """A value is wrong in itself; all errors are told at once."""

    code: ClassVar[str] = "invalid-request"
    errors: tuple[FieldError, ...]

    @property
    def detail(self) -> str:
        return "; ".join(f"{error.pointer or '/'}: {error.detail}" for error in self.errors)

    @classmethod
    def at(cls, pointer: str, detail: str) -> "InvalidRequest":
        """Return the refusal of one field."""
        return cls((FieldError(pointer, detail),))


@dataclass(eq=False)
class NotFound(Refusal):
    """It does not exist, or the caller may not know that it does: the same answer."""

    code: ClassVar[str] = "not-found"

    @property
    def detail(self) -> str:
        return "There is nothing here that you can see."


@dataclass(eq=False)
class Conflict(Refusal):
    """The change does not go with what is there already."""

    code: ClassVar[str] = "conflict"
    reason: str
    unfit: tuple[str, ...] = ()
    """What must be reduced first, one sentence each, when a change does not fit."""

    @property
    def detail(self) -> str:
        return self.reason


@dataclass(eq=False)
class StaleVersion(Refusal):
    """The caller's version of the resource is no longer the current one."""

    code: ClassVar[str] = "precondition-failed"

    @property
    def detail(self) -> str:
        return "The resource has changed since the version you named."


@dataclass(eq=False)
class Gone(Refusal):
    """An invitation that was used or has expired."""

    code: ClassVar[str] = "gone"

    @property
    def detail(self) -> str:
        return "This invitation was used or has expired."


@dataclass(eq=False)
class Unauthenticated(Refusal):
    """No credential, or one that is not good. One message for all of them."""

    code: ClassVar[str] = "unauthenticated"

    @property
    def detail(self) -> str:
        return "A valid credential is needed."


@dataclass(eq=False)
class Unavailable(Refusal):
    """It could not be done in time; nothing was half done, and doing it again is safe."""

    code: ClassVar[str] = "unavailable"
    retry_after: int = 1
    """Seconds."""

    @property
    def detail(self) -> str:
        return "This cannot be done right now; please try again."
