"""The OpenAPI document: valid, whole, and true."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from adapters.http.openapi import document
from adapters.http.problem_types import PROBLEM_TYPES
from tests.http.requests import GUARDED, ROUTES
from tests.http.site import Site

OPERATIONS = tuple((route.method, route.path) for route in ROUTES.values())


@pytest.fixture(scope="module")
def told(settled_site: Site) -> dict[str, Any]:
    return dict(settled_site.anyone.get("/openapi.json").get_json())


def operations(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((method.upper(), path) for path, known in told["paths"].items() for method in known)


def test_the_document_is_valid(told: dict[str, Any]) -> None:
    assert told["openapi"].startswith("3.1.")
    assert not list(OpenAPIV31SpecValidator(told).iter_errors())


def test_the_document_tells_every_route_of_the_router_and_no_other(told: dict[str, Any], settled_site: Site) -> None:
    routed = {
        (method, re.sub(r"<(\w+)>", r"{\1}", rule.rule))
        for rule in settled_site.api.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert set(operations(told)) == routed == set(OPERATIONS)


def test_every_operation_has_a_name_of_its_own(told: dict[str, Any]) -> None:
    names = [operation["operationId"] for known in told["paths"].values() for operation in known.values()]

    assert sorted(names) == sorted(ROUTES)


@pytest.mark.parametrize("name", GUARDED)
def test_a_guarded_route_tells_its_credentials_and_refusals(name: str, told: dict[str, Any]) -> None:
    route = ROUTES[name]
    operation = told["paths"][route.path][route.method.lower()]

    assert {"token": []} in operation["security"]
    assert ({"key": []} in operation["security"]) is route.takes_key
    assert {"400", "401", "403", "408", "429"} <= operation["responses"].keys()


def test_every_problem_stands_in_the_document(told: dict[str, Any]) -> None:
    responses = told["components"]["responses"]

    assert all(kind.uri in responses[str(kind.status)]["description"] for kind in PROBLEM_TYPES)


def test_every_model_that_is_told_of_is_used(told: dict[str, Any]) -> None:
    assert not [name for name in told["components"]["schemas"] if f"#/components/schemas/{name}'" not in str(told)]


def test_bodies_refuse_what_they_do_not_know(told: dict[str, Any]) -> None:
    schemas = told["components"]["schemas"]

    assert not [name for name in schemas if name.endswith("Body") and schemas[name]["additionalProperties"]]


def test_no_address_outside_is_needed(told: dict[str, Any]) -> None:
    outside = [address for address in re.findall(r"https?://[^\s'\"]+", str(told)) if "localhost" not in address]

    assert outside == []


def test_a_notice_is_told_with_its_signature_and_a_form_as_one(told: dict[str, Any]) -> None:
    notice = told["paths"]["/webhooks/stripe"]["post"]
    form = told["paths"]["/dev/portal/{page_id}"]["post"]

    assert [header["name"] for header in notice["parameters"]] == ["Stripe-Signature"]
    assert (notice["security"], list(notice["requestBody"]["content"])) == ([], ["application/json"])
    assert list(form["requestBody"]["content"]) == ["application/x-www-form-urlencoded"]
    assert "303" in form["responses"]


def test_an_assembly_without_an_outbox_does_not_tell_of_one() -> None:
    without = [route for route in ROUTES.values() if route.name != "outbox"]

    assert "/dev/outbox" not in document(without, "")["paths"]
