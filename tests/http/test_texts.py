"""Texts, times and slugs as people and machines in the whole world write them."""

import json
from typing import Any

import pytest

from tests.http.site import Company, Site, pointers

JOINED = (
    "می\u200cخواهم", "کتاب\u200cها", "ශ\u0dca\u200dරී", "അവന\u0d4d\u200d", "ಸೂರ\u200d\u0ccdಯ", "র\u200d\u09cdয",
    "क\u094d\u200dष",
    "👩\u200d💻", "👩🏽\u200d🚀", "👨\u200d👩\u200d👧\u200d👦", "❤\ufe0f\u200d🔥",
    "🙂\u200d↔\ufe0f", "🐦\u200d⬛", "🏳\ufe0f\u200d🌈",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
)  # fmt: skip
STRAY = (
    "ac\u200dme", "ac\u200cme", "\u200dacme", "acme\u200d", "acme\u200c", "a\U000e0041", "🏴\U000e0067", "a\u200d💻",
    "👩\u200d",
    "می\u200c\u200cخ", "🏴\U000e007f",
)  # fmt: skip
LINES = ("one\ntwo", "one\r\ntwo", "one\u2028two", "one\u2029two", "one\u0085two", "one\ttwo")
TIMES = {
    "2026-03-10T12:00:00.1234567Z": "2026-03-10T12:00:00.123456Z",
    "2026-03-10T12:00:00.123456789Z": "2026-03-10T12:00:00.123456Z",
    "2026-03-10T11:59:59.999999999Z": "2026-03-10T11:59:59.999999Z",
    "2026-03-10t12:00:00z": "2026-03-10T12:00:00Z",
    "2026-03-10T13:00:00.5+01:00": "2026-03-10T12:00:00.500000Z",
}
RESERVED = ("admin", "api", "www", "console", "support", "xn--acme", "xn--80ak6aa92e", "postmaster", "tenantry")
RAW = {"Content-Type": "application/json"}


def put_name(company: Company, **said: object) -> Any:
    return company.owner.put(company.path(f"/projects/{company.project_id}"), said)


def record_with(company: Company, **said: object) -> tuple[Any, Any]:
    """Record once alone and once in a batch."""
    alone = company.owner.post(company.path("/resources"), {**company.record("alone"), **said})
    batch = {"records": [{**company.record("together"), **said}]}
    return alone, company.owner.post(company.path("/resources/batch"), batch).get_json()


@pytest.mark.parametrize("text", JOINED)
def test_joiners_stand_where_a_script_or_an_emoji_needs_them(text: str, acme: Company) -> None:
    named = put_name(acme, name=text, description=text, tags=[text])
    alone, together = record_with(acme, metadata={text: text})

    assert (named.status_code, named.get_json()["name"]) == (200, text)
    assert (alone.status_code, together["accepted"]) == (201, 1)


@pytest.mark.parametrize("text", STRAY)
def test_joiners_that_join_nothing_are_refused(text: str, acme: Company) -> None:
    named = put_name(acme, name=text, description=text, tags=[text])
    alone, together = record_with(acme, metadata={"k": text})
    as_key, _ = record_with(acme, metadata={text: "v"})

    assert pointers(named) == {"/name", "/description", "/tags/0"}
    assert (pointers(alone), as_key.status_code) == ({"/metadata/k"}, 422)
    assert [error["pointer"] for error in together["refused"][0]["problem"]["errors"]] == ["/metadata/k"]


@pytest.mark.parametrize("text", LINES)
def test_descriptions_and_metadata_may_have_lines_but_names_have_one(text: str, acme: Company) -> None:
    described = put_name(acme, description=text)
    alone, together = record_with(acme, metadata={"note": text})

    assert (described.status_code, described.get_json()["description"]) == (200, text)
    assert (alone.status_code, together["accepted"]) == (201, 1)
    assert pointers(put_name(acme, name=text, tags=[text])) == {"/name", "/tags/0"}


@pytest.mark.parametrize(("written", "kept"), TIMES.items())
def test_digits_past_microseconds_are_cut(written: str, kept: str, acme: Company) -> None:
    alone, _ = record_with(acme, timestamp=written)
    listed = acme.owner.listed(acme.path(f"/resources?project_id={acme.project_id}"))
    again = acme.owner.post(acme.path("/resources"), {**acme.record("alone"), "timestamp": written})

    assert (alone.status_code, again.status_code) == (201, 200)
    assert {record["timestamp"] for record in listed} == {kept}


@pytest.mark.parametrize("written", TIMES)
def test_a_key_ends_at_any_time_of_rfc_3339(written: str, acme: Company) -> None:
    later = written.replace("2026", "2027")

    answer = acme.owner.post(acme.path("/api-keys"), {"name": "K", "scopes": ["read:usage"], "expires_at": later})

    assert answer.status_code == 201
    assert answer.get_json()["expires_at"] == TIMES[written].replace("2026", "2027")


@pytest.mark.parametrize("charset", ["utf8", "UTF8", '"utf8"', "UTF-8"])
def test_the_charset_may_be_called_utf8(charset: str, acme: Company) -> None:
    raw = json.dumps({"name": "Web"}).encode()

    answer = acme.owner.ask(
        "PUT",
        acme.path(f"/projects/{acme.project_id}"),
        data=raw,
        headers={"Content-Type": f"application/json; charset={charset}"},
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("slug", RESERVED)
def test_no_new_organization_passes_for_its_host(slug: str, site: Site) -> None:
    said = {"name": "Initech", "slug": slug, "owner_email": "not an address"}

    answer = site.anyone.post("/organizations", said)

    assert (answer.status_code, pointers(answer)) == (422, {"/slug", "/owner_email"})


def test_a_project_may_be_called_api(acme: Company) -> None:
    answer = put_name(acme, slug="api")

    assert (answer.status_code, answer.get_json()["slug"]) == (200, "api")


def twice(company: Company, *, deep: bool) -> bytes:
    record = json.dumps({**company.record("order-9"), "metadata": {"a": "1", "b": "2"}})
    return record.replace('"b"', '"a"').encode() if deep else record.replace("{", '{"quantity": 1000,', 1).encode()


@pytest.mark.parametrize("deep", [True, False])
@pytest.mark.parametrize("space", ["", " ", "\n \t"])
def test_a_name_that_stands_twice_is_malformed(deep: bool, space: str, acme: Company) -> None:
    raw = twice(acme, deep=deep).replace(b'":', f'"{space}:'.encode())

    alone = acme.owner.post(acme.path("/resources"), data=raw, headers=RAW)
    together = acme.owner.post(acme.path("/resources/batch"), data=b'{"records": [%s]}' % raw, headers=RAW)

    assert (alone.status_code, together.status_code) == (400, 400)
    assert "stands twice" in together.get_json()["detail"]


@pytest.mark.parametrize(
    "raw",
    [
        '{"name": "A", "name": "B"}', '{"name": "A", "n\\u0061me": "B"}',
        '{"team": [{"user_id": "u", "user_id": "v"}]}',
        '{"name": "A", "unknown": {"x": [{"y": 1, "y": 2}]}}', '{"slug": "?", "name": "A", "name": 1}',
    ],
)  # fmt: skip
def test_a_name_that_stands_twice_is_malformed_in_every_body(raw: str, acme: Company) -> None:
    answer = acme.owner.ask("PUT", acme.path(f"/projects/{acme.project_id}"), data=raw.encode(), headers=RAW)

    assert answer.status_code == 400


def test_a_colon_behind_a_quotation_mark_in_a_text_is_no_name(acme: Company) -> None:
    alone, together = record_with(acme, metadata={"a": '":', "b": '" : "b":'})

    assert (alone.status_code, together["accepted"]) == (201, 1)
