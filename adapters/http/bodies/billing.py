"""Bodies about plans and payments."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints

from adapters.http.bodies.common import Body
from adapters.http.fields import ADDRESS_PATTERN, PlanName
from adapters.http.web import Web
from domain.errors import FieldError

ReturnUrl = Annotated[
    str,
    StringConstraints(min_length=8, max_length=2048, pattern=ADDRESS_PATTERN),
    Field(description="Where the person goes on afterwards: at this API, or at an origin that may call it."),
]

_PORTS: Final = {"http": 80, "https": 443}


class PlanBody(Body):
    """Which plan."""

    plan: PlanName


class CheckoutBody(Body):
    """Which plan is subscribed to, and where the person goes on afterwards."""

    plan: PlanName
    return_url: ReturnUrl | None = None


class PortalBody(Body):
    """Where the person goes on afterwards."""

    return_url: ReturnUrl | None = None


class ReturnsToKnownOrigins:
    """Tells whether `return_url` leads away from us: an open redirect would lend our name to anybody (CWE-601)."""

    def __init__(self, web: Web) -> None:
        known = (origin(address) for address in (web.public_url, *web.cors_origins))
        self._origins = frozenset(found for found in known if found is not None)

    def __call__(self, body: object) -> list[FieldError]:
        """Return what is wrong with it, in a body of any shape."""
        address = _return_url(body)
        if not isinstance(address, str) or origin(address) in self._origins:
            return []
        return [FieldError("/return_url", "this is an address of this API, or of an origin that may call it")]


def _return_url(body: object) -> Any:
    if isinstance(body, CheckoutBody | PortalBody):
        return body.return_url
    return body.get("return_url") if isinstance(body, Mapping) else None


def origin(address: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port of an http address (RFC 6454); None when it is none, or names somebody."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or "@" in parts.netloc or "\\" in address:
        return None
    return parts.scheme, parts.hostname, port or _PORTS[parts.scheme]
