"""How Stripe is spoken to: keys, versions, parameters, pages, idempotency and faults."""

from threading import Thread

import httpx
import pytest
from stripe import (
    APIConnectionError,
    APIError,
    AuthenticationError,
    IdempotencyError,
    InvalidRequestError,
    RateLimitError,
)

from entrypoints.stripe_twin import Fault
from tests.twin.account import VERSION, Account, client_of

KEY = {"Authorization": "Bearer sk_test_twin", "Stripe-Version": VERSION}


def test_another_key_is_refused(account: Account) -> None:
    with pytest.raises(AuthenticationError) as refused:
        client_of(account.url, "sk_test_other").v1.customers.list()

    assert refused.value.http_status == 401


def test_a_key_may_come_as_basic_credentials(account: Account) -> None:
    answer = httpx.get(f"{account.url}/v1/customers", auth=("sk_test_twin", ""), headers={"Stripe-Version": VERSION})

    assert answer.status_code == 200


def test_no_key_is_refused(account: Account) -> None:
    answer = httpx.get(f"{account.url}/v1/customers", headers={"Stripe-Version": VERSION})

    assert answer.status_code == 401
    assert answer.json()["error"]["type"] == "invalid_request_error"


@pytest.mark.parametrize("version", ["2025-01-27.acacia", ""])
def test_another_version_is_refused(account: Account, version: str) -> None:
    answer = httpx.get(f"{account.url}/v1/customers", headers={**KEY, "Stripe-Version": version})

    assert answer.status_code == 400


def test_every_answer_names_its_request(account: Account) -> None:
    customer = account.v1.customers.create({"email": "alice@acme.example"})

    assert customer.last_response is not None
    assert customer.last_response.request_id == account.twin.requests[-1].id


def test_an_unknown_parameter_is_refused_by_name(account: Account) -> None:
    answer = httpx.post(f"{account.url}/v1/customers", headers=KEY, data={"address[planet]": "Mars"})

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "parameter_unknown"
    assert answer.json()["error"]["param"] == "address[planet]"


def test_an_unknown_route_is_refused(account: Account) -> None:
    answer = httpx.get(f"{account.url}/v1/charges", headers=KEY)

    assert answer.status_code == 404
    assert "Unrecognized request URL" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("path", "form", "param"),
    [
        ("/v1/prices", {"unit_amount": "5"}, "currency"),
        ("/v1/customers", {"balance": "five"}, "balance"),
        ("/v1/subscriptions", {"customer": "cus_1", "items": "x"}, "items"),
        ("/v1/products", {"name": "Pro", "active": "yes"}, "active"),
        ("/v1/customers", {"metadata": "x"}, "metadata"),
    ],
)
def test_what_is_missing_or_malformed_is_refused_by_name(
    account: Account, path: str, form: dict[str, str], param: str
) -> None:
    answer = httpx.post(f"{account.url}{path}", headers=KEY, data=form)

    assert (answer.status_code, answer.json()["error"]["param"]) == (400, param)


def test_an_object_that_is_not_there_is_missing(account: Account) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        account.v1.customers.retrieve("cus_1")

    assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")


def test_a_list_comes_in_pages_newest_first(account: Account) -> None:
    names = [account.v1.products.create({"name": name}).id for name in "ABCDE"]

    first = account.v1.products.list({"limit": 2})
    second = account.v1.products.list({"limit": 2, "starting_after": first.data[-1].id})

    assert [product.id for product in first.data + second.data] == names[:0:-1]
    assert (first.has_more, second.has_more) == (True, True)
    assert [product.id for product in account.v1.products.list({"limit": 2}).auto_paging_iter()] == names[::-1]


def test_the_same_key_gives_the_same_answer_and_does_nothing_twice(account: Account) -> None:
    first = account.v1.customers.create({"name": "Acme"}, {"idempotency_key": "acme"})
    again = account.v1.customers.create({"name": "Acme"}, {"idempotency_key": "acme"})

    assert again.id == first.id
    assert again.last_response is not None
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert len(account.v1.customers.list().data) == 1


def test_the_same_key_for_other_parameters_is_refused(account: Account) -> None:
    account.v1.customers.create({"name": "Acme"}, {"idempotency_key": "acme"})

    with pytest.raises(IdempotencyError):
        account.v1.customers.create({"name": "Globex"}, {"idempotency_key": "acme"})


def test_a_key_is_forgotten_after_a_day(account: Account) -> None:
    first = account.v1.customers.create({"name": "Acme"}, {"idempotency_key": "acme"})
    account.later(hours=25)

    assert account.v1.customers.create({"name": "Acme"}, {"idempotency_key": "acme"}).id != first.id


def test_a_key_that_is_in_use_conflicts(account: Account) -> None:
    create = account.v1.customers.create
    waiting = Thread(target=create, args=({"name": "Acme"}, {"idempotency_key": "acme"}))
    with account.twin.lock:
        waiting.start()
        account.twin.keys.wait_for("acme")

        with pytest.raises(APIError) as refused:
            create({"name": "Acme"}, {"idempotency_key": "acme"})
    waiting.join()

    assert refused.value.http_status == 409
    assert refused.value.error is not None
    assert refused.value.error.code == "idempotency_key_in_use"


def test_a_parameter_that_was_refused_does_not_use_up_its_key(account: Account) -> None:
    headers = {**KEY, "Idempotency-Key": "acme"}
    refused = httpx.post(f"{account.url}/v1/customers", headers=headers, data={"planet": "Mars"})

    created = httpx.post(f"{account.url}/v1/customers", headers=headers, data={"name": "Acme"})

    assert (refused.status_code, created.status_code) == (400, 200)


def test_a_failure_is_kept_under_its_key(account: Account) -> None:
    account.twin.faults.next("POST", "/v1/customers", Fault.SERVER_ERROR)
    headers = {**KEY, "Idempotency-Key": "acme"}

    first, again = [httpx.post(f"{account.url}/v1/customers", headers=headers, data={"name": "A"}) for _ in "12"]

    assert (first.status_code, again.status_code) == (500, 500)
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_lost_answer_is_found_again_by_its_key(account: Account) -> None:
    account.twin.faults.next("POST", "/v1/customers", Fault.LOSE_ANSWER)
    with pytest.raises(APIConnectionError):
        account.v1.customers.create({"name": "Acme"}, {"idempotency_key": "acme"})

    again = account.v1.customers.create({"name": "Acme"}, {"idempotency_key": "acme"})

    assert [customer.id for customer in account.v1.customers.list().data] == [again.id]
    assert [asked.status for asked in account.twin.requests] == [0, 200, 200]


def test_a_dropped_connection_executes_nothing(account: Account) -> None:
    account.twin.faults.next("*", "/v1/*", Fault.DROP)

    with pytest.raises(APIConnectionError):
        account.v1.customers.create({"name": "Acme"})

    assert account.v1.customers.list().data == []


def test_a_request_may_hang(account: Account) -> None:
    account.twin.faults.next("GET", "/v1/customers", Fault.HANG)

    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{account.url}/v1/customers", headers=KEY, timeout=0.2)


def test_a_rate_limit_says_which(account: Account) -> None:
    account.twin.faults.next("GET", "/v1/customers", Fault.RATE_LIMITED, times=2)

    with pytest.raises(RateLimitError) as refused:
        account.v1.customers.list()

    assert refused.value.headers is not None
    assert refused.value.headers["Stripe-Rate-Limited-Reason"] == "endpoint-rate"


def test_a_lock_that_is_taken_is_a_429_without_a_reason(account: Account) -> None:
    account.twin.faults.next("GET", "/v1/customers", Fault.LOCK_TIMEOUT)

    with pytest.raises(RateLimitError) as refused:
        account.v1.customers.list()

    assert refused.value.error is not None
    assert refused.value.error.code == "lock_timeout"
    assert "Stripe-Rate-Limited-Reason" not in (refused.value.headers or {})


def test_an_outage_ends_when_it_is_ended(account: Account) -> None:
    account.twin.faults.begin_outage()
    with pytest.raises(APIError):
        account.v1.customers.list()

    account.twin.faults.end_outage()

    assert account.v1.customers.list().data == []


def test_the_log_tells_what_was_asked(account: Account) -> None:
    account.v1.customers.create({"metadata": {"org_id": "org_1"}}, {"idempotency_key": "org_1"})

    asked = account.twin.requests[-1]

    assert (asked.method, asked.path, asked.status) == ("POST", "/v1/customers", 200)
    assert (asked.params, asked.idempotency_key) == ({"metadata": {"org_id": "org_1"}}, "org_1")


def test_an_id_is_expanded_to_its_object(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Pro", 2900))

    answer = httpx.get(
        f"{account.url}/v1/subscriptions?expand[]=data.latest_invoice&expand[]=data.customer", headers=KEY
    ).json()

    assert answer["data"][0]["id"] == subscription
    assert answer["data"][0]["latest_invoice"]["total"] == 2900
    assert answer["data"][0]["customer"]["name"] == "Acme"


def test_what_is_not_there_cannot_be_expanded(account: Account) -> None:
    answer = httpx.get(f"{account.url}/v1/customers/{account.customer()}?expand[]=planet", headers=KEY)

    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "This property cannot be expanded (planet)."
