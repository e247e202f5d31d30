"""The whole document: what the API is, its operations by path, and what they share."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from adapters.http.openapi.headers import HEADERS
from adapters.http.openapi.operations import operation
from adapters.http.openapi.responses import problem_responses
from adapters.http.openapi.schemas import Schemas
from adapters.http.route import AnyRoute

Json = dict[str, Any]

VERSION: Final = "1"
DESCRIPTION: Final = (
    "The back office of a multi-tenant SaaS. People send `Authorization: Bearer <token>`, machines `X-API-Key: <key>`; "
    "never both. Errors are problems (RFC 9457) of the types under `/problems`. Lists continue at `next_cursor`."
)
TAGS: Final = {
    "House": "Whether the service runs, this document, and what each problem means.",
    "Organizations": "Tenants: signing up, settings, closing, and the plans on offer.",
    "People": "The users of an organization, their roles, and invitations.",
    "Sessions": "Logging in and out, fresh tokens, and working in another organization.",
    "Projects": "Units of work and cost, each with a team.",
    "API keys": "Credentials of machines, with scopes and a rate limit.",
    "Usage": "Recording usage one by one or in batches, and reports with their cost.",
    "Billing": "Plans, checkout, invoices, and notices of the payment provider.",
    "Audit": "Who did what, when, and from where.",
}


def published(routes: Iterable[AnyRoute]) -> tuple[AnyRoute, ...]:
    """Return the routes that the document describes: those under `/dev/` exist in development alone."""
    return tuple(route for route in routes if not route.path.startswith("/dev/"))


def document(routes: Sequence[AnyRoute], server: str) -> Json:
    """Return the document of these routes."""
    schemas = Schemas(routes)
    paths: dict[str, Json] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = operation(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tenantry",
            "version": VERSION,
            "description": DESCRIPTION,
            "contact": {"name": "Tenantry"},
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}, {"url": server}] if server else [{"url": "/"}],
        "tags": [{"name": tag, "description": TAGS[tag]} for tag in dict.fromkeys(route.tag for route in routes)],
        "paths": paths,
        "components": {
            "schemas": schemas.components,
            "headers": HEADERS,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "A person's access token, for one organization.",
                },
                "key": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "X-API-Key",
                    "description": "A machine's key, for what its scopes allow.",
                },
            },
            "responses": problem_responses(routes),
        },
    }
