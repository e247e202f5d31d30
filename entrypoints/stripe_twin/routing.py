"""The table of all requests, and the route of one."""

import re

from entrypoints.stripe_twin import (
    account,
    catalogue,
    checkout,
    customers,
    invoice_requests,
    meters,
    payment_methods,
    portal,
    schedules,
    subscriptions,
)
from entrypoints.stripe_twin.refusals import Refusal
from entrypoints.stripe_twin.routes import Route

ROUTES: tuple[Route, ...] = (
    *account.ROUTES,
    *catalogue.ROUTES,
    *checkout.ROUTES,
    *customers.ROUTES,
    *invoice_requests.ROUTES,
    *meters.ROUTES,
    *payment_methods.ROUTES,
    *portal.ROUTES,
    *schedules.ROUTES,
    *subscriptions.ROUTES,
)
_PATTERNS = tuple((re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route.path)), route) for route in ROUTES)


def matched(method: str, path: str) -> tuple[Route, dict[str, str]]:
    """The route of a request, and the names in its path; raises Refusal with 404 of what Stripe does not know."""
    for pattern, route in _PATTERNS:
        found = pattern.fullmatch(path)
        if found and route.method == method:
            return route, found.groupdict()
    raise Refusal(f"Unrecognized request URL ({method}: {path}).", status=404)
