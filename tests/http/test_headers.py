"""The header fields of answers, and those of requests that are believed."""

import io
from datetime import timedelta

import pytest

from tests.http.site import Company, Site, slug_of

APP = "https://app.acme.example"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@pytest.mark.parametrize("path", ["/health", "/docs", "/problems/gone", "/nowhere", "/openapi.json"])
def test_every_answer_is_as_safe(path: str, settled_site: Site) -> None:
    headers = settled_site.anyone.get(path).headers

    assert dict(headers).items() >= ALWAYS.items()
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_who_came_by_https_shall_not_come_without() -> None:
    headers = Site(public_url="https://api.tenantry.example").anyone.get("/health").headers

    assert headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("given", ["a", "A-z.0_9", "x" * 128])
def test_the_id_of_a_request_is_given_back(given: str, settled_site: Site) -> None:
    answer = settled_site.anyone.get("/health", headers={"X-Request-Id": given})

    assert answer.headers["X-Request-Id"] == given


@pytest.mark.parametrize("given", ["", "x" * 129, "a b", "a\tb", "<script>", "é".encode().decode("latin-1")])
def test_an_id_that_is_none_is_replaced(given: str, settled_site: Site) -> None:
    made = [settled_site.anyone.get("/health", headers={"X-Request-Id": given}).headers["X-Request-Id"] for _ in "ab"]

    assert given not in made
    assert len(set(made)) == 2


def test_the_id_of_a_request_stands_in_the_audit_log(acme: Company) -> None:
    acme.owner.put(acme.path(), {"name": "Acme Works"}, headers={"X-Request-Id": "mine-1", "User-Agent": "x" * 300})

    [event] = acme.owner.listed(acme.path("/audit?action=organization.updated"))
    assert (event["request_id"], event["user_agent"], event["source_address"]) == ("mine-1", "x" * 256, "127.0.0.1")


def test_rates_are_told_on_every_answer_to_somebody_known(site: Site, acme: Company) -> None:
    path = acme.path("/users")
    caller = acme.keys["read:users"]

    answers = [caller.get(path), caller.get(path), caller.get(f"{path}?x=1"), caller.post(path)]

    assert [answer.headers.get("RateLimit") for answer in answers] == [
        '"key";r=99999;t=1, "organization";r=2985;t=1',
        '"key";r=99998;t=1, "organization";r=2984;t=1',
        '"key";r=99997;t=1, "organization";r=2983;t=1',
        None,
    ]
    assert answers[0].headers["RateLimit-Policy"] == '"key";q=100000;w=3600, "organization";q=3000;w=60'
    assert "RateLimit" not in site.anyone.get(path).headers


def test_a_rate_that_is_used_up_tells_when_to_come_again(site: Site, acme: Company) -> None:
    body = {"name": "slow", "scopes": ["read:users"], "rate_limit": 2}
    slow = site.with_key(acme.owner.made(acme.path("/api-keys"), body)["key"])
    path = acme.path("/users")
    granted = [slow.get(path).status_code for _ in range(2)]

    refused = slow.get(path)

    assert granted == [200, 200]
    assert (refused.status_code, slug_of(refused)) == (429, "rate-limited")
    assert refused.get_json()["violated_policies"] == ["key"]
    assert refused.headers["Retry-After"] == "1800"
    assert refused.headers["RateLimit"].startswith('"key";r=0;t=3600')
    site.clock.advance(timedelta(seconds=1800))
    assert slow.get(path).status_code == 200


def test_too_many_sign_ups_are_told_when_to_come_again() -> None:
    site = Site(signups_per_hour=1)
    bodies = [{"name": slug, "slug": slug, "owner_email": f"a@{slug}.example"} for slug in ("one", "two")]

    answers = [site.anyone.post("/organizations", body) for body in bodies]

    assert [answer.status_code for answer in answers] == [201, 429]
    assert answers[1].headers["Retry-After"] == "3600"


def test_pages_of_other_origins_may_not_read_the_answer(site: Site) -> None:
    headers = site.anyone.get("/plans", headers={"Origin": APP}).headers

    assert not [name for name, _ in headers if name.startswith("Access-Control")]


def test_pages_of_an_origin_that_is_named_may() -> None:
    site = Site(cors_origins=(APP,))

    ours = site.anyone.get("/plans", headers={"Origin": APP}).headers
    other = site.anyone.get("/plans", headers={"Origin": "https://evil.example"}).headers

    assert ours["Access-Control-Allow-Origin"] == APP
    assert "ETag" in ours["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Origin" not in other
    assert (ours["Vary"], other["Vary"]) == ("Origin", "Origin")


def test_a_browser_asks_beforehand() -> None:
    site = Site(cors_origins=(APP,))

    answer = site.anyone.ask("OPTIONS", "/organizations", headers={"Origin": APP})

    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS, POST"
    assert "Idempotency-Key" in answer.headers["Access-Control-Allow-Headers"]


def test_a_head_is_answered_without_a_body(settled_acme: Company) -> None:
    path = settled_acme.path()

    answer = settled_acme.owner.ask("HEAD", path)

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == settled_acme.owner.get(path).headers["Content-Length"]


@pytest.mark.parametrize(("size", "status"), [(2**20, 422), (2**20 + 1, 413), (10 * 2**20, 413)])
def test_a_body_in_chunks_is_bounded_too(size: int, status: int, settled_acme: Company) -> None:
    body = b'"' + b"a" * (size - 2) + b'"'
    chunked = {"wsgi.input": io.BytesIO(body), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}

    answer = settled_acme.owner.post(
        settled_acme.path("/resources"), content_type="application/json", environ_overrides=chunked
    )

    assert answer.status_code == status


@pytest.mark.parametrize("length", ["-1", "x", "9" * 30, "1e3", "٣"])
def test_a_length_that_is_none_is_refused(length: str, settled_acme: Company) -> None:
    said = {"CONTENT_LENGTH": length, "wsgi.input": io.BytesIO(b"{}")}

    answer = settled_acme.owner.post(settled_acme.path("/resources"), environ_overrides=said)

    assert answer.status_code in {400, 413}


@pytest.mark.parametrize(
    "content_type",
    ["application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"', "application/json ;  charset=UTF-8"],
)
def test_json_in_utf_8_may_say_so(content_type: str, settled_acme: Company) -> None:
    answer = settled_acme.owner.put(settled_acme.path(), data=b"{}", content_type=content_type)

    assert answer.status_code == 200


def test_what_others_add_to_flask_is_dispatched_by_flask(site: Site) -> None:
    site.api.add_url_rule("/metrics", "metrics", lambda: "requests 1")

    answer = site.anyone.get("/metrics")

    assert (answer.status_code, answer.text) == (200, "requests 1")
