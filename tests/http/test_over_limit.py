"""What an organization that has more than its plan allows is answered, before and after the restriction."""

from datetime import timedelta
from typing import Any

import pytest

from tests.http.site import Company, Site, slug_of

GIGABYTE = 2**30
RESTRICTED = "organization-restricted"


@pytest.fixture
def over(site: Site) -> Company:
    """Acme, with five seats, two projects and three gigabytes, on the free plan for 30 days, signed in again."""
    acme = site.company(plan="pro")
    acme.owner.made(acme.path("/resources"), holding(acme, 3 * GIGABYTE))
    site.assembly.application.change_plan(site.operator(acme), plan="free", chosen=False)
    site.clock.advance(timedelta(days=30))
    site.settle()
    acme.people["owner"] = site.logged_in("alice@acme.example")  # type: ignore[index]
    return acme


def holding(company: Company, held: int, record_id: str | None = None) -> dict[str, Any]:
    return company.record(record_id or f"held-{held}", held, type="storage")


def status(company: Company) -> tuple[str, str | None]:
    answer = company.owner.get(company.path()).get_json()
    return answer["status"], answer["status_reason"]


def put_in_order(company: Company) -> None:
    """Do all that makes it fit but for the storage."""
    company.owner.delete(company.path(f"/projects/{company.other_project_id}"))
    company.owner.delete(company.path(f"/invitations/{company.invitation_id}"))
    for role in ("admin", "member"):
        company.owner.delete(company.path(f"/users/{company.user_ids[role]}"))


def test_it_is_shown_with_its_reason(over: Company) -> None:
    assert status(over) == (
        "restricted",
        "it has had more than its plan allows since 10 March 2026; remove what does not fit, or choose a larger plan",
    )


def test_the_payments_are_as_they_were(over: Company) -> None:
    answer = over.owner.get(over.path("/billing")).get_json()

    assert (answer["state"], answer["status"], answer["restricted_at"]) == ("unbilled", "restricted", None)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/projects", {"name": "App", "slug": "app", "type": "web", "environment": "production"}),
        ("/invitations", {"email": "new@acme.example"}),
        ("/api-keys", {"name": "ci", "scopes": ["read:usage"]}),
    ],
)
def test_new_things_are_refused(over: Company, path: str, body: object) -> None:
    assert slug_of(over.owner.post(over.path(path), body)) == RESTRICTED


def test_usage_is_refused(over: Company) -> None:
    assert slug_of(over.owner.post(over.path("/resources"), over.record())) == RESTRICTED
    assert slug_of(over.owner.post(over.path("/resources/batch"), {"records": [over.record()]})) == RESTRICTED


def test_an_archived_project_is_not_restored(over: Company) -> None:
    project = over.path(f"/projects/{over.other_project_id}")
    over.owner.delete(project)

    assert slug_of(over.owner.post(f"{project}/restore")) == RESTRICTED


def test_a_key_can_be_revoked(over: Company) -> None:
    assert over.owner.delete(over.path(f"/api-keys/{over.key_id}")).status_code == 204


def test_storage_can_only_fall(over: Company) -> None:
    rise = over.owner.post(over.path("/resources"), holding(over, 4 * GIGABYTE))
    same = over.owner.post(over.path("/resources"), holding(over, 3 * GIGABYTE, "again"))
    fall = over.owner.post(over.path("/resources"), holding(over, 2 * GIGABYTE))

    assert (slug_of(rise), slug_of(same), fall.status_code) == (RESTRICTED, RESTRICTED, 201)
    assert over.owner.post(over.path("/resources"), holding(over, 2 * GIGABYTE)).status_code == 200


def test_the_last_change_lifts_it(over: Company) -> None:
    put_in_order(over)
    before = status(over)[0]

    over.owner.post(over.path("/resources"), holding(over, GIGABYTE))

    assert (before, status(over)) == ("restricted", ("active", None))
    assert over.owner.post(over.path("/resources"), over.record()).status_code == 201


def test_in_a_batch_each_fall_is_kept_and_what_follows_the_last_as_well(over: Company) -> None:
    put_in_order(over)
    records = [over.record("a"), holding(over, 2 * GIGABYTE), holding(over, GIGABYTE), over.record("b")]

    answer = over.owner.post(over.path("/resources/batch"), {"records": records}).get_json()

    assert (answer["accepted"], [refused["index"] for refused in answer["refused"]]) == (3, [0])
    assert answer["refused"][0]["problem"]["type"].endswith(RESTRICTED)
    assert status(over)[0] == "active"


def test_a_key_that_only_records_may_free_storage(over: Company) -> None:
    answer = over.keys["write:resources"].post(over.path("/resources"), holding(over, 2 * GIGABYTE))

    assert answer.status_code == 201


def test_each_change_has_one_event(over: Company) -> None:
    put_in_order(over)

    over.owner.post(over.path("/resources"), holding(over, GIGABYTE))

    events = over.owner.listed(over.path("/audit?resource_type=organization&limit=2"))
    assert [event["action"] for event in events] == ["organization.restriction_lifted", "organization.restricted"]
    assert events[0]["changes"]["excess"]["to"] is None


def test_a_closing_one_may_free_storage_too(site: Site, acme: Company) -> None:
    acme.owner.made(acme.path("/resources"), holding(acme, 3 * GIGABYTE))
    acme.owner.delete(acme.path())

    fall = acme.owner.post(acme.path("/resources"), holding(acme, GIGABYTE))

    assert fall.status_code == 201


def test_a_suspended_one_may_not(site: Site, over: Company) -> None:
    site.assembly.application.suspend_organization(site.operator(over), reason="abuse")

    fall = over.owner.post(over.path("/resources"), holding(over, GIGABYTE))

    assert slug_of(fall) == "organization-suspended"


def test_a_contract_with_larger_limits_lifts_it(site: Site, over: Company) -> None:
    site.assembly.application.change_plan(site.operator(over), plan="enterprise")

    assert status(over) == ("active", None)
