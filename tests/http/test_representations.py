"""Every good answer is exactly what the document says: nothing is missing, and nothing is there untold."""

from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator

from adapters.http.openapi.document import document
from tests.http.paying import WORKS, Payer, notify, simulated
from tests.http.requests import GUARDED, ROUTES, good
from tests.http.site import PASSWORD, Company, Site

DOCUMENT = document(tuple(ROUTES.values()), "")


def closed(schema: Any) -> Any:
    """Return a schema by which an object has no member that it does not name."""
    match schema:
        case dict():
            inner = {name: closed(part) for name, part in schema.items()}
            return {**inner, "additionalProperties": False} if "properties" in schema else inner
        case list():
            return [closed(part) for part in schema]
        case _:
            return schema


def complaints(name: str, status: int, answer: Any) -> list[str]:
    route = ROUTES[name]
    content = DOCUMENT["paths"][route.path][route.method.lower()]["responses"][str(status)]["content"]
    told = next(iter(content.values()))["schema"]
    schema = {**closed(told), "components": closed(DOCUMENT["components"])}
    return [error.message for error in OAS31Validator(schema).iter_errors(answer)]


def ready(name: str, site: Site, acme: Company) -> None:
    """Bring about what a route needs to succeed."""
    if name == "reopen_organization":
        acme.owner.delete(acme.path())
    if name == "remove_user":
        body = {"name": "Hers", "scopes": ["read:usage"], "project_id": acme.project_id}
        acme.owner.put(acme.path(f"/users/{acme.user_ids['viewer']}"), {"role": "admin"})
        site.logged_in("victor@acme.example").made(acme.path("/api-keys"), body)
    if name == "open_checkout":
        site.grant(acme)
    acme.owner.post(acme.path("/resources"), acme.record("known", metadata={"region": "eu"}))


@pytest.mark.parametrize("name", GUARDED)
def test_an_answer_is_what_the_document_says(name: str, site: Site, acme: Company) -> None:
    ready(name, site, acme)

    answer = good(name, acme).by(acme.owner)

    assert answer.status_code in ROUTES[name].answers, answer.text
    assert answer.status_code == 204 or complaints(name, answer.status_code, answer.get_json()) == []


def test_who_is_invited_is_shown_as_the_document_says(settled_acme: Company) -> None:
    answer = settled_acme.owner.get(settled_acme.path("/users?status=invited"))

    assert complaints("list_users", 200, answer.get_json()) == []


@pytest.mark.parametrize("name", ["health", "ready", "list_plans", "outbox"])
def test_a_public_answer_is_what_the_document_says(name: str, site: Site, acme: Company) -> None:
    answer = site.anyone.get(ROUTES[name].path)

    assert acme.org_id
    assert complaints(name, 200, answer.get_json()) == []


def test_what_somebody_gets_who_comes_in_is_what_the_document_says(site: Site, acme: Company) -> None:
    signing_up = site.anyone.made("/organizations", good("sign_up", acme).body)
    token = site.mail_to("dave@acme.example")["token"]
    accepted = site.anyone.made("/invitations/accept", {"token": token, "name": "Dave", "password": PASSWORD})
    logged_in = site.anyone.made("/auth/login", {"email": "dave@acme.example", "password": PASSWORD})
    refreshed = site.anyone.made("/auth/refresh", {"refresh_token": logged_in["refresh_token"]})

    assert complaints("sign_up", 201, signing_up) == []
    assert complaints("accept_invitation", 200, accepted) == []
    assert complaints("log_in", 200, logged_in) == complaints("refresh_session", 200, refreshed) == []


def test_what_is_billed_is_what_the_document_says(site: Site) -> None:
    acme = Payer.of(site)
    acme.subscribes("starter", WORKS)
    acme.after(days=15)
    acme.owner.put(acme.path("/billing/plan"), {"plan": "pro"})

    preview = acme.owner.made(acme.path("/billing/preview"), {"plan": "pro"})
    invoices = acme.owner.get(acme.path("/billing/invoices")).get_json()

    assert len(invoices["data"]) == 2
    assert complaints("list_invoices", 200, invoices) == complaints("preview_plan", 200, preview) == []


def test_what_a_sender_of_notices_gets_is_what_the_document_says(site: Site) -> None:
    answer = notify(site, *simulated(site).notice(None))

    assert complaints("receive_notice", 200, answer.get_json()) == []


@pytest.mark.parametrize(
    "record",
    [{"quantity": 10**9}, {"quantity": -1}, {"project_id": "prj_nosuch"}, {"type": "x"}],
    ids=["too much", "invalid", "missing", "no type"],
)
def test_a_problem_is_what_the_document_says(record: dict[str, object], settled_acme: Company) -> None:
    said = settled_acme.record() | record

    alone = settled_acme.owner.post(settled_acme.path("/resources"), said)
    in_a_batch = settled_acme.owner.post(settled_acme.path("/resources/batch"), {"records": [said]})

    validator = OAS31Validator({"$ref": "#/components/schemas/Problem", "components": closed(DOCUMENT["components"])})
    assert [error.message for error in validator.iter_errors(alone.get_json())] == []
    assert complaints("record_batch", 200, in_a_batch.get_json()) == []
