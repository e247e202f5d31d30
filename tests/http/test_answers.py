"""What the routes answer, where the description of the product says so."""

from tests.http.requests import good
from tests.http.site import PASSWORD, Company, Site, slug_of


def test_a_new_project_says_where_it_is(acme: Company) -> None:
    answer = good("create_project", acme).by(acme.owner)

    assert answer.status_code == 201
    assert acme.owner.get(answer.headers["Location"]).get_json() == answer.get_json()


def test_archiving_again_is_done_again(acme: Company) -> None:
    path = acme.path(f"/projects/{acme.project_id}")

    assert [acme.owner.delete(path).status_code for _ in range(2)] == [204, 204]
    assert acme.owner.get(path).get_json()["status"] == "archived"
    assert [row["project_id"] for row in acme.owner.listed(acme.path("/projects?status=archived"))] == [acme.project_id]


def test_revoking_again_is_done_again(acme: Company) -> None:
    key, invitation = acme.path(f"/api-keys/{acme.key_id}"), acme.path(f"/invitations/{acme.invitation_id}")

    answers = [acme.owner.delete(path) for path in (key, key, invitation, invitation)]

    assert [(answer.status_code, answer.data) for answer in answers] == [(204, b"")] * 4
    assert "Content-Type" not in answers[0].headers


def test_a_key_is_shown_once(acme: Company) -> None:
    made = good("create_api_key", acme).by(acme.owner).get_json()

    listed = acme.owner.get(acme.path("/api-keys")).text
    assert made["key"].startswith(f"sk_live_{made['key_id'].removeprefix('key_')}")
    assert made["key_prefix"] == made["key"][:12]
    assert made["rate_limit"] == 1_000
    assert made["key"] not in listed


def test_a_removed_user_leaves_a_list_of_keys(acme: Company) -> None:
    path = acme.path(f"/users/{acme.user_ids['admin']}")
    made = good("create_api_key", acme).by(acme.people["admin"]).get_json()

    answer = acme.owner.delete(path)

    assert answer.status_code == 200
    assert answer.get_json() == {
        "user_id": acme.user_ids["admin"],
        "api_keys": [{"key_id": made["key_id"], "name": "New", "key_prefix": made["key_prefix"]}],
        "billing_email": None,
    }
    assert slug_of(acme.owner.delete(path)) == "not-found"


def test_removing_the_billing_contact_says_where_the_bills_still_go(acme: Company) -> None:
    address = acme.owner.get(acme.path(f"/users/{acme.user_ids['admin']}")).get_json()["email"]
    acme.owner.put(acme.path(), {"billing_email": address})

    answer = acme.owner.delete(acme.path(f"/users/{acme.user_ids['admin']}"))

    assert answer.get_json()["billing_email"] == address


def test_demoting_the_billing_contact_says_where_the_bills_still_go(acme: Company) -> None:
    address = acme.owner.get(acme.path(f"/users/{acme.user_ids['admin']}")).get_json()["email"]
    acme.owner.put(acme.path(), {"billing_email": address})

    answer = acme.owner.put(acme.path(f"/users/{acme.user_ids['admin']}"), {"role": "viewer"})

    assert answer.get_json()["billing_email"] == address


def test_handing_over_says_where_the_bills_still_go_and_which_keys_live_on(acme: Company) -> None:
    made = good("create_api_key", acme).by(acme.owner).get_json()

    answer = acme.owner.post(acme.path("/transfer-ownership"), {"user_id": acme.user_ids["admin"]}).get_json()

    assert (answer["user_id"], answer["role"]) == (acme.user_ids["admin"], "owner")
    assert made["key_id"] in {key["key_id"] for key in answer["api_keys"]}
    assert answer["billing_email"] == acme.owner.get(acme.path()).get_json()["billing_email"]


def test_a_user_who_made_no_key_leaves_nothing(acme: Company) -> None:
    answer = acme.people["viewer"].delete(acme.path(f"/users/{acme.user_ids['viewer']}"))

    gone: dict[str, object] = {"user_id": acme.user_ids["viewer"], "api_keys": [], "billing_email": None}
    assert (answer.status_code, answer.get_json()) == (200, gone)
    assert acme.people["viewer"].get(acme.path()).status_code == 401


def test_users_are_changed_one_by_one(acme: Company) -> None:
    changes = [
        {"user_id": acme.user_ids["viewer"], "role": "member"},
        {"user_id": "usr_nosuch"},
        {"user_id": acme.user_ids["member"], "projects": []},
    ]

    results = acme.owner.put(acme.path("/users/batch"), {"users": changes}).get_json()["results"]

    assert [result["index"] for result in results] == [0, 1, 2]
    assert (results[0]["user"]["role"], results[2]["user"]["projects"]) == ("member", [])
    assert results[1]["problem"]["type"] == "/problems/not-found"


def test_a_token_is_never_shown_but_in_the_mail(site: Site, acme: Company) -> None:
    answer = good("invite_user", acme).by(acme.owner)

    token = site.mail_to("erin@acme.example")["token"]
    told = [answer, *(acme.owner.get(acme.path(path)) for path in ("/invitations", "/audit", "/users?status=invited"))]
    assert answer.get_json()["role"] == "viewer"
    assert not [one for one in told if token in one.text]


def test_who_accepts_is_signed_in(site: Site, acme: Company) -> None:
    token = site.mail_to("dave@acme.example")["token"]

    answer = site.anyone.post("/invitations/accept", {"token": token, "name": "Dave", "password": PASSWORD})

    told = answer.get_json()
    assert (answer.status_code, told["user"]["role"], told["org_id"]) == (200, "member", acme.org_id)
    assert site.with_token(told["access_token"]).get(acme.path()).status_code == 200
    assert 0 < told["expires_in"] <= 900


def test_a_person_who_is_signed_in_needs_no_password(site: Site, acme: Company) -> None:
    globex = site.company("globex")
    globex.owner.made(globex.path("/invitations"), {"email": "alice@acme.example"})
    token = {"token": site.mail_to("alice@acme.example")["token"]}

    stranger = acme.people["member"].post("/invitations/accept", token)
    answer = acme.owner.post("/invitations/accept", token)

    assert (stranger.status_code, answer.status_code) == (404, 200)
    assert len(acme.owner.listed("/organizations")) == 2


def test_a_sign_up_by_somebody_who_is_signed_in_is_theirs_at_once(acme: Company) -> None:
    body = {"name": "Initech", "slug": "initech", "owner_email": "alice@acme.example"}

    founded = acme.owner.made("/organizations", body)

    entered = acme.owner.made("/auth/switch", {"org_id": founded["org_id"]})
    assert {line["org_id"] for line in entered["organizations"]} == {acme.org_id, founded["org_id"]}


def test_a_sign_up_for_somebody_else_is_told_so(acme: Company) -> None:
    body = {"name": "Initech", "slug": "initech", "owner_email": "bob@acme.example"}

    answer = acme.owner.post("/organizations", body)

    assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, "/owner_email")


def test_a_session_is_refreshed_switched_and_ended(site: Site, acme: Company) -> None:
    first = site.anyone.made("/auth/login", {"email": "alice@acme.example", "password": PASSWORD})
    second = site.anyone.made("/auth/refresh", {"refresh_token": first["refresh_token"]})
    caller = site.with_token(second["access_token"])

    ended = caller.post("/auth/logout")

    assert (ended.status_code, caller.get(acme.path()).status_code) == (204, 401)
    assert second["token_type"] == "Bearer"
    assert site.anyone.post("/auth/refresh", {"refresh_token": second["refresh_token"]}).status_code == 401


def test_a_suspended_company_can_be_read_with_the_reason(site: Site, acme: Company) -> None:
    site.assembly.application.suspend_organization(site.operator(acme), reason="unpaid since May")

    told = acme.owner.get(acme.path()).get_json()

    assert (told["status"], told["status_reason"]) == ("suspended", "unpaid since May")


def test_a_closing_company_says_when_it_is_erased(acme: Company) -> None:
    answer = acme.owner.delete(acme.path())

    assert (answer.status_code, answer.get_json()["status"]) == (202, "closing")
    assert answer.get_json()["erased_at"] == "2026-04-09T12:00:00Z"
    assert acme.owner.made(acme.path("/reopen"))["status"] == "trialing"


def test_settings_that_are_left_out_keep_their_value(acme: Company) -> None:
    acme.owner.put(acme.path("/settings"), {"session_timeout": 30, "allowed_domains": ["acme.example"]})

    settings = acme.owner.put(acme.path("/settings"), {"default_role": "viewer"}).get_json()["settings"]

    assert (settings["session_timeout"], settings["allowed_domains"]) == (30, ["acme.example"])


def test_the_plans_are_on_offer_to_everybody(site: Site) -> None:
    plans = site.anyone.listed("/plans")

    assert [plan["plan"] for plan in plans] == ["free", "starter", "pro", "enterprise"]
    assert plans[1]["price_cents"] == 2900
    assert plans[1]["rates"]["api_call"] == "0.45"
    assert plans[3]["self_service"] is False


def test_features_that_do_not_exist_yet_are_announced(site: Site) -> None:
    plans = site.anyone.listed("/plans")

    announced = {plan["plan"]: plan["announced"] for plan in plans}
    both = ["custom_domain", "sso"]
    assert announced == {"free": [], "starter": [], "pro": both, "enterprise": both}


def test_the_audit_log_tells_what_changed(acme: Company) -> None:
    acme.owner.put(acme.path(), {"name": "Acme Works"})

    [event] = acme.owner.listed(acme.path("/audit?action=organization.updated&resource_type=organization"))

    assert event["changes"] == {"name": {"from": "Acme", "to": "Acme Works"}}
    assert event["actor"] == {"type": "user", "id": acme.user_ids["owner"]}
    assert event["timestamp"] == "2026-03-10T12:00:00Z"
