"""What the HTTP edge itself refuses, before any use case is asked."""

from dataclasses import dataclass
from typing import ClassVar

from domain.errors import Refusal


@dataclass(eq=False)
class MalformedRequest(Refusal):
    """The request cannot be read: not JSON, a wrong content type, a bad cursor, two credentials."""

    code: ClassVar[str] = "malformed-request"
    reason: str

    @property
    def detail(self) -> str:
        return self.reason


@dataclass(eq=False)
class BodyTooLarge(Refusal):
    """The body has more than 1 MiB."""

    code: ClassVar[str] = "body-too-large"

    @property
    def detail(self) -> str:
        return "A request's body may have 1,048,576 bytes."


@dataclass(eq=False)
class RequestTimeout(Refusal):
    """The request did not arrive in time."""

    code: ClassVar[str] = "request-timeout"
    seconds: float

    @property
    def detail(self) -> str:
        return f"The request did not arrive within {self.seconds:g} seconds. Send it again as a whole."


@dataclass(eq=False)
class MethodNotAllowed(Refusal):
    """The path exists, but not with this method."""

    code: ClassVar[str] = "method-not-allowed"
    allowed: tuple[str, ...]

    @property
    def detail(self) -> str:
        return f"This address knows {', '.join(self.allowed)}."


@dataclass(eq=False)
class InternalError(Refusal):
    """Something went wrong on our side; the log tells what, under the request's id."""

    code: ClassVar[str] = "internal-error"

    @property
    def detail(self) -> str:
        return "Something went wrong on our side. It has been logged under the request id."
