"""Versions as entity tags: lost updates are told, and what is known is not sent again."""

import pytest
from werkzeug.test import TestResponse

from tests.http.requests import ROUTES, good
from tests.http.site import Company

VERSIONED = [name for name, route in ROUTES.items() if route.versioned]
UPDATES = [name for name in VERSIONED if ROUTES[name].method == "PUT"]
TAGGED = ["read_organization", "read_billing", "read_user", "read_project", "read_api_key"]


def changed(name: str, acme: Company, if_match: str) -> TestResponse:
    return good(name, acme).by(acme.owner, headers={"If-Match": if_match})


@pytest.mark.parametrize("name", TAGGED)
def test_what_has_a_version_has_a_strong_entity_tag(name: str, settled_acme: Company) -> None:
    answer = good(name, settled_acme).by(settled_acme.owner)

    assert answer.headers["ETag"] == f'"{answer.get_json()["version"]}"'


@pytest.mark.parametrize("name", UPDATES)
def test_a_change_of_the_current_version_is_made(name: str, acme: Company) -> None:
    first = good(name, acme).by(acme.owner)

    again = changed(name, acme, first.headers["ETag"])

    assert (first.status_code, again.status_code) == (200, 200)


@pytest.mark.parametrize("stale", ['"999"', 'W/"1"', '"x"', '"01"', '""', '"' + "9" * 40 + '"'])
@pytest.mark.parametrize("name", VERSIONED)
def test_a_change_of_another_version_is_not_made(name: str, stale: str, acme: Company) -> None:
    answer = changed(name, acme, stale)

    assert answer.status_code == 412


@pytest.mark.parametrize("name", UPDATES)
def test_a_change_of_any_version_is_made(name: str, acme: Company) -> None:
    assert changed(name, acme, "*").status_code == 200


@pytest.mark.parametrize(
    ("done", "read"),
    [
        ("archive_project", "read_project"),
        ("revoke_api_key", "read_api_key"),
        ("rotate_api_key", "read_api_key"),
        ("remove_user", "read_user"),
        ("close_organization", "read_organization"),
        ("cancel_subscription", "read_billing"),
    ],
)
def test_what_is_done_to_the_current_version_is_done(done: str, read: str, acme: Company) -> None:
    current = good(read, acme).by(acme.owner).headers["ETag"]

    assert changed(done, acme, current).status_code < 300


def test_the_version_grows_with_each_change(acme: Company) -> None:
    path = acme.path(f"/projects/{acme.project_id}")
    versions = [acme.owner.put(path, {"name": name}).get_json()["version"] for name in ("One", "Two", "Two")]

    assert versions[1:] == [versions[0] + 1] * 2


@pytest.mark.parametrize("known", ['"{version}"', 'W/"{version}"', '"0", "{version}"', "*"])
def test_what_is_known_is_not_sent_again(known: str, settled_acme: Company) -> None:
    path = settled_acme.path(f"/projects/{settled_acme.project_id}")
    version = settled_acme.owner.get(path).get_json()["version"]

    answer = settled_acme.owner.get(path, headers={"If-None-Match": known.format(version=version)})

    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", f'"{version}"')
    assert "Content-Type" not in answer.headers


def test_what_is_not_known_is_sent(settled_acme: Company) -> None:
    path = settled_acme.path(f"/projects/{settled_acme.project_id}")

    answer = settled_acme.owner.get(path, headers={"If-None-Match": '"0"'})

    assert answer.status_code == 200


def test_what_moves_by_itself_is_always_sent(settled_acme: Company) -> None:
    path = settled_acme.path(f"/api-keys/{settled_acme.key_id}")

    answer = settled_acme.owner.get(path, headers={"If-None-Match": "*"})

    assert answer.status_code == 200


def test_usage_has_no_version(settled_acme: Company) -> None:
    path = settled_acme.path(f"/projects/{settled_acme.project_id}?include=resources")

    answer = settled_acme.owner.get(path, headers={"If-None-Match": "*"})

    assert (answer.status_code, "ETag" in answer.headers) == (200, False)
    assert [meter["quantity"] for meter in answer.get_json()["resources"]["meters"]] == [0, 0, 0, 0]
