"""Every route against everybody who may not come in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from werkzeug.test import TestResponse

from domain.roles.permission import Permission
from domain.roles.role import Role
from tests.http.mentions import MENTIONS, MENTIONS_IN_BATCHES, NOBODYS, mentioning
from tests.http.requests import GUARDED, LISTS, OF_ORGANIZATION, ROUTES, good
from tests.http.site import SCOPES, Caller, Company, Site, slug_of

GARBAGE = (
    {"Authorization": "Bearer garbage"},
    {"Authorization": "Bearer "},
    {"Authorization": "Basic YWxpY2U6c2VjcmV0"},
    {"Authorization": "garbage"},
    {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."},
    {"X-API-Key": "garbage"},
    {"X-API-Key": ""},
    {"X-API-Key": "sk_live_000000000000" + "A" * 49},
)
OF_THE_REQUEST = ("instance", "request_id")
NAMING_A_PROJECT = tuple(
    name
    for name, route in ROUTES.items()
    if route.takes_key and ("{project_id}" in route.path or "resources" in route.path)
)
BATCHES = ("record_batch",)


@dataclass(frozen=True)
class Weak:
    """A role that a route does not admit."""

    route: str
    role: Role

    def __str__(self) -> str:
        return f"{self.role} at {self.route}"


@dataclass(frozen=True)
class Narrow:
    """A scope that does not open a route."""

    route: str
    scope: str

    def __str__(self) -> str:
        return f"{self.scope} at {self.route}"


def permission_of(name: str) -> Permission:
    permission = ROUTES[name].permission
    assert permission is not None
    return permission


def weak() -> Iterator[Weak]:
    for name in OF_ORGANIZATION:
        yield from (Weak(name, role) for role in Role if role not in permission_of(name).rule.roles)


def narrow() -> Iterator[Narrow]:
    for name in OF_ORGANIZATION:
        scope = permission_of(name).rule.scope if ROUTES[name].takes_key else None
        yield from (Narrow(name, other) for other in SCOPES if other != scope)


def without_the_request(answer: TestResponse) -> dict[str, object]:
    return {member: value for member, value in answer.get_json().items() if member not in OF_THE_REQUEST}


def header_names(answer: TestResponse) -> list[str]:
    return sorted(answer.headers.keys())


@pytest.mark.parametrize("name", GUARDED)
def test_nobody_comes_in_without_a_credential(name: str, settled_acme: Company, settled_site: Site) -> None:
    answer = good(name, settled_acme).by(settled_site.anyone)

    assert (answer.status_code, slug_of(answer)) == (401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("garbage", GARBAGE, ids=str)
@pytest.mark.parametrize("name", GUARDED)
def test_nobody_comes_in_with_garbage(
    name: str, garbage: dict[str, str], settled_acme: Company, settled_site: Site
) -> None:
    nobody = good(name, settled_acme).by(settled_site.anyone)

    answer = good(name, settled_acme).by(settled_site.anyone, headers=garbage)

    assert answer.status_code == 401
    assert without_the_request(answer) == without_the_request(nobody)
    assert header_names(answer) == header_names(nobody)


@pytest.mark.parametrize("name", OF_ORGANIZATION)
def test_another_company_is_like_one_that_does_not_exist(
    name: str, settled_acme: Company, settled_globex: Company
) -> None:
    nowhere = good(name, settled_acme)
    missing = replace(nowhere, path=nowhere.path.replace(settled_acme.org_id, "org_nosuch"))

    foreign = good(name, settled_acme).by(settled_globex.owner)

    unknown = missing.by(settled_globex.owner)
    assert (foreign.status_code, slug_of(foreign)) == (404, "not-found")
    assert without_the_request(foreign) == without_the_request(unknown)
    assert header_names(foreign) == header_names(unknown)


@pytest.mark.parametrize("mention", MENTIONS)
def test_what_another_company_has_is_like_what_nobody_has(
    mention: str, settled_acme: Company, settled_globex: Company
) -> None:
    foreign = mentioning(settled_globex, settled_acme.ids)[mention].by(settled_globex.owner)

    missing = mentioning(settled_globex, NOBODYS)[mention].by(settled_globex.owner)
    assert (foreign.status_code, slug_of(foreign)) == (404, "not-found")
    assert without_the_request(foreign) == without_the_request(missing)
    assert header_names(foreign) == header_names(missing)


@pytest.mark.parametrize("mention", MENTIONS_IN_BATCHES)
def test_what_another_company_has_is_like_what_nobody_has_in_a_batch_too(
    mention: str, settled_acme: Company, settled_globex: Company
) -> None:
    foreign = mentioning(settled_globex, settled_acme.ids)[mention].by(settled_globex.owner)

    missing = mentioning(settled_globex, NOBODYS)[mention].by(settled_globex.owner)
    assert foreign.status_code == 200
    assert "/problems/not-found" in foreign.text
    assert foreign.get_json() == missing.get_json()


@pytest.mark.parametrize("name", LISTS)
def test_a_cursor_of_another_company_leads_nowhere(name: str, settled_acme: Company, settled_globex: Company) -> None:
    cursor = settled_acme.owner.get(settled_acme.path("/users?limit=1")).get_json()["next_cursor"]
    asked = good(name, settled_globex)

    answer = replace(asked, query={**asked.query, "cursor": cursor}).by(settled_globex.owner)

    assert (answer.status_code, slug_of(answer)) == (400, "malformed-request")


@pytest.mark.parametrize("name", OF_ORGANIZATION)
def test_a_key_is_unknown_elsewhere(name: str, settled_acme: Company, settled_globex: Company) -> None:
    answer = good(name, settled_acme).by(settled_globex.keys["write:resources"])

    assert (answer.status_code, slug_of(answer)) == (401, "unauthenticated")


@pytest.mark.parametrize("case", list(weak()), ids=str)
def test_a_role_that_is_too_weak_is_told_what_is_required(case: Weak, settled_acme: Company) -> None:
    answer = good(case.route, settled_acme).by(settled_acme.people[case.role.value])

    assert (answer.status_code, slug_of(answer)) == (403, "permission-denied")
    assert answer.get_json()["required"] == permission_of(case.route).rule.name


@pytest.mark.parametrize("case", list(narrow()), ids=str)
def test_a_scope_that_is_too_narrow_opens_nothing(case: Narrow, settled_acme: Company) -> None:
    answer = good(case.route, settled_acme).by(settled_acme.keys[case.scope])

    assert (answer.status_code, slug_of(answer)) == (403, "permission-denied")
    assert answer.get_json()["required"] == permission_of(case.route).rule.name


@pytest.mark.parametrize("name", [name for name in NAMING_A_PROJECT if name not in BATCHES])
def test_a_key_of_one_project_does_not_know_of_another(name: str, settled_acme: Company) -> None:
    missing = good(name, settled_acme)
    nowhere = replace(
        missing,
        path=missing.path.replace(settled_acme.project_id, "prj_nosuch"),
        body=missing.body and {**missing.body, "project_id": "prj_nosuch"},
        query=missing.query and {"project_id": "prj_nosuch"},
    )

    answer = missing.by(settled_acme.bound_key)

    assert (answer.status_code, slug_of(answer)) == (404, "not-found")
    assert without_the_request(answer) == without_the_request(nowhere.by(settled_acme.bound_key))


def test_a_batch_of_a_key_of_one_project_counts_nothing_for_another(settled_acme: Company) -> None:
    answer = good("record_batch", settled_acme).by(settled_acme.bound_key)

    assert answer.get_json()["accepted"] == 0
    assert answer.get_json()["refused"][0]["problem"]["type"] == "/problems/not-found"


def test_a_key_of_one_project_lists_no_other(settled_acme: Company) -> None:
    seen = settled_acme.bound_key.listed(settled_acme.path("/projects"))

    assert [project["project_id"] for project in seen] == [settled_acme.other_project_id]


@pytest.mark.parametrize("name", ["list_organizations", "switch_organization", "log_out"])
def test_no_key_has_a_session(name: str, settled_acme: Company) -> None:
    answer = good(name, settled_acme).by(settled_acme.keys["read:users"])

    assert (answer.status_code, slug_of(answer)) == (401, "unauthenticated")


def test_a_member_does_not_know_of_a_project_of_others(settled_acme: Company) -> None:
    path = settled_acme.path(f"/projects/{settled_acme.other_project_id}")
    member: Caller = settled_acme.people["member"]

    answer = member.get(path)

    assert without_the_request(answer) == without_the_request(member.get(settled_acme.path("/projects/prj_x")))
