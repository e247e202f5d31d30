"""A cursor says nothing to who holds it."""

from base64 import urlsafe_b64decode

from tests.http.site import Company


def test_a_cursor_does_not_tell_where_a_list_goes_on(acme: Company) -> None:
    cursor = acme.owner.get(acme.path("/projects?limit=1")).get_json()["next_cursor"]

    assert b"shop" not in urlsafe_b64decode(cursor + "==")
    follows = acme.owner.get(acme.path(f"/projects?limit=1&cursor={cursor}")).get_json()
    assert [known["slug"] for known in follows["data"]] == ["website"]
