"""Bad input of every kind is refused with all that is wrong with it, and changes nothing."""

import json
from dataclasses import replace
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.http.requests import TAKING_JSON, body, good
from tests.http.site import Company, Site, pointers, slug_of
from tests.http.snapshot import snapshot
from tests.http.wrong_values import ASKED, BAD_CURSORS, EACH, NO_OBJECT, NOT_JSON, TYPES

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def before(settled_site: Site, settled_acme: Company) -> list[Any]:
    return snapshot(settled_site, settled_acme)


@pytest.fixture(scope="module", autouse=True)
def nothing_changes(settled_site: Site, settled_acme: Company, before: list[Any]) -> Any:
    """Whatever a test of this module sends, afterwards everything is as it was."""
    yield
    assert snapshot(settled_site, settled_acme) == before


def send(name: str, company: Company, raw: bytes, headers: dict[str, str] | None = None) -> TestResponse:
    request = good(name, company)
    return company.owner.ask(request.method, request.path, data=raw, headers=JSON if headers is None else headers)


def with_value(company: Company, name: str, field: str, value: object) -> bytes:
    """Return a good body whose field at the top of a pointer has another value."""
    return json.dumps({**body(name, company), field.split("/")[1]: value}).encode()


@pytest.mark.parametrize("raw", NOT_JSON.values(), ids=NOT_JSON)
@pytest.mark.parametrize("name", TAKING_JSON)
def test_what_is_no_json_is_malformed(name: str, raw: bytes, settled_acme: Company) -> None:
    answer = send(name, settled_acme, raw or b" ")

    assert (answer.status_code, slug_of(answer)) == (400, "malformed-request")


@pytest.mark.parametrize("content_type", TYPES.values(), ids=TYPES)
@pytest.mark.parametrize("name", TAKING_JSON)
def test_another_content_type_is_malformed(name: str, content_type: str, settled_acme: Company) -> None:
    raw = json.dumps(body(name, settled_acme)).encode()

    answer = send(name, settled_acme, raw, {"Content-Type": content_type})

    assert (answer.status_code, slug_of(answer)) == (400, "malformed-request")


@pytest.mark.parametrize("name", TAKING_JSON)
def test_an_encoded_body_is_malformed(name: str, settled_acme: Company) -> None:
    answer = send(name, settled_acme, b"\x1f\x8b\x08", {**JSON, "Content-Encoding": "gzip"})

    assert (answer.status_code, slug_of(answer)) == (400, "malformed-request")


@pytest.mark.parametrize("value", NO_OBJECT.values(), ids=NO_OBJECT)
@pytest.mark.parametrize("name", TAKING_JSON)
def test_what_is_no_object_is_invalid(name: str, value: object, settled_acme: Company) -> None:
    answer = send(name, settled_acme, json.dumps(value).encode())

    assert (answer.status_code, pointers(answer)) == (422, {""})


@pytest.mark.parametrize("name", TAKING_JSON)
def test_unknown_fields_are_all_told(name: str, settled_acme: Company) -> None:
    said = {**body(name, settled_acme), "surprise": 1, "a/b~c": {}, "": None}

    answer = send(name, settled_acme, json.dumps(said).encode())

    assert answer.status_code == 422
    assert pointers(answer) == {"/surprise", "/a~1b~0c", "/"}


@pytest.mark.parametrize("name", TAKING_JSON)
def test_ten_megabytes_are_too_large(name: str, settled_acme: Company) -> None:
    answer = send(name, settled_acme, b" " * 10 * 2**20)

    assert (answer.status_code, slug_of(answer)) == (413, "body-too-large")


@pytest.mark.parametrize(("name", "field", "value"), EACH)
def test_a_wrong_value_is_told_at_its_place(name: str, field: str, value: object, settled_acme: Company) -> None:
    answer = send(name, settled_acme, with_value(settled_acme, name, field, value))

    assert (answer.status_code, slug_of(answer)) == (422, "invalid-request")
    assert field in pointers(answer)


@pytest.mark.parametrize(("name", "field", "value"), EACH)
def test_a_wrong_value_is_told_beside_another(name: str, field: str, value: object, settled_acme: Company) -> None:
    said = {**json.loads(with_value(settled_acme, name, field, value)), "surprise": 1}

    answer = send(name, settled_acme, json.dumps(said).encode())

    assert answer.status_code == 422
    assert {field, "/surprise"} <= pointers(answer)


@pytest.mark.parametrize(("name", "query"), ASKED)
def test_a_wrong_query_is_told_by_its_parameter(name: str, query: str, settled_acme: Company) -> None:
    request = good(name, settled_acme)

    answer = settled_acme.owner.get(f"{request.path}?{query}")

    assert answer.status_code in ({400} if "cursor" in query else {422})
    assert "cursor" in query or all(pointer.startswith("query") for pointer in pointers(answer))


@pytest.mark.parametrize("cursor", BAD_CURSORS)
def test_a_cursor_that_nobody_gave_out_is_malformed(cursor: str, settled_acme: Company) -> None:
    answer = settled_acme.owner.get(settled_acme.path("/users"), query_string={"cursor": cursor})

    assert (answer.status_code, slug_of(answer)) == (400, "malformed-request")


def test_everything_that_is_wrong_is_told_at_once(settled_acme: Company) -> None:
    record = {
        "project_id": "PRJ", "type": "compute", "quantity": -0.1234567, "metadata": {"k": 1, "l": 2}, "record_id": "é",
        "timestamp": "now", "extra": 1,
    }  # fmt: skip

    answer = settled_acme.owner.post(
        settled_acme.path("/resources?x=1&y=2"), record, headers={"Idempotency-Key": "é".encode().decode("latin-1")}
    )

    assert pointers(answer) == {
        "/project_id", "/quantity", "/metadata/k", "/metadata/l", "/record_id", "/timestamp", "/extra", "query/x",
        "query/y", "header/Idempotency-Key",
    }  # fmt: skip


def test_half_a_character_is_told_at_its_place_with_all_else(settled_acme: Company) -> None:
    raw = b'{"name": "a\\ud800", "slug": "?", "type": "web", "tags": ["\\udc00x"], "\\ud800": 1}'

    answer = send("create_project", settled_acme, raw)

    assert answer.status_code == 422
    assert {"/name", "/slug", "/tags/0", "/environment"} <= pointers(answer)


@pytest.mark.parametrize("quantity", [0.1234567, 1e-7, 10**9 + 1, -1])
def test_compute_has_six_decimals_and_a_bound(quantity: float, settled_acme: Company) -> None:
    record = settled_acme.record(quantity=quantity, type="compute")

    answer = settled_acme.owner.post(settled_acme.path("/resources"), record)

    assert (answer.status_code, pointers(answer)) == (422, {"/quantity"})


def test_more_wrong_fields_than_anybody_would_read_are_counted(settled_acme: Company) -> None:
    many = b"{" + b",".join(b'"%x":1' % number for number in range(50_000)) + b"}"

    answer = send("create_project", settled_acme, many)

    assert answer.status_code == 422
    assert len(answer.get_json()["errors"]) == 1


def test_storage_is_not_corrected(settled_acme: Company) -> None:
    record = settled_acme.record(type="storage", quantity=-1, corrects="order-0")

    answer = settled_acme.owner.post(settled_acme.path("/resources"), record)

    assert (answer.status_code, pointers(answer)) == (422, {"/corrects"})


@pytest.mark.parametrize("tag", ["5", "*5", '"5', "W/5", '"1", "2"', ""])
def test_a_precondition_that_is_no_entity_tag_is_told(tag: str, settled_acme: Company) -> None:
    request = good("update_project", settled_acme)

    answer = replace(request, body={"name": ""}).by(settled_acme.owner, headers={"If-Match": tag})

    assert pointers(answer) == {"/name", "header/If-Match"}


def test_a_bad_record_of_a_batch_is_refused_alone(site: Site, acme: Company) -> None:
    records = [
        acme.record("good-1"), {**acme.record("bad-1"), "quantity": "1", "extra": 1}, acme.record("good-2"), 5,
        acme.record("bad-2", quantity=1.5), acme.record("bad-3", timestamp="2030-01-01T00:00:00Z"),
        acme.record("bad-4", project_id="prj_nosuch"),
    ]  # fmt: skip

    answer = acme.owner.post(acme.path("/resources/batch"), {"records": records}).get_json()

    told = {refused["index"]: refused["problem"] for refused in answer["refused"]}
    assert (answer["accepted"], sorted(told)) == (2, [1, 3, 4, 5, 6])
    assert {error["pointer"] for error in told[1]["errors"]} == {"/quantity", "/extra"}
    assert [told[3]["errors"][0]["pointer"], told[4]["errors"][0]["pointer"]] == ["", "/quantity"]
    assert [told[5]["errors"][0]["pointer"], told[6]["status"]] == ["/timestamp", 404]


def test_half_a_character_refuses_its_record_alone(acme: Company) -> None:
    good_one, bad_one = (json.dumps(acme.record(name)) for name in ("good", "bad-\ud800"))
    raw = f'{{"records": [{good_one}, {bad_one}]}}'.encode()

    answer = acme.owner.post(acme.path("/resources/batch"), data=raw, headers=JSON).get_json()

    assert (answer["accepted"], [refused["index"] for refused in answer["refused"]]) == (1, [1])


@pytest.mark.parametrize("key", ["", "é", "a" * 121, "a\tb", '"open', '"a"b"'])
def test_an_idempotency_key_that_is_none_is_told(key: str, settled_acme: Company) -> None:
    said = {**good("create_project", settled_acme).body, "slug": "?"}

    answer = settled_acme.owner.post(
        settled_acme.path("/projects"), said, headers={"Idempotency-Key": key.encode().decode("latin-1")}
    )

    assert pointers(answer) == {"/slug", "header/Idempotency-Key"}
