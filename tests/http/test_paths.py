"""Paths that look like others: with empty segments they are none, percent-encoded they are the same."""

import pytest

from tests.http.site import Company, Site, slug_of

EMPTY = ["//health", "///health", "/health/", "/health//", "//", "", "health", "*"]


@pytest.mark.parametrize("path", EMPTY)
def test_an_empty_segment_leads_nowhere(path: str, settled_site: Site) -> None:
    answer = settled_site.anyone.get("/", environ_overrides={"PATH_INFO": path})

    assert (answer.status_code, slug_of(answer)) == (404, "not-found")


@pytest.mark.parametrize("path", ["/{}//projects", "//{}/projects", "/{}/projects/", "/{}/projects//"])
def test_an_empty_segment_leads_nowhere_in_an_organization_either(path: str, settled_acme: Company) -> None:
    answer = settled_acme.owner.get("/organizations" + path.format(settled_acme.org_id))

    assert (answer.status_code, slug_of(answer)) == (404, "not-found")


@pytest.mark.parametrize("start", ["//organizations", "///organizations"])
def test_no_list_names_another_host(start: str, settled_acme: Company) -> None:
    decoded = {"PATH_INFO": f"{start}/{settled_acme.org_id}/users"}

    answer = settled_acme.owner.get("/?limit=1", environ_overrides=decoded)

    assert answer.status_code == 404
    assert "Link" not in answer.headers


def test_percent_encoded_letters_are_the_letters(settled_acme: Company) -> None:
    plain = settled_acme.owner.get(settled_acme.path("/users?limit=1"))
    encoded = settled_acme.owner.get(settled_acme.path("/%75sers?limit=1"))

    assert (plain.status_code, encoded.status_code) == (200, 200)
    assert encoded.get_json()["data"] == plain.get_json()["data"]
    assert encoded.headers["Link"].startswith(f"<{settled_acme.path('/users')}?")
