"""Projects are started and changed together, each on its own."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.http.site import Company, slug_of
from tests.http.stores import STORES, site_on

ONCE = {"Idempotency-Key": "nightly"}


@pytest.fixture(params=STORES)
def acme(request: pytest.FixtureRequest) -> Iterator[Company]:
    with site_on(request) as site:
        yield site.company("acme")


def wanted(slug: str, **more: object) -> dict[str, Any]:
    return {"name": slug.title(), "slug": slug, "type": "api", "environment": "production", **more}


def outcomes(answer: Any) -> list[str]:
    """Return the slug of each project, or the status of its problem."""
    results = answer.get_json()["results"]
    assert [result["index"] for result in results] == list(range(len(results)))
    return [
        result["project"]["slug"] if "project" in result else str(result["problem"]["status"]) for result in results
    ]


def test_each_is_started_or_refused_alone_in_order(acme: Company) -> None:
    batch = {"projects": [wanted("app"), wanted("app"), wanted("shop", team=[{"user_id": "usr_x", "role": "lead"}])]}

    answer = acme.owner.post(acme.path("/projects/batch"), batch)

    assert answer.status_code == 200
    assert outcomes(answer) == ["app", "409", "404"]


def test_the_plan_s_last_places_are_taken_in_order(acme: Company) -> None:
    batch = {"projects": [wanted(f"app-{number}") for number in range(30)]}

    told = outcomes(acme.owner.post(acme.path("/projects/batch"), batch))

    started = [slug for slug in told if slug != "402"]
    assert started == [f"app-{number}" for number in range(len(started))]
    assert told[len(started) :] == ["402"] * (30 - len(started))


def test_sent_again_each_is_answered_as_it_was(acme: Company) -> None:
    batch = {"projects": [wanted("app"), wanted("store")]}
    first = acme.owner.post(acme.path("/projects/batch"), batch, headers=ONCE)

    again = acme.owner.post(acme.path("/projects/batch"), batch, headers=ONCE)

    assert (again.status_code, again.get_json()) == (200, first.get_json())


def test_an_element_with_another_content_under_its_key_is_refused_alone(acme: Company) -> None:
    acme.owner.post(acme.path("/projects/batch"), {"projects": [wanted("app")]}, headers=ONCE)
    changed = {"projects": [wanted("store"), wanted("app-2")]}

    answer = acme.owner.post(acme.path("/projects/batch"), changed, headers=ONCE)

    assert outcomes(answer) == ["422", "app-2"]


def test_each_is_changed_or_refused_alone_in_order(acme: Company) -> None:
    acme.owner.made(acme.path("/projects"), wanted("app"))
    changes = [
        {"project_id": acme.project_id, "slug": "front", "description": "All pages"},
        {"project_id": "prj_404", "name": "Nothing"},
        {"project_id": acme.project_id, "slug": "app"},
        {"project_id": acme.project_id, "description": None},
    ]

    answer = acme.owner.put(acme.path("/projects/batch"), {"projects": changes})

    assert outcomes(answer) == ["front", "404", "409", "front"]
    assert [result["project"]["description"] for result in answer.get_json()["results"][::3]] == ["All pages", ""]


def test_who_may_not_start_projects_starts_none(acme: Company) -> None:
    answer = acme.people["viewer"].post(acme.path("/projects/batch"), {"projects": [wanted("app")]})

    assert (answer.status_code, slug_of(answer)) == (403, "permission-denied")
