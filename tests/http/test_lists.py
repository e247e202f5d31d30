"""Lists in parts, and the cursors between them."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.http.requests import LISTS, good
from tests.http.site import Caller, Company, Json, Site, slug_of


def followed(caller: Caller, path: str) -> list[Json]:
    """Follow links to the end of a list."""
    answer = caller.get(path)
    link = answer.headers.get("Link")
    return [answer.get_json(), *(followed(caller, link[1:].partition(">")[0]) if link else [])]


@pytest.fixture(scope="module")
def acme(settled_acme: Company) -> Company:
    records = [settled_acme.record(f"order-{number}") for number in range(5)]
    settled_acme.owner.made(settled_acme.path("/resources/batch"), {"records": records})
    return settled_acme


@pytest.mark.parametrize("name", LISTS)
def test_a_list_in_parts_is_the_list(name: str, acme: Company) -> None:
    asked = good(name, acme)
    narrowed = "".join(f"&{parameter}={value}" for parameter, value in asked.query.items())

    parts = followed(acme.owner, f"{asked.path}?limit=2{narrowed}")

    whole = acme.owner.get(f"{asked.path}?limit=200{narrowed}").get_json()
    assert [row for part in parts for row in part["data"]] == whole["data"]
    assert [len(part["data"]) for part in parts[:-1]] == [2] * (len(parts) - 1)
    assert whole["next_cursor"] is None


def test_the_link_and_the_cursor_lead_to_the_same(acme: Company) -> None:
    first = acme.owner.get(acme.path("/users?limit=1"))

    query = parse_qs(urlsplit(first.headers["Link"].partition(">")[0]).query)
    assert query == {"limit": ["1"], "cursor": [first.get_json()["next_cursor"]]}
    assert first.headers["Link"].endswith('; rel="next"')


def test_ones_own_organizations_come_in_parts_too(site: Site) -> None:
    _, alice, _ = site.sign_up("acme")
    globex = {"name": "Globex", "slug": "globex", "owner_email": "alice@acme.example"}
    alice.made("/organizations", globex)

    parts = followed(alice, "/organizations?limit=1")

    assert [[line["name"] for line in part["data"]] for part in parts] == [["Acme"], ["Globex"]]


def test_a_filter_finds_what_lies_behind_much_else(acme: Company) -> None:
    audit = acme.owner.listed(acme.path("/audit?limit=1&action=organization.created"))
    viewers = acme.owner.listed(acme.path("/users?limit=1&role=viewer"))
    invited = acme.owner.listed(acme.path("/users?limit=1&status=invited&role=viewer"))

    assert (len(audit), len(viewers), invited) == (1, 1, [])


def test_the_limit_may_change_between_parts(acme: Company) -> None:
    cursor = acme.owner.get(acme.path("/users?limit=1")).get_json()["next_cursor"]

    rest = acme.owner.get(acme.path(f"/users?limit=200&cursor={cursor}")).get_json()["data"]

    assert len(rest) == 3


@pytest.mark.parametrize(
    "elsewhere", ["/projects", "/users?role=member", "/audit", "/invitations", "/users?status=active"]
)
def test_a_cursor_of_another_list_is_malformed(elsewhere: str, acme: Company) -> None:
    cursor = acme.owner.get(acme.path("/users?limit=1")).get_json()["next_cursor"]
    path = elsewhere + ("&" if "?" in elsewhere else "?")

    answer = acme.owner.get(acme.path(f"{path}cursor={cursor}"))

    assert (answer.status_code, slug_of(answer)) == (400, "malformed-request")


@pytest.mark.parametrize("place", [0, 10, 25, -1])
def test_a_cursor_that_was_touched_is_malformed(place: int, acme: Company) -> None:
    cursor = acme.owner.get(acme.path("/users?limit=1")).get_json()["next_cursor"]
    letters = list(cursor)
    letters[place] = "A" if letters[place] != "A" else "B"

    answer = acme.owner.get(acme.path(f"/users?cursor={''.join(letters)}"))

    assert answer.status_code == 400


def test_records_are_narrowed_to_a_type_and_to_days(acme: Company) -> None:
    path = acme.path(f"/resources?project_id={acme.project_id}")

    counts = [
        len(acme.owner.listed(f"{path}&{narrowed}"))
        for narrowed in (
            "type=api_call", "type=compute", "start_date=2026-03-10", "end_date=2026-03-10", "end_date=2026-03-09",
            "start_date=2026-03-11",
        )
    ]  # fmt: skip

    assert counts == [5, 0, 5, 5, 0, 0]


def test_invited_is_a_status_too(acme: Company) -> None:
    invited = acme.owner.listed(acme.path("/users?status=invited"))

    assert [row["email"] for row in invited] == ["dave@acme.example"]
    assert acme.owner.listed(acme.path("/users?status=invited&role=admin")) == []
    assert acme.owner.listed(acme.path(f"/users?status=invited&project_id={acme.project_id}")) == []
    assert "dave@acme.example" not in str(acme.owner.listed(acme.path("/users")))
