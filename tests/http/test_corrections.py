"""Who may correct usage, how far, and what is written of it."""

from werkzeug.test import TestResponse

from tests.http.site import Caller, Company, Json, Site

NOT_THEIRS = (403, "resources:correct")


def correction(company: Company, quantity: int = -1, **changed: object) -> Json:
    return {**company.record("correction", quantity, corrects="order-1"), **changed}


def correct(caller: Caller, company: Company, quantity: int = -1, **changed: object) -> TestResponse:
    return caller.post(company.path("/resources"), correction(company, quantity, **changed))


def ordered(company: Company, quantity: int = 5, **changed: object) -> None:
    company.owner.made(company.path("/resources"), {**company.record(quantity=quantity), **changed})


def refused(answer: TestResponse) -> tuple[int, object]:
    return answer.status_code, answer.get_json().get("required")


def test_a_record_of_1_is_not_corrected_by_9001(acme: Company) -> None:
    ordered(acme, 9_000, record_id="order-0")
    ordered(acme, 1)

    assert correct(acme.owner, acme, -9_001).status_code == 409
    assert correct(acme.owner, acme, -2).status_code == 409
    assert correct(acme.owner, acme, -1).status_code == 201


def test_a_key_corrects_only_with_the_scope_for_it(site: Site, acme: Company) -> None:
    ordered(acme)
    body = {"name": "both", "scopes": ["write:resources", "correct:resources"]}
    both = site.with_key(acme.owner.made(acme.path("/api-keys"), body)["key"])

    assert refused(correct(acme.keys["write:resources"], acme)) == NOT_THEIRS
    assert refused(correct(acme.keys["correct:resources"], acme)) == (403, "resources:write")
    assert correct(both, acme).status_code == 201


def test_a_body_that_is_wrong_is_told_first(acme: Company) -> None:
    answer = correct(acme.keys["write:resources"], acme, type="storage")

    assert answer.status_code == 422


def test_a_developer_of_a_project_does_not_correct_it_and_its_lead_does(acme: Company) -> None:
    ordered(acme)
    carol = acme.people["member"]

    assert refused(correct(carol, acme)) == NOT_THEIRS

    team = [{"user_id": acme.user_ids["member"], "role": "lead"}]
    assert acme.owner.put(acme.path(f"/projects/{acme.project_id}"), {"team": team}).status_code == 200
    assert correct(carol, acme).status_code == 201


def test_in_a_batch_it_is_the_problem_of_that_record(acme: Company) -> None:
    ordered(acme)
    records = [acme.record(record_id="order-2"), correction(acme)]

    answer = acme.keys["write:resources"].post(acme.path("/resources/batch"), {"records": records})

    told = answer.get_json()
    assert (answer.status_code, told["accepted"]) == (200, 1)
    assert [(one["index"], one["problem"]["status"], one["problem"]["required"]) for one in told["refused"]] == [
        (1, 403, "resources:correct")
    ]


def test_a_record_that_the_caller_may_not_see_is_not_there(acme: Company) -> None:
    ordered(acme, project_id=acme.other_project_id)
    team = [{"user_id": acme.user_ids["member"], "role": "lead"}]
    acme.owner.put(acme.path(f"/projects/{acme.project_id}"), {"team": team})

    unseen = correct(acme.people["member"], acme)
    unknown = correct(acme.people["member"], acme, corrects="order-404")

    assert unseen.status_code == unknown.status_code == 404
    assert unseen.get_json()["detail"] == unknown.get_json()["detail"]


def test_each_correction_is_one_event(acme: Company) -> None:
    ordered(acme)
    correct(acme.owner, acme, -2)
    correct(acme.owner, acme, -2)
    correct(acme.owner, acme, -9, record_id="too-much")

    (event,) = acme.owner.listed(acme.path("/audit?action=usage.corrected"))

    assert (event["resource_type"], event["actor"]["id"]) == ("usage", acme.user_ids["owner"])
    assert event["changes"]["quantity"] == {"from": None, "to": -2}
    assert event["changes"]["corrects"] == {"from": None, "to": "order-1"}
