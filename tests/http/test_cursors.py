"""A cursor says nothing to who holds it."""

from base64 import urlsafe_b64decode

from tests.http.site import Company


def project(slug: str) -> dict[str, str]:
    return {"name": slug, "slug": slug, "type": "web", "environment": "production"}


def test_a_cursor_does_not_tell_of_projects_that_its_reader_cannot_see(acme: Company) -> None:
    acme.owner.made(acme.path("/projects"), project("a-secret"))
    acme.owner.made(acme.path("/projects"), project("b-secret"))
    acme.owner.made(acme.path("/projects"), project("c-secret"))

    page = acme.people["viewer"].get(acme.path("/projects?limit=1")).get_json()

    assert page["data"] == []
    assert b"shop" not in urlsafe_b64decode(page["next_cursor"] + "==")
    follows = acme.people["viewer"].get(acme.path(f"/projects?limit=1&cursor={page['next_cursor']}")).get_json()
    assert [known["slug"] for known in follows["data"]] == ["website"]
