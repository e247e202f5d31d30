"""Every route fuzzed from its own document: no mistake of ours, and every answer as documented."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from adapters.http.openapi.document import document
from tests.http.requests import ROUTES
from tests.http.site import Company, Site
from tests.surroundings import soaking

EXAMPLES = 100 if soaking() else 5
SCHEMA = schemathesis.openapi.from_dict(document(tuple(ROUTES.values()), ""))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
FUZZED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not soaking(),
    database=None,
    suppress_health_check=list(HealthCheck),
)


@SCHEMA.parametrize()
@FUZZED
def test_every_answer_to_the_owner_is_as_documented(case: Case[Any], site: Site, acme: Company) -> None:
    ids = {**acme.ids, "slug": "conflict", "file": "start.js", "page_id": "page_nosuch"}
    case.path_parameters = {name: ids[name] for name in case.path_parameters or {}}

    answer = case.call(app=site.api, headers=dict(acme.owner.headers))

    case.validate_response(answer, checks=CHECKS)


@SCHEMA.parametrize()
@FUZZED
def test_every_answer_to_a_machine_is_as_documented(case: Case[Any], site: Site, acme: Company) -> None:
    case.path_parameters = {**(case.path_parameters or {}), "org_id": acme.org_id}

    answer = case.call(app=site.api, headers=dict(acme.bound_key.headers))

    case.validate_response(answer, checks=CHECKS)


@pytest.mark.soak
@SCHEMA.parametrize()
@FUZZED
def test_nobody_learns_more_than_that_a_credential_is_needed(case: Case[Any], site: Site) -> None:
    answer = case.call(app=site.api)

    case.validate_response(answer, checks=CHECKS)
