"""The order of checks: of two things that are wrong, the earlier one is told. Each test lets neighbours meet."""

import pytest
from werkzeug.test import TestResponse

from domain.organizations.settings_changes import SettingsChanges
from tests.http.site import START, Caller, Company, Site, slug_of

TOO_LARGE = b"[" * (2**20 + 1)
JSON = {"Content-Type": "application/json"}
BROKEN = {"data": b"{", "headers": JSON}
EARLY_NEXT_DAY = START.replace(day=11).isoformat()


def told(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, slug_of(answer)


def key_with(company: Company, scope: str, rate_limit: int) -> Caller:
    body = {"name": "slow", "scopes": [scope], "rate_limit": rate_limit}
    key = company.owner.made(company.path("/api-keys"), body)["key"]
    return Caller(company.owner.api, {"X-API-Key": key})


def test_too_large_comes_before_two_credentials(acme: Company) -> None:
    both = {**acme.owner.headers, "X-API-Key": "garbage", **JSON}

    answer = acme.owner.post(acme.path("/resources"), data=TOO_LARGE, headers=both)

    assert told(answer) == (413, "body-too-large")


def test_two_credentials_come_before_a_wrong_one(site: Site, acme: Company) -> None:
    both = {"Authorization": "Bearer garbage", "X-API-Key": "garbage"}

    answer = site.anyone.get(acme.path(), headers=both)

    assert told(answer) == (400, "malformed-request")


def test_a_wrong_credential_comes_before_a_rate_that_is_used_up(site: Site, acme: Company) -> None:
    slow = key_with(acme, "read:users", 1)
    slow.get(acme.path("/users"))
    path = acme.path("/users")

    answer = site.anyone.get(path, headers={"X-API-Key": slow.headers["X-API-Key"][:-1] + "!"})

    assert told(answer) == (401, "unauthenticated")
    assert told(slow.get(path)) == (429, "rate-limited")


def test_a_rate_that_is_used_up_comes_before_a_foreign_organization(site: Site) -> None:
    globex = site.company("globex")
    poor, owner, _ = site.sign_up("poor", plan="free")
    spent = [owner.get(f"/organizations/{poor}").status_code for _ in range(600)]

    answer = owner.get(globex.path())

    assert set(spent) == {200}
    assert told(answer) == (429, "rate-limited")


def test_a_foreign_organization_comes_before_a_suspension(site: Site, acme: Company) -> None:
    globex = site.company("globex")
    site.assembly.application.suspend_organization(site.operator(acme), reason="unpaid")

    answer = acme.owner.get(globex.path("/users"))

    assert told(answer) == (404, "not-found")


def test_a_suspension_comes_before_a_restriction(site: Site, acme: Company) -> None:
    acme.owner.delete(acme.path())
    site.assembly.application.suspend_organization(site.operator(acme), reason="unpaid")

    answer = acme.owner.post(acme.path("/projects"), {})

    assert told(answer) == (403, "organization-suspended")


def test_a_restriction_comes_before_the_address(acme: Company) -> None:
    here = {"REMOTE_ADDR": "192.0.2.1"}
    acme.owner.put(acme.path("/settings"), {"ip_allowlist": ["192.0.2.0/24"]}, environ_base=here)
    acme.owner.delete(acme.path(), environ_base=here)

    answer = acme.owner.post(acme.path("/projects"), {})

    assert told(answer) == (403, "organization-restricted")


@pytest.mark.parametrize("path", ["/projects", "/invitations", "/api-keys", "/resources", "/resources/batch"])
def test_a_restriction_comes_before_the_body(acme: Company, path: str) -> None:
    acme.owner.delete(acme.path())

    answer = acme.owner.post(acme.path(path), {"unknown": 1})

    assert told(answer) == (403, "organization-restricted")


def test_the_address_comes_before_the_second_factor(site: Site, acme: Company) -> None:
    here = {"REMOTE_ADDR": "192.0.2.1"}
    acme.owner.put(acme.path("/settings"), {"ip_allowlist": ["192.0.2.0/24"]}, environ_base=here)
    require_mfa(site, acme)

    answer = acme.owner.get(acme.path("/users"))

    assert told(answer) == (403, "ip-not-allowed")


def test_the_second_factor_comes_before_the_role(site: Site, acme: Company) -> None:
    require_mfa(site, acme)

    answer = acme.people["viewer"].post(acme.path("/projects"), {})

    assert told(answer) == (403, "mfa-required")


def test_the_role_comes_before_a_body_that_cannot_be_read(acme: Company) -> None:
    answer = acme.people["viewer"].post(acme.path("/projects"), **BROKEN)

    assert told(answer) == (403, "permission-denied")


def test_the_scope_comes_before_a_body_that_cannot_be_read(acme: Company) -> None:
    answer = acme.keys["read:users"].post(acme.path("/resources"), **BROKEN)

    assert told(answer) == (403, "permission-denied")


def test_a_body_that_cannot_be_read_comes_before_a_query_that_is_wrong(acme: Company) -> None:
    answer = acme.owner.post(acme.path("/projects?x=1"), **BROKEN)

    assert told(answer) == (400, "malformed-request")


def test_a_wrong_body_comes_before_the_answer_given_before(acme: Company) -> None:
    once = {"Idempotency-Key": "one"}
    project = {"name": "App", "slug": "app", "type": "api", "environment": "staging"}
    acme.owner.made(acme.path("/projects"), project, headers=once)

    answer = acme.owner.post(acme.path("/projects"), {**project, "slug": "?"}, headers=once)

    assert told(answer) == (422, "invalid-request")
    assert answer.get_json()["errors"][0]["pointer"] == "/slug"


def test_another_body_under_a_key_comes_before_missing_ids(acme: Company) -> None:
    once = {"Idempotency-Key": "one"}
    acme.owner.made(acme.path("/api-keys"), {"name": "One", "scopes": ["read:usage"]}, headers=once)
    other = {"name": "One", "scopes": ["read:usage"], "project_id": "prj_nosuch"}

    answer = acme.owner.post(acme.path("/api-keys"), other, headers=once)

    assert told(answer) == (422, "invalid-request")
    assert answer.get_json()["errors"][0]["pointer"] == "header/Idempotency-Key"


def test_the_answer_given_before_comes_before_missing_ids(acme: Company) -> None:
    once = {"Idempotency-Key": "one"}
    path = acme.path(f"/invitations/{acme.invitation_id}/resend")
    acme.owner.made(path, headers=once)
    acme.owner.delete(acme.path(f"/invitations/{acme.invitation_id}"))

    again = acme.owner.post(path, headers=once)

    assert again.status_code == 200
    assert told(acme.owner.post(path)) == (410, "gone")


def test_a_record_ahead_of_time_comes_before_a_missing_project(acme: Company) -> None:
    record = acme.record(project_id="prj_nosuch", timestamp=EARLY_NEXT_DAY)

    answer = acme.owner.post(acme.path("/resources"), record)

    assert told(answer) == (422, "invalid-request")


def test_missing_ids_come_before_what_depends_on_them(acme: Company) -> None:
    team = {"team": [{"user_id": "usr_nosuch", "role": "viewer"}]}

    answer = acme.people["member"].put(acme.path(f"/projects/{acme.project_id}"), team)

    assert told(answer) == (404, "not-found")


def test_a_grant_that_is_not_theirs_comes_after_missing_projects(acme: Company) -> None:
    invitation = {"email": "x@acme.example", "role": "owner", "projects": ["prj_nosuch"]}

    answer = acme.people["admin"].post(acme.path("/invitations"), invitation)

    assert told(answer) == (404, "not-found")


def test_the_project_role_comes_before_a_stale_version(acme: Company) -> None:
    path = acme.path(f"/projects/{acme.project_id}")
    team = {"team": [{"user_id": acme.user_ids["admin"], "role": "viewer"}]}

    answer = acme.people["member"].put(path, team, headers={"If-Match": '"99"'})

    assert told(answer) == (403, "permission-denied")


def test_a_target_above_oneself_comes_before_a_stale_version(acme: Company) -> None:
    path = acme.path(f"/users/{acme.user_ids['owner']}")

    answer = acme.people["admin"].put(path, {"role": "viewer"}, headers={"If-Match": '"99"'})

    assert told(answer) == (403, "permission-denied")


def test_a_stale_version_comes_before_a_conflict(acme: Company) -> None:
    path = acme.path(f"/projects/{acme.project_id}")

    answer = acme.owner.put(path, {"slug": "shop"}, headers={"If-Match": '"99"'})

    assert told(answer) == (412, "precondition-failed")
    assert told(acme.owner.put(path, {"slug": "shop"})) == (409, "conflict")


def test_a_repeat_comes_before_an_archived_project(acme: Company) -> None:
    acme.owner.made(acme.path("/resources"), acme.record())
    acme.owner.delete(acme.path(f"/projects/{acme.project_id}"))

    again = acme.owner.post(acme.path("/resources"), acme.record())

    assert again.status_code == 200
    assert told(acme.owner.post(acme.path("/resources"), acme.record("new"))) == (409, "conflict")


def test_other_content_under_a_record_id_comes_before_the_limit(acme: Company) -> None:
    acme.owner.made(acme.path("/resources"), acme.record())

    answer = acme.owner.post(acme.path("/resources"), acme.record(quantity=10**9))

    assert told(answer) == (409, "conflict")


def test_an_archived_project_comes_before_the_limit(acme: Company) -> None:
    acme.owner.delete(acme.path(f"/projects/{acme.project_id}"))

    answer = acme.owner.post(acme.path("/resources"), acme.record(quantity=10**9))

    assert told(answer) == (409, "conflict")


@pytest.mark.parametrize("taken", ["alice@globex.example", "dave@globex.example"])
def test_an_address_that_is_taken_comes_before_the_seats(site: Site, taken: str) -> None:
    org_id, owner, _ = site.sign_up("globex", plan="free")
    path = f"/organizations/{org_id}/invitations"
    for_two = [owner.post(path, {"email": f"{name}@globex.example"}).status_code for name in ("dave", "erin")]

    answer = owner.post(path, {"email": taken})

    assert for_two == [201, 201]
    assert told(answer) == (409, "conflict")
    assert told(owner.post(path, {"email": "frank@globex.example"})) == (402, "plan-limit-exceeded")


def require_mfa(site: Site, company: Company) -> None:
    """Turn the second factor on, as the operator: an owner without one would be refused."""
    changes = SettingsChanges(require_mfa=True)
    site.assembly.application.change_settings(site.operator(company), changes=changes)
