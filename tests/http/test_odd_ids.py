"""Whatever stands where a path has an id is answered as an id that nobody has, on every store."""

from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from tests.http.requests import ROUTES, Sent, body
from tests.http.site import Caller, Company
from tests.http.stores import STORES, site_on

NOBODYS = {
    "org_id": "org_nosuch",
    "project_id": "prj_nosuch",
    "user_id": "usr_nosuch",
    "key_id": "key_nosuch",
    "invitation_id": "inv_nosuch",
    "page_id": "bps_nosuch",
    "slug": "no-such",
    "file": "nosuch.js",
}
ODD = (
    "a" * 65, "a" * 1025, "a" * 3000, "_" * 2049, "A" * 300, "%00", "a%00b", "%01", "%0A", "%0d%0a", "%7F", "%C2%80",
    "%C3%A9", "%E2%80%8D", "%F0%9F%98%80", "%FF", "%C3", "%ED%A0%80", "%EF%BF%BF", "%20", "%20a", "a%20", "+", "%23",
    "org%23x", "%25", "%2525", "%3F", "%3Fa=b", "%26", "..", ".", "%2e%2e", "%5C", "%22", "%27", "%7B%7D", "null",
    "-1", "0", "~", ";a=b",
)  # fmt: skip
"""As they are sent, percent-encoded."""
WITH_IDS = tuple(name for name, route in ROUTES.items() if "{" in route.path)
OF_THE_REQUEST = ("instance", "request_id")


@pytest.fixture(scope="module", params=STORES)
def acme(request: pytest.FixtureRequest) -> Iterator[Company]:
    with site_on(request) as site:
        yield site.company("acme", "pro")


def known(answer: TestResponse) -> tuple[object, ...]:
    """What an answer says, but for what belongs to the one request."""
    said = answer.get_json(silent=True)
    told = answer.text if said is None else {name: said[name] for name in said if name not in OF_THE_REQUEST}
    return answer.status_code, told, sorted(answer.headers.keys())


def asked(name: str, acme: Company, place: str, written: str) -> Sent:
    """A good request to a route but for one id in its path."""
    path = ROUTES[name].path.format(**{**NOBODYS, **acme.ids, place: written})
    query = {"project_id": acme.project_id} if name == "list_resources" else {}
    return Sent(ROUTES[name].method, path, body(name, acme), query)


def callers(name: str, acme: Company) -> tuple[Caller, ...]:
    """Return an owner, and a key that the route takes, if it takes any."""
    scope = None if (permission := ROUTES[name].permission) is None else permission.rule.scope
    return (acme.owner, acme.keys[scope]) if ROUTES[name].takes_key and scope else (acme.owner,)


def odd_ones_out(name: str, acme: Company, place: str) -> list[object]:
    """The ids that are answered otherwise than one that nobody has."""
    return [
        (written[:40], answer)
        for caller in callers(name, acme)
        for usual in [known(asked(name, acme, place, NOBODYS[place]).by(caller))]
        for written in ODD
        if (answer := known(asked(name, acme, place, written).by(caller))) != usual
    ]


@pytest.mark.parametrize("name", WITH_IDS)
def test_an_odd_id_is_one_that_nobody_has(name: str, acme: Company) -> None:
    places = [part[1:-1] for part in ROUTES[name].path.split("/") if part.startswith("{")]

    assert [odd for place in places for odd in odd_ones_out(name, acme, place)] == []
