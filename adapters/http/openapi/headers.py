"""The header fields of answers, as the document describes them."""

from typing import Any, Final

Json = dict[str, Any]


def _text(description: str, example: str) -> Json:
    return {"description": description, "schema": {"type": "string", "examples": [example]}}


HEADERS: Final[Json] = {
    "X-Request-Id": _text("The request's id, yours or ours. It stands in the log and the audit log.", "req-7f3a-12"),
    "Location": _text("Where what was made can be read.", "/organizations/org_01kjpwd6m0804c31nd0k8675av"),
    "ETag": _text("The version, for `If-Match` and `If-None-Match` (RFC 9110, section 8.8.3).", '"3"'),
    "Link": _text("The next page of the list, if there is one (RFC 8288).", '</organizations?cursor=Y3Vy>; rel="next"'),
    "RateLimit": _text(
        "What is left of each rate, and when it is whole (draft-ietf-httpapi-ratelimit-headers-10).",
        '"key";r=999;t=4',
    ),
    "RateLimit-Policy": _text("The rates that apply: how many requests in how many seconds.", '"key";q=1000;w=3600'),
    "Retry-After": {
        "description": "How many seconds to wait before the same request is sent again.",
        "schema": {"type": "integer", "minimum": 0, "examples": [4]},
    },
    "WWW-Authenticate": _text("Which credentials are taken (RFC 9110, section 11.6.1).", 'Bearer realm="Tenantry"'),
}


def described(*names: str) -> Json:
    """Return references to header fields."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
