"""The table of routes: every path of the API, and nothing else."""

from adapters.http.openapi.document import document, published
from adapters.http.reply import dump
from adapters.http.resources import (
    api_keys,
    audit,
    billing,
    hosted_pages,
    house,
    organizations,
    people_routes,
    project_batches,
    projects,
    sessions,
    usage,
)
from adapters.http.route import AnyRoute
from adapters.http.web import Web


def routes_of(web: Web) -> tuple[AnyRoute, ...]:
    """Return the routes of an assembly; the outbox is there where mail is kept, the other pages of demos likewise."""
    table: tuple[AnyRoute, ...] = (
        *house.house_routes(lambda: dump(document(published(table), web.public_url))),
        *organizations.ROUTES,
        *people_routes.ROUTES,
        *sessions.ROUTES,
        *project_batches.ROUTES,
        *projects.ROUTES,
        *api_keys.ROUTES,
        *usage.routes(),
        *billing.routes(web),
        *audit.ROUTES,
        *(() if web.outbox is None else house.OUTBOX),
        *(() if web.put_forward is None else house.CLOCK),
        *(() if web.pages is None else hosted_pages.ROUTES),
    )
    return table
