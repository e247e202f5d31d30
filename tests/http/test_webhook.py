"""The address at which the payment provider tells what has happened."""

import io
import json
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from domain.billing.subscription import CustomerId
from tests.http.paying import WORKS, Payer, notify, simulated
from tests.http.site import Site, slug_of


@pytest.fixture
def acme(site: Site) -> Payer:
    """Acme, whose owner is at the checkout."""
    payer = Payer.of(site)
    payer.checkout("starter")
    return payer


def customer_of(site: Site) -> CustomerId:
    [customer] = simulated(site).customers
    return customer


def attached(site: Site, acme: Payer) -> None:
    """Let somebody subscribe at the provider, of which it has not told yet."""
    assert site.web.pages is not None
    site.web.pages.pay_at_checkout(acme.checkout("starter").rpartition("/")[2], WORKS)


def refused(answer: TestResponse) -> bool:
    return (answer.status_code, slug_of(answer)) == (400, "malformed-request")


def test_a_notice_is_heard_and_looked_into(site: Site, acme: Payer) -> None:
    attached(site, acme)
    before = acme.billing()["state"]

    answer = notify(site, *simulated(site).notice(customer_of(site)))

    site.settle()
    assert (answer.status_code, answer.get_json()) == (200, {"received": True})
    assert (before, acme.billing()["state"]) == ("unbilled", "trialing")


def test_a_notice_counts_once(site: Site, acme: Payer) -> None:
    body, signature = simulated(site).notice(customer_of(site))
    version = acme.billing()["version"]

    answers = [notify(site, body, signature).status_code for _ in range(3)]

    site.settle()
    assert (answers, acme.billing()["version"]) == ([200] * 3, version)


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "text/plain", ""])
def test_what_a_notice_says_to_be_does_not_matter(content_type: str, site: Site, acme: Payer) -> None:
    body, signature = simulated(site).notice(customer_of(site))

    answer = site.anyone.post(
        "/webhooks/stripe", data=body, content_type=content_type, headers={"Stripe-Signature": signature}
    )

    assert (answer.status_code, acme.billing()["state"]) == (200, "unbilled")


@pytest.mark.parametrize(
    "signature", [None, "", "garbage", "t=1,v1=", "t=,v1=" + "0" * 64, "t=1,v1=é", "v1=" + "0" * 64]
)
def test_a_notice_without_a_good_signature_is_refused(signature: str | None, site: Site, acme: Payer) -> None:
    body, _ = simulated(site).notice(customer_of(site))
    sent = None if signature is None else signature.encode().decode("latin-1")

    assert acme.org_id
    assert refused(notify(site, body, sent))


def test_a_notice_that_was_touched_is_refused(site: Site, acme: Payer) -> None:
    body, signature = simulated(site).notice(customer_of(site))

    answers = [notify(site, touched, signature) for touched in (body + b" ", body[:-1], body.replace(b"evt", b"evt_x"))]

    assert [refused(answer) for answer in answers] == [True] * 3
    assert acme.billing()["state"] == "unbilled"


def test_a_signature_of_another_notice_is_refused(site: Site, acme: Payer) -> None:
    one, other = (simulated(site).notice(customer_of(site)) for _ in range(2))

    assert acme.org_id
    assert refused(notify(site, one[0], other[1]))


def test_an_old_notice_is_refused(site: Site, acme: Payer) -> None:
    body, signature = simulated(site).notice(customer_of(site))
    site.clock.advance(timedelta(minutes=5))
    in_time = notify(site, body, signature)
    site.clock.advance(timedelta(seconds=1))

    assert (in_time.status_code, refused(notify(site, body, signature))) == (200, True)
    assert acme.org_id


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"{", b"[]", b"null", b'{"id": 1}', "é".encode("utf-16")])
def test_what_is_no_notice_is_refused_also_when_it_is_signed(raw: bytes, site: Site) -> None:
    told_at = int(site.clock.now().timestamp())
    signature = f"t={told_at},v1={simulated(site).signature(told_at, raw)}"

    assert refused(notify(site, raw, signature))
    assert refused(notify(site, raw, None))


@pytest.mark.parametrize("customer", [CustomerId("cus_nosuch"), None])
def test_a_notice_about_nobody_of_ours_is_let_go(customer: CustomerId | None, site: Site) -> None:
    answer = notify(site, *simulated(site).notice(customer))

    assert answer.get_json() == {"received": True}


def test_a_notice_may_have_a_mebibyte(site: Site) -> None:
    fits, exceeds = (json.dumps({"id": "evt_1", "type": "x", "customer": None}).ljust(2**20 + more) for more in (0, 1))
    told_at = int(site.clock.now().timestamp())
    signature = f"t={told_at},v1={simulated(site).signature(told_at, fits.encode())}"

    assert notify(site, fits.encode(), signature).status_code == 200
    assert slug_of(notify(site, exceeds.encode(), signature)) == "body-too-large"


def test_a_notice_in_chunks_is_heard_too(site: Site, acme: Payer) -> None:
    body, signature = simulated(site).notice(customer_of(site))
    chunked = {"wsgi.input": io.BytesIO(body), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}

    answer = site.anyone.post("/webhooks/stripe", environ_overrides=chunked, headers={"Stripe-Signature": signature})

    assert (answer.status_code, acme.billing()["plan"]) == (200, "free")


def test_a_notice_needs_no_credential_and_takes_no_key(site: Site, acme: Payer) -> None:
    body, signature = simulated(site).notice(customer_of(site))
    sent = {"Stripe-Signature": signature, "Authorization": "Bearer garbage", "Idempotency-Key": "é"}

    answer = site.anyone.post("/webhooks/stripe", data=body, headers=sent)

    assert (answer.status_code, acme.billing()["plan"]) == (200, "free")


def test_a_store_out_of_reach_lets_the_provider_repeat_it() -> None:
    nowhere = "http://127.0.0.1:9"
    site = Site(storage="dynamodb", dynamodb_endpoint=nowhere, jwt_secret="a" * 40, key_peppers="1:" + "b" * 40)

    answer = notify(site, *simulated(site).notice(CustomerId("cus_1")))

    assert (answer.status_code, slug_of(answer)) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0
