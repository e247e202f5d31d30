"""The OpenAPI document: valid, whole, true, and readable for generators."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from adapters.http.headers import EXPOSED
from adapters.http.openapi.document import document, published
from adapters.http.problem_types import PROBLEM_TYPES
from adapters.http.route import AnyRoute
from tests.http.requests import GUARDED, LISTS, ROUTES, good
from tests.http.site import Company, Site

PUBLISHED: dict[str, AnyRoute] = {route.name: route for route in published(ROUTES.values())}
WHOLE: dict[str, Any] = document(tuple(ROUTES.values()), "")
NEVER_IN_A_DOCUMENT = frozenset({405})
"""An operation that is described is one that the address knows."""


@pytest.fixture(scope="module")
def told(settled_site: Site) -> dict[str, Any]:
    return dict(settled_site.anyone.get("/openapi.json").get_json())


def operations(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((method.upper(), path) for path, known in told["paths"].items() for method in known)


def operation(told: dict[str, Any], name: str) -> dict[str, Any]:
    return dict(told["paths"][ROUTES[name].path][ROUTES[name].method.lower()])


def test_the_document_is_valid(told: dict[str, Any]) -> None:
    assert told["openapi"].startswith("3.1.")
    assert not list(OpenAPIV31SpecValidator(told).iter_errors())


def test_the_document_tells_every_route_of_the_router_but_those_of_development(
    told: dict[str, Any], settled_site: Site
) -> None:
    routed = {
        (method, re.sub(r"<(\w+)>", r"{\1}", rule.rule))
        for rule in settled_site.api.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert set(operations(told)) == {known for known in routed if not known[1].startswith("/dev/")}
    assert routed == {(route.method, route.path) for route in ROUTES.values()}


def test_every_operation_has_a_name_and_a_description_of_its_own(told: dict[str, Any]) -> None:
    known = [operation for path in told["paths"].values() for operation in path.values()]

    assert sorted(each["operationId"] for each in known) == sorted(PUBLISHED)
    assert [each["operationId"] for each in known if not each["description"]] == []
    assert {tag["name"] for tag in told["tags"] if tag["description"]} == {each["tags"][0] for each in known}


@pytest.mark.parametrize("name", GUARDED)
def test_a_guarded_route_tells_its_credentials_and_refusals(name: str, told: dict[str, Any]) -> None:
    described = operation(told, name)

    assert {"token": []} in described["security"]
    assert ({"key": []} in described["security"]) is ROUTES[name].takes_key
    assert {"400", "401", "403", "408", "429"} <= described["responses"].keys()


def test_every_problem_stands_in_the_document(told: dict[str, Any]) -> None:
    responses = told["components"]["responses"]
    kinds = [kind for kind in PROBLEM_TYPES if kind.status not in NEVER_IN_A_DOCUMENT]

    assert [kind.slug for kind in kinds if kind.uri not in responses[str(kind.status)]["description"]] == []


def test_every_component_is_used(told: dict[str, Any]) -> None:
    components = [f"{kind}/{name}" for kind in ("schemas", "headers", "responses") for name in told["components"][kind]]

    assert [name for name in components if f"#/components/{name}'" not in str(told)] == []


def test_bodies_refuse_what_they_do_not_know(told: dict[str, Any]) -> None:
    schemas = told["components"]["schemas"]

    assert not [name for name in schemas if name.endswith("Body") and schemas[name]["additionalProperties"]]


def test_no_address_outside_is_needed(told: dict[str, Any]) -> None:
    described = {key: part for key, part in told.items() if key != "components"}
    outside = [address for address in re.findall(r"https?://[^\s'\"]+", str(described)) if "localhost" not in address]

    assert outside == []


def test_a_notice_is_told_with_its_signature_and_a_form_as_one() -> None:
    notice = WHOLE["paths"]["/webhooks/stripe"]["post"]
    form = WHOLE["paths"]["/dev/portal/{page_id}"]["post"]

    assert [header["name"] for header in notice["parameters"]] == ["Stripe-Signature"]
    assert (notice["security"], list(notice["requestBody"]["content"])) == ([], ["application/json"])
    assert list(form["requestBody"]["content"]) == ["application/x-www-form-urlencoded"]
    assert "303" in form["responses"]


@pytest.mark.parametrize("name", LISTS)
def test_a_page_of_a_list_has_a_title_of_its_own(name: str, told: dict[str, Any]) -> None:
    schemas = told["components"]["schemas"]
    lists = {each: answer_of(told, each)["$ref"].rpartition("/")[2] for each in LISTS}

    assert schemas[lists[name]]["title"] == lists[name]
    assert lists[name].endswith("List")
    assert "Link" in operation(told, name)["responses"]["200"]["headers"]


def answer_of(told: dict[str, Any], name: str) -> dict[str, Any]:
    content = operation(told, name)["responses"]["200"]["content"]
    return dict(content["application/json"]["schema"])


def test_no_two_schemas_share_a_title(told: dict[str, Any]) -> None:
    titles = {name: schema["title"] for name, schema in told["components"]["schemas"].items()}

    assert titles == {name: name for name in titles}


def test_what_is_sent_may_leave_out_what_has_a_default(told: dict[str, Any]) -> None:
    assert "'default'" not in str(told)
    assert "plan" not in told["components"]["schemas"]["SignUpBody"]["required"]


@pytest.mark.parametrize("name", WHOLE["components"]["schemas"])
def test_an_example_is_an_instance_of_its_schema(name: str) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": WHOLE["components"]}
    component = WHOLE["components"]["schemas"][name]

    assert ("enum" in component) is ("examples" not in component)
    assert [
        error.message
        for example in component.get("examples", ())
        for error in OAS31Validator(schema).iter_errors(example)
    ] == []


WORDS = ("role", "status", "kind", "environment", "unit", "meter")
LIMITS_AND_PROBLEMS = frozenset({"LimitFacts", "ElementProblem", "Problem", "StandingAnswer"})
"""Where a meter may also be seats or projects, and a status that of HTTP."""


def test_words_of_answers_are_listed() -> None:
    open_texts = [
        f"{name}.{field}"
        for name, schema in WHOLE["components"]["schemas"].items()
        for field, known in schema.get("properties", {}).items()
        if field in WORDS and name not in LIMITS_AND_PROBLEMS and not re.search("enum|const|\\$ref", str(known))
    ]

    assert open_texts == []


@pytest.mark.parametrize("name", [*GUARDED, "sign_up", "log_in", "list_plans", "ready"])
def test_every_header_field_of_an_answer_is_described(name: str, site: Site, acme: Company) -> None:
    answer = good(name, acme).by(acme.owner)

    described = WHOLE["paths"][ROUTES[name].path][ROUTES[name].method.lower()]["responses"][str(answer.status_code)]
    known = WHOLE["components"]["responses"][described["$ref"].rpartition("/")[2]] if "$ref" in described else described
    assert {field for field in EXPOSED.split(", ") if field in answer.headers} <= known["headers"].keys()
