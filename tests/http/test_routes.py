"""The table of routes: nothing is open by accident, and everything that was promised is there."""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from adapters.http.route import Public, Route, UnguardedRoute
from adapters.http.routes import routes_of
from application.application import PUBLIC, Application
from domain.roles.permission import Permission
from entrypoints.container import assembled
from entrypoints.container.http import http_api
from entrypoints.settings import Settings
from tests.http.requests import GUARDED, ROUTES
from tests.http.site import Caller, Site

PUBLIC_ROUTES = {
    "GET /health", "GET /ready", "GET /plans", "GET /openapi.json", "GET /docs", "GET /docs/{file}",
    "GET /problems/{slug}", "POST /organizations", "POST /invitations/accept", "POST /auth/login",
    "POST /auth/refresh", "POST /webhooks/stripe", "GET /dev/outbox", "GET /dev/checkout/{page_id}",
    "POST /dev/checkout/{page_id}", "GET /dev/portal/{page_id}", "POST /dev/portal/{page_id}",
}  # fmt: skip
TAKING_KEYS = {
    "record_usage", "record_batch", "list_resources", "report_usage", "report_project_usage", "list_projects",
    "read_project", "list_users", "read_user", "query_audit",
}  # fmt: skip
REPEATABLE = {
    "sign_up", "reopen_organization", "transfer_ownership", "invite_user", "invite_users", "resend_invitation",
    "create_project", "create_projects", "restore_project", "record_usage", "record_batch", "create_api_key",
    "rotate_api_key",
    "preview_plan", "open_checkout", "open_portal", "cancel_subscription",
}  # fmt: skip
OPERATORS = {"ChangePlan", "ExtendTrial", "LiftSuspension", "Reconcile", "SuspendOrganization"}
"""The operator acts through use cases and the command line, not through routes."""

UNGUARDED: Any = None


def test_a_route_without_a_permission_cannot_be_built() -> None:
    with pytest.raises(UnguardedRoute):
        replace(ROUTES["read_project"], access=UNGUARDED)


def test_a_route_that_does_not_speak_of_access_cannot_be_built() -> None:
    route = ROUTES["read_project"]
    said: Any = {field.name: getattr(route, field.name) for field in fields(route) if field.name != "access"}

    with pytest.raises(TypeError):
        Route(**said)


def test_a_route_that_no_scope_opens_takes_no_key() -> None:
    with pytest.raises(UnguardedRoute):
        replace(ROUTES["invite_user"], takes_key=True)


def test_what_is_public_is_said_to_be_public() -> None:
    public = {f"{route.method} {route.path}" for route in ROUTES.values() if isinstance(route.access, Public)}

    assert public == PUBLIC_ROUTES


@pytest.mark.parametrize("name", GUARDED)
def test_a_route_asks_for_a_permission_of_its_use_case(name: str) -> None:
    route = ROUTES[name]
    stated = {getattr(route.use_case, field, None) for field in ("permission", "own_permission")}

    assert route.access in stated - {None}
    assert isinstance(route.access, Permission)


def test_public_use_cases_are_reached_by_public_routes_alone() -> None:
    public = {route.use_case.__name__ for route in ROUTES.values() if route.permission is None and route.use_case}

    assert public == PUBLIC


def test_every_use_case_for_customers_has_a_route() -> None:
    reached = {route.use_case.__name__ for route in ROUTES.values() if route.use_case}
    checks = {"Admit", "AuthenticateKey", "AuthenticateToken", "FindAnswer", "Throttle", "Catalogue"}
    listed = {str(getattr(field.type, "__name__", field.type)) for field in fields(Application)}

    assert listed - checks - OPERATORS == reached


def test_keys_come_to_the_routes_of_their_scopes_alone() -> None:
    assert {name for name, route in ROUTES.items() if route.takes_key} == TAKING_KEYS


def test_posts_can_be_repeated_but_for_sessions_and_accepting() -> None:
    assert {name for name, route in ROUTES.items() if route.repeating.value != "unnoticed"} == REPEATABLE


def test_flask_knows_every_route_and_no_other(site: Site) -> None:
    rules = {(rule.endpoint, rule.rule) for rule in site.api.url_map.iter_rules()}

    assert rules == {(route.name, route.rule) for route in site.api.routes}


def test_hosted_pages_are_only_there_where_payments_are_simulated(settled_site: Site) -> None:
    elsewhere = {route.path for route in routes_of(replace(settled_site.web, pages=None))}

    assert {route.path for route in ROUTES.values()} - elsewhere == {"/dev/checkout/{page_id}", "/dev/portal/{page_id}"}


def test_the_clock_can_only_be_put_forward_where_it_is_a_shifted_one(settled_site: Site) -> None:
    shifted = assembled(Settings(clock="shifted", log_level="ERROR"))
    before = shifted.clock.now()

    there = Caller(http_api(shifted)).made("/dev/clock", {"days": 14, "hours": 1})

    assert datetime.fromisoformat(there["now"]) - before >= timedelta(days=14, hours=1)
    assert shifted.work_added.is_set()
    assert settled_site.anyone.post("/dev/clock", {"days": 14}).status_code == 404


def test_the_outbox_is_only_there_where_mail_is_kept() -> None:
    site = Site(mail="smtp", smtp_url="smtp://mail.acme.example")

    answer = site.anyone.get("/dev/outbox")

    assert answer.status_code == 404
