"""One good request for every route that asks for a permission."""

from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from adapters.http.route import AnyRoute
from adapters.http.route import Sent as SentAs
from adapters.http.routes import routes_of
from tests.http.site import Caller, Company, Site

ROUTES: dict[str, AnyRoute] = {route.name: route for route in routes_of(Site().web)}
GUARDED = tuple(name for name, route in ROUTES.items() if route.permission is not None)
OF_ORGANIZATION = tuple(name for name in GUARDED if "{org_id}" in ROUTES[name].path)
WITH_BODY = tuple(name for name in GUARDED if ROUTES[name].has_body)
TAKING_JSON = tuple(name for name, route in ROUTES.items() if route.has_body and route.sent_as is SentAs.JSON)
LISTS = tuple(name for name, route in ROUTES.items() if "cursor" in route.query.model_fields)


@dataclass(frozen=True)
class Sent:
    """A request without a credential."""

    method: str
    path: str
    body: Any
    query: dict[str, str]

    def by(self, caller: Caller, **more: Any) -> TestResponse:
        """Send it."""
        return caller.ask(self.method, self.path, self.body, query_string=self.query, **more)


def good(name: str, company: Company) -> Sent:
    """Return a request to a route that nothing is wrong with."""
    route = ROUTES[name]
    return Sent(
        route.method,
        route.path.format(**company.ids),
        body(name, company),
        {"project_id": company.project_id} if name == "list_resources" else {},
    )


def body(name: str, company: Company) -> Any:
    """Return a body that nothing is wrong with; None for routes that take none."""
    viewer = company.user_ids["viewer"]
    bodies: dict[str, Any] = {
        "update_organization": {"name": "Acme Works"},
        "change_settings": {"session_timeout": 30},
        "transfer_ownership": {"user_id": company.user_ids["admin"]},
        "invite_user": {"email": "erin@acme.example", "role": "viewer"},
        "invite_users": {"invitations": [{"email": "erin@acme.example"}]},
        "update_user": {"role": "member"},
        "update_users": {"users": [{"user_id": viewer, "role": "member"}]},
        "switch_organization": {"org_id": company.org_id},
        "create_project": {"name": "App", "slug": "app", "type": "mobile", "environment": "staging"},
        "create_projects": {"projects": [{"name": "App", "slug": "app", "type": "mobile", "environment": "staging"}]},
        "update_project": {"name": "Web Site"},
        "update_projects": {"projects": [{"project_id": company.project_id, "name": "Web Site"}]},
        "create_api_key": {"name": "New", "scopes": ["read:usage"]},
        "update_api_key": {"name": "Renamed"},
        "rotate_api_key": {"overlap_seconds": 60},
        "record_usage": company.record(),
        "record_batch": {"records": [company.record("batch-1")]},
        "choose_plan": {"plan": "pro"},
        "preview_plan": {"plan": "pro"},
        "open_checkout": {"plan": "pro"},
        "open_portal": {},
        "sign_up": {"name": "Initech", "slug": "initech", "owner_email": "peter@initech.example"},
        "accept_invitation": {"token": "A" * 43, "name": "Dave", "password": "correct horse battery"},
        "log_in": {"email": "alice@acme.example", "password": "correct horse battery"},
        "refresh_session": {"refresh_token": "A" * 43},
    }
    return bodies.get(name)
