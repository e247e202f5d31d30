"""The header fields that every answer has, by what it carries, and those for pages of other origins."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from adapters.http.reply import FORMS, HTML, JSON, PROBLEM, Header
from adapters.http.web import Web

_ALWAYS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
_DATA_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
_PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FORMS_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action {allowed}; "
    "frame-ancestors 'none'"
)
"""Where a form leads is told with all that its answer may lead on to: browsers look at redirects too."""
EXPOSED: Final = "ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, WWW-Authenticate"
ACCEPTED: Final = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-API-Key, X-Request-Id"


def base_headers(web: Web) -> Mapping[str, tuple[Header, ...]]:
    """Return what always stands in an answer, by media type; under "" for files, that may be kept a day."""
    always = (*_ALWAYS, *((("Strict-Transport-Security", "max-age=31536000"),) if web.secure else ()))
    data = (*always, ("Cache-Control", "no-store"), ("Content-Security-Policy", _DATA_POLICY))
    return MappingProxyType({
        JSON: (*data, ("Content-Type", JSON)),
        PROBLEM: (*data, ("Content-Type", PROBLEM)),
        HTML: (
            *always,
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", _PAGE_POLICY),
            ("Content-Type", HTML),
        ),
        FORMS: (
            *always,
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", _FORMS_POLICY.format(allowed=_form_targets(web))),
            ("Content-Type", FORMS),
        ),
        "": (*always, ("Cache-Control", "public, max-age=86400"), ("Content-Security-Policy", _DATA_POLICY)),
    })  # fmt: skip


def _form_targets(web: Web) -> str:
    parts = urlsplit(web.public_url)
    return " ".join(("'self'", f"{parts.scheme}://{parts.netloc}", *sorted(web.cors_origins)))


def cors_headers(web: Web, origin: str | None) -> tuple[Header, ...]:
    """Return what lets a page of `origin` read the answer (WHATWG Fetch), if that origin may."""
    if not web.cors_origins:
        return ()
    if origin not in web.cors_origins:
        return (("Vary", "Origin"),)
    return (
        ("Vary", "Origin"),
        ("Access-Control-Allow-Origin", origin or ""),
        ("Access-Control-Expose-Headers", EXPOSED),
    )


def preflight_headers(allowed: str) -> tuple[Header, ...]:
    """Return what a browser asks before it sends a request of another origin's page."""
    return (
        ("Access-Control-Allow-Methods", allowed),
        ("Access-Control-Allow-Headers", ACCEPTED),
        ("Access-Control-Max-Age", "600"),
    )
