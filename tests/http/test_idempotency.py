"""Requests that take effect once, under an `Idempotency-Key`."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.http.site import Company, Site, pointers, slug_of

ONE = {"Idempotency-Key": "one"}
APP = {"name": "App", "slug": "app", "type": "api", "environment": "staging"}
SIGN_UP = {"name": "Initech", "slug": "initech", "owner_email": "peter@initech.example"}
A_DAY = timedelta(hours=24)


def test_the_same_request_again_gets_the_first_answer_again(acme: Company) -> None:
    first = acme.owner.post(acme.path("/projects"), APP, headers=ONE)

    again = acme.owner.post(acme.path("/projects"), APP, headers=ONE)

    assert (again.status_code, again.get_json()) == (201, first.get_json())
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["ETag"] == first.headers["ETag"]
    assert len(acme.owner.listed(acme.path("/projects"))) == 3


def test_spaces_and_the_order_of_members_make_no_other_body(acme: Company) -> None:
    first = acme.owner.post(acme.path("/projects"), APP, headers=ONE)
    text = '{ "environment":"staging", "type":"api", "slug":"app", "name":"\\u0041pp" }'

    again = acme.owner.post(
        acme.path("/projects"), data=text.encode(), headers={**ONE, "Content-Type": "application/json"}
    )

    assert again.get_json() == first.get_json()


def test_another_body_under_the_same_key_is_refused(acme: Company) -> None:
    acme.owner.made(acme.path("/projects"), APP, headers=ONE)

    answer = acme.owner.post(acme.path("/projects"), {**APP, "name": "Other"}, headers=ONE)

    assert (answer.status_code, pointers(answer)) == (422, {"header/Idempotency-Key"})


@pytest.mark.parametrize("sent", ['"one"', "one", ' "one" '])
def test_a_key_is_the_same_quoted_or_bare(sent: str, acme: Company) -> None:
    first = acme.owner.made(acme.path("/projects"), APP, headers=ONE)

    again = acme.owner.made(acme.path("/projects"), APP, headers={"Idempotency-Key": sent})

    assert again == first


def test_a_key_may_have_escaped_quotes(acme: Company) -> None:
    first = acme.owner.made(acme.path("/projects"), APP, headers={"Idempotency-Key": r'"a\"b\\c"'})

    again = acme.owner.made(acme.path("/projects"), APP, headers={"Idempotency-Key": 'a"b\\c'})

    assert again == first


def test_a_refusal_is_not_kept(acme: Company) -> None:
    taken = {**APP, "slug": "shop"}
    refused = acme.owner.post(acme.path("/projects"), taken, headers=ONE)
    acme.owner.put(acme.path(f"/projects/{acme.other_project_id}"), {"slug": "store"})

    again = acme.owner.post(acme.path("/projects"), taken, headers=ONE)

    assert (refused.status_code, again.status_code) == (409, 201)


def test_an_answer_is_kept_for_a_day(site: Site, acme: Company) -> None:
    key = {"name": "New", "scopes": ["read:usage"]}
    first = acme.owner.made(acme.path("/api-keys"), key, headers=ONE)["key_id"]
    site.clock.advance(A_DAY - timedelta(seconds=1))
    owner = site.logged_in("alice@acme.example")
    within = owner.made(acme.path("/api-keys"), key, headers=ONE)["key_id"]
    site.clock.advance(timedelta(seconds=1))

    after = site.logged_in("alice@acme.example").made(acme.path("/api-keys"), key, headers=ONE)["key_id"]

    assert within == first != after


def test_a_key_belongs_to_who_sends_it_and_to_its_path(acme: Company) -> None:
    first = acme.owner.made(acme.path("/projects"), APP, headers=ONE)

    other = acme.people["admin"].made(acme.path("/projects"), {**APP, "slug": "app-2"}, headers=ONE)
    path = acme.path(f"/projects/{first['project_id']}/restore")
    elsewhere = acme.owner.made(path, headers=ONE)

    assert other["project_id"] != first["project_id"]
    assert elsewhere["project_id"] == first["project_id"]


def test_a_key_is_made_once_and_its_secret_is_told_once(acme: Company) -> None:
    body = {"name": "New", "scopes": ["read:usage"]}
    first = acme.owner.made(acme.path("/api-keys"), body, headers=ONE)

    again = acme.owner.made(acme.path("/api-keys"), body, headers=ONE)

    assert first["key"]
    assert again == {**first, "key": None}


def test_a_rotation_happens_once_and_its_secret_is_told_once(site: Site, acme: Company) -> None:
    path = acme.path(f"/api-keys/{acme.key_id}/rotate")
    first = acme.owner.made(path, headers=ONE)

    again = acme.owner.made(path, headers=ONE)

    assert again == {**first, "key": None}
    assert site.with_key(first["key"]).get(acme.path(f"/resources?project_id={acme.project_id}")).status_code == 200


def test_a_sign_up_happens_once(site: Site) -> None:
    first = site.anyone.made("/organizations", SIGN_UP, headers=ONE)

    again = site.anyone.made("/organizations", SIGN_UP, headers=ONE)
    other = site.anyone.post("/organizations", {**SIGN_UP, "name": "Other"}, headers=ONE)

    assert again == first
    assert (other.status_code, pointers(other)) == (422, {"header/Idempotency-Key"})


def test_a_sign_up_under_the_key_of_another_one_is_its_own(site: Site) -> None:
    first = site.anyone.made("/organizations", SIGN_UP, headers=ONE)

    other = site.anyone.made("/organizations", {**SIGN_UP, "slug": "globex"}, headers=ONE)

    assert other["org_id"] != first["org_id"]


def test_a_stranger_does_not_get_the_answer_to_a_sign_up(site: Site) -> None:
    site.anyone.made("/organizations", SIGN_UP, headers=ONE)

    stranger = site.anyone.post("/organizations", SIGN_UP, headers=ONE, environ_base={"REMOTE_ADDR": "192.0.2.66"})

    assert (stranger.status_code, slug_of(stranger)) == (409, "conflict")


def test_the_answer_to_a_sign_up_is_kept_for_ten_minutes(site: Site) -> None:
    first = site.anyone.made("/organizations", SIGN_UP, headers=ONE)
    site.clock.advance(timedelta(minutes=10, microseconds=-1))
    in_time = site.anyone.post("/organizations", SIGN_UP, headers=ONE)
    site.clock.advance(timedelta(microseconds=1))

    late = site.anyone.post("/organizations", SIGN_UP, headers=ONE)

    assert in_time.get_json() == first
    assert (late.status_code, slug_of(late)) == (409, "conflict")


def test_a_sign_up_that_is_repeated_counts_as_a_sign_up() -> None:
    anyone = Site(signups_per_hour=3).anyone

    answers = [anyone.post("/organizations", SIGN_UP, headers=ONE).status_code for _ in range(4)]

    assert answers == [201, 201, 201, 429]


def test_the_answer_to_a_person_who_signs_up_is_kept_for_a_day(site: Site, acme: Company) -> None:
    body = {**SIGN_UP, "owner_email": "alice@acme.example"}
    first = acme.owner.made("/organizations", body, headers=ONE)
    site.clock.advance(timedelta(minutes=14))

    again = acme.owner.post("/organizations", body, headers=ONE, environ_base={"REMOTE_ADDR": "192.0.2.66"})

    assert again.get_json() == first


def test_a_batch_of_invitations_is_kept_element_by_element(acme: Company) -> None:
    path = acme.path("/invitations/batch")
    people = {"invitations": [{"email": f"{name}@acme.example"} for name in ("erin", "dave", "frank")]}
    first = acme.owner.made(path, people, headers=ONE)["results"]
    acme.owner.delete(acme.path(f"/invitations/{acme.invitation_id}"))

    again = acme.owner.made(path, people, headers=ONE)["results"]

    assert [result["index"] for result in again] == [0, 1, 2]
    assert (again[0], again[2]) == (first[0], first[2])
    assert first[1]["problem"]["type"] == "/problems/conflict"
    assert again[1]["invitation"]["email"] == "dave@acme.example"


def test_a_record_without_an_id_is_named_after_the_key(acme: Company) -> None:
    record = {"project_id": acme.project_id, "type": "api_call", "quantity": 1}
    first = acme.owner.post(acme.path("/resources"), record, headers=ONE)

    again = acme.owner.post(acme.path("/resources"), record, headers=ONE)
    other = acme.owner.post(acme.path("/resources"), {**record, "quantity": 2}, headers=ONE)

    assert first.get_json()["record_id"] == "one:0"
    assert (first.status_code, again.status_code, again.get_json()) == (201, 200, first.get_json())
    assert (other.status_code, slug_of(other)) == (409, "conflict")


def test_records_of_a_batch_are_named_after_the_key_and_their_index(acme: Company) -> None:
    record = {"project_id": acme.project_id, "type": "api_call", "quantity": 1}
    batch = {"records": [record, {**record, "record_id": "own"}, record]}
    first = acme.owner.made(acme.path("/resources/batch"), batch, headers=ONE)

    again = acme.owner.made(acme.path("/resources/batch"), batch, headers=ONE)

    listed = acme.owner.listed(acme.path(f"/resources?project_id={acme.project_id}"))
    assert (first["accepted"], again["accepted"], again["duplicates"]) == (3, 0, 3)
    assert {record["record_id"] for record in listed} == {"one:0", "own", "one:2"}


def test_records_without_an_id_and_without_a_key_are_each_their_own(acme: Company) -> None:
    record = {"project_id": acme.project_id, "type": "api_call", "quantity": 1}

    ids = {acme.owner.made(acme.path("/resources"), record)["record_id"] for _ in range(3)}

    assert len(ids) == 3


def test_a_refused_record_is_tried_again(acme: Company) -> None:
    record = {"project_id": acme.project_id, "type": "api_call", "quantity": 1}
    acme.owner.delete(acme.path(f"/projects/{acme.project_id}"))
    refused = acme.owner.post(acme.path("/resources"), record, headers=ONE)
    acme.owner.made(acme.path(f"/projects/{acme.project_id}/restore"))

    again = acme.owner.post(acme.path("/resources"), record, headers=ONE)

    assert (refused.status_code, again.status_code) == (409, 201)


def test_of_requests_that_race_one_takes_effect_and_all_are_answered_alike(acme: Company) -> None:
    body = {"name": "New", "scopes": ["read:usage"]}

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: acme.owner.made(acme.path("/api-keys"), body, headers=ONE), range(32)))

    assert len({answer["key_id"] for answer in answers}) == 1
    assert len([answer for answer in answers if answer["key"]]) == 1


def test_a_session_takes_no_key(site: Site, acme: Company) -> None:
    body = {"email": "alice@acme.example", "password": "correct horse battery staple"}

    tokens = {site.anyone.made("/auth/login", body, headers=ONE)["refresh_token"] for _ in range(2)}

    assert len(tokens) == 2
