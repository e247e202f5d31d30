"""What `null` means: left out where something is made; where something changes, it clears or is refused."""

from typing import Any

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tests.http.requests import ROUTES, TAKING_JSON, body, good
from tests.http.site import Company, Site, pointers

BODIES: dict[str, dict[str, FieldInfo]] = {
    name: ROUTES[name].body.model_fields for name in TAKING_JSON if issubclass(ROUTES[name].body, BaseModel)
}
OPTIONAL = [
    (name, field) for name, fields in BODIES.items() for field, known in fields.items() if not known.is_required()
]
CLEARED = {("update_project", "description"), ("update_project", "tags"), ("update_api_key", "expires_at")}
CHANGES = [each for each in OPTIONAL if ROUTES[each[0]].method == "PUT"]
CREATIONS = [each for each in OPTIONAL if ROUTES[each[0]].method == "POST" and each[0] != "move_clock"]
OF_RECORDS = ("metadata", "record_id", "timestamp", "corrects")


def sent(name: str, field: str, company: Company) -> Any:
    return {**body(name, company), field: None}


@pytest.mark.parametrize(("name", "field"), [each for each in CHANGES if each not in CLEARED])
def test_a_change_to_null_is_refused_at_its_field(name: str, field: str, settled_acme: Company) -> None:
    request = good(name, settled_acme)

    answer = settled_acme.owner.ask(request.method, request.path, sent(name, field, settled_acme))

    assert (answer.status_code, pointers(answer)) == (422, {f"/{field}"})


@pytest.mark.parametrize(("name", "field"), CREATIONS)
def test_null_at_creation_means_left_out(name: str, field: str, site: Site, acme: Company) -> None:
    request, other = good(name, acme), Site().company()
    left_out = {known: value for known, value in body(name, other).items() if known != field}

    with_null = acme.owner.ask(request.method, request.path, sent(name, field, acme))
    without = other.owner.ask(request.method, good(name, other).path, left_out)

    assert with_null.status_code == without.status_code


@pytest.mark.parametrize("field", OF_RECORDS)
def test_null_in_a_record_means_left_out(field: str, acme: Company) -> None:
    record = {**acme.record(), field: None}

    one = acme.owner.post(acme.path("/resources"), record)
    batch = acme.owner.post(acme.path("/resources/batch"), {"records": [{**record, "record_id": "in-a-batch"}]})

    assert (one.status_code, batch.get_json()["accepted"]) == (201, 1)


def test_null_clears_what_may_be_empty(acme: Company) -> None:
    project, key = acme.path(f"/projects/{acme.project_id}"), acme.path(f"/api-keys/{acme.ids['key_id']}")
    acme.owner.put(project, {"description": "Shop", "tags": ["blue"]})
    acme.owner.put(key, {"expires_at": "2027-01-01T00:00:00Z"})

    cleared = acme.owner.put(project, {"description": None, "tags": None}).get_json()
    unending = acme.owner.put(key, {"expires_at": None}).get_json()

    assert (cleared["description"], cleared["tags"], unending["expires_at"]) == ("", [], None)
