"""Who is invited is shown to those who run the company, in the shape of a user."""

import pytest

from tests.http.site import Company


def invite(company: Company, name: str, *projects: str) -> None:
    company.owner.made(company.path("/invitations"), {"email": f"{name}@acme.example", "projects": projects})


def test_who_is_invited_has_the_shape_of_a_user(acme: Company) -> None:
    body = {"email": "erin@acme.example", "role": "viewer", "projects": [acme.project_id]}
    invitation = acme.owner.made(acme.path("/invitations"), body)

    invited = acme.owner.listed(acme.path("/users?status=invited&role=viewer"))

    user = acme.owner.listed(acme.path("/users?role=viewer"))[0]
    assert invited == [
        {
            "user_id": None,
            "email": "erin@acme.example",
            "name": None,
            "role": "viewer",
            "status": "invited",
            "projects": [acme.project_id],
            "project_roles": {acme.project_id: "viewer"},
            "created_at": invitation["created_at"],
            "version": invitation["version"],
            "invitation_id": invitation["invitation_id"],
            "invited_by": acme.user_ids["owner"],
            "expires_at": invitation["expires_at"],
        }
    ]
    assert invited[0].keys() >= user.keys()


@pytest.mark.parametrize("role", ["member", "viewer"])
@pytest.mark.parametrize("path", ["/invitations", "/users?status=invited", "/users?status=invited&project_id=prj_x"])
def test_invitations_are_not_for_everybody(path: str, role: str, settled_acme: Company) -> None:
    answer = settled_acme.people[role].get(settled_acme.path(path))

    assert (answer.status_code, answer.get_json()["required"]) == (403, "invitations:read")


@pytest.mark.parametrize("role", ["owner", "admin"])
def test_who_runs_the_company_sees_all_invitations(role: str, acme: Company) -> None:
    invited = acme.people[role].listed(acme.path("/users?status=invited"))

    assert [row["email"] for row in invited] == ["dave@acme.example"]


def test_a_key_of_the_company_sees_all_invitations_and_one_of_a_project_those_to_it(acme: Company) -> None:
    invite(acme, "erin", acme.project_id)
    invite(acme, "frank", acme.other_project_id)
    invite(acme, "grace", acme.project_id, acme.other_project_id)

    unbound = acme.keys["read:users"].listed(acme.path("/users?status=invited"))
    bound = acme.bound_key.listed(acme.path("/users?status=invited"))

    assert [row["email"].split("@")[0] for row in unbound] == ["dave", "erin", "frank", "grace"]
    assert [row["email"].split("@")[0] for row in bound] == ["frank", "grace"]
    assert [row["projects"] for row in bound] == [[acme.other_project_id]] * 2


def test_a_key_of_a_project_finds_no_invitations_to_another(acme: Company) -> None:
    path = acme.path("/users?status=invited&project_id=")

    foreign = acme.bound_key.get(path + acme.project_id)
    unknown = acme.bound_key.get(path + "prj_nosuch")
    unknown_to_the_owner = acme.owner.get(path + "prj_nosuch")

    assert [answer.status_code for answer in (foreign, unknown, unknown_to_the_owner)] == [404] * 3
    assert foreign.get_json()["detail"] == unknown_to_the_owner.get_json()["detail"]
