"""Problems: every refusal is one, each is explained, and none tells of what is inside."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest

import application
import domain
from adapters import http
from adapters.http.problem_types import PROBLEM_OF, PROBLEM_TYPES, ProblemType
from adapters.http.reply import NOTHING
from adapters.http.route import AnyRoute, NoBody, NoQuery, Public, Route
from application.ports.log import Log
from domain.errors import Refusal
from tests.http.site import Company, Site, slug_of

AS_DECIDED = {
    "malformed-request": 400, "unauthenticated": 401, "plan-limit-exceeded": 402, "feature-not-in-plan": 402,
    "payment-required": 402, "permission-denied": 403, "mfa-required": 403, "ip-not-allowed": 403,
    "organization-suspended": 403,
    "organization-restricted": 403, "no-organization": 403, "not-found": 404, "method-not-allowed": 405,
    "conflict": 409, "cycle-closed": 409, "gone": 410, "precondition-failed": 412,
    "request-timeout": 408, "body-too-large": 413,
    "invalid-request": 422, "rate-limited": 429, "internal-error": 500, "unavailable": 503,
}  # fmt: skip


def below(refusal: type[Refusal]) -> Iterator[type[Refusal]]:
    for known in refusal.__subclasses__():
        yield known
        yield from below(known)


def refusals() -> list[type[Refusal]]:
    """Every refusal there is, once all modules that could define one are imported."""
    for package in (domain, application, http):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    return sorted(set(below(Refusal)), key=lambda refusal: refusal.__name__)


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.__name__)
def test_every_refusal_is_a_problem(refusal: type[Refusal]) -> None:
    assert refusal.code in PROBLEM_OF


def test_no_problem_is_there_for_nothing() -> None:
    assert {refusal.code for refusal in refusals()} == set(PROBLEM_OF)


def test_the_problems_and_their_statuses_are_those_decided() -> None:
    assert {kind.slug: kind.status for kind in PROBLEM_TYPES} == AS_DECIDED


@pytest.mark.parametrize("kind", PROBLEM_TYPES, ids=lambda kind: kind.slug)
def test_a_problem_is_explained_on_a_page(kind: ProblemType, settled_site: Site) -> None:
    page = settled_site.anyone.get(kind.uri)

    assert page.status_code == 200
    assert page.content_type == "text/html; charset=utf-8"
    assert kind.slug in page.text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


def test_a_problem_that_is_none_is_not_found(settled_site: Site) -> None:
    assert slug_of(settled_site.anyone.get("/problems/nosuch")) == "not-found"


def test_a_problem_names_the_request(settled_site: Site) -> None:
    answer = settled_site.anyone.get("/nowhere/%C3%A9%22?x=1", headers={"X-Request-Id": "mine-1"})

    assert answer.get_json() == {
        "type": "/problems/not-found",
        "title": "Nothing to be found here",
        "status": 404,
        "detail": "There is nothing here that you can see.",
        "instance": "/nowhere/%C3%A9%22",
        "request_id": "mine-1",
    }


def test_a_method_that_an_address_does_not_know_is_told_with_those_it_knows(settled_acme: Company) -> None:
    answer = settled_acme.owner.ask("PATCH", settled_acme.path("/projects"))

    assert (answer.status_code, slug_of(answer)) == (405, "method-not-allowed")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize(
    "path", ["/organizations/", "//health", "/health/", "/Health", "/docs/../health", "/docs/x.js"]
)
def test_an_address_that_is_none_is_not_found(path: str, settled_site: Site) -> None:
    assert slug_of(settled_site.anyone.get(path)) == "not-found"


class Remembering(Log):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.failures: list[tuple[str, Exception, dict[str, str | int | None]]] = []

    def note(self, event: str, **facts: str | int | None) -> None:
        """Nothing of that is looked at."""

    def alarm(self, event: str, **facts: str | int | None) -> None:
        pass

    def failure(self, event: str, error: Exception, **facts: str | int | None) -> None:
        self.failures.append((event, error, facts))


def test_a_mistake_of_ours_is_logged_and_tells_nothing() -> None:
    log = Remembering()
    site = Site(log=log)
    nothing: dict[str, str] = {}
    broken: AnyRoute = Route(
        method="GET", path="/broken", name="broken", tag="House", summary="Broken", access=Public.ANYONE, body=NoBody,
        query=NoQuery, act=lambda _: nothing["the secret of the house"], show=lambda _, __: NOTHING, answers={},
    )  # fmt: skip
    site.add(broken)

    answer = site.anyone.get("/broken", headers={"X-Request-Id": "mine-1"})

    assert (answer.status_code, slug_of(answer)) == (500, "internal-error")
    assert "secret" not in answer.text
    [(event, error, facts)] = log.failures
    assert (event, type(error), facts["request_id"]) == ("request.failed", KeyError, "mine-1")


def test_a_store_out_of_reach_is_told_with_when_to_come_again() -> None:
    site = Site(ready=lambda: False)

    answer = site.anyone.get("/ready")

    assert (answer.status_code, slug_of(answer)) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "1"
