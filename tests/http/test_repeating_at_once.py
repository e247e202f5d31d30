"""Equal requests under one idempotency key that come at the same moment, or after the world has changed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import partial
from threading import Barrier

import pytest
from werkzeug.test import TestResponse

from application.access.find_answer import FindAnswer
from application.ports.answers import Answer, Answers
from entrypoints.container.http import http_api
from tests.http.site import Caller, Company, Site

ONCE = {"Idempotency-Key": "once"}


class AllLookFirst(Answers):
    """Kept answers of which the first two who look have both looked before either goes on."""

    def __init__(self, answers: Answers) -> None:
        together = Barrier(2)
        self._answers = answers
        self._waits = iter([together.wait, together.wait])

    def find(self, scope: str, key: str, now: datetime) -> Answer | None:
        found = self._answers.find(scope, key, now)
        next(self._waits, int)()
        return found


def racing(site: Site, caller: Caller) -> Caller:
    """Return the caller, at an API where two equal requests both find no answer yet."""
    use = site.assembly.application
    looking = FindAnswer(AllLookFirst(use.find_answer.answers), site.clock)
    return Caller(http_api(replace(site.assembly, application=replace(use, find_answer=looking))), caller.headers)


def twice(act: Callable[[], TestResponse]) -> list[TestResponse]:
    """Do the same in two threads."""
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(lambda _: act(), range(2)))


@pytest.mark.parametrize(
    ("rest", "body"),
    [
        ("/invitations", {"email": "erin@acme.example"}),
        ("/projects", {"name": "App", "slug": "app", "type": "api", "environment": "staging"}),
        ("/api-keys", {"name": "New", "scopes": ["read:usage"]}),
    ],
)
def test_the_loser_of_a_race_gets_the_answer_of_the_winner(site: Site, acme: Company, rest: str, body: object) -> None:
    site.assembly.application.change_plan(site.operator(acme), plan="pro")
    owner = racing(site, acme.owner)

    first, second = twice(partial(owner.post, acme.path(rest), body, headers=ONCE))

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.headers["Location"] == second.headers["Location"]


def test_what_was_reopened_by_the_winner_is_reopened_to_the_loser(site: Site, acme: Company) -> None:
    acme.owner.delete(acme.path())
    owner = racing(site, acme.owner)

    answers = twice(partial(owner.post, acme.path("/reopen"), headers=ONCE))

    assert [answer.get_json().get("status") for answer in answers] == ["trialing", "trialing"]


def test_what_was_handed_over_by_the_winner_is_handed_over_to_the_loser(site: Site, acme: Company) -> None:
    owner, heir = racing(site, acme.owner), {"user_id": acme.user_ids["admin"]}

    answers = twice(partial(owner.post, acme.path("/transfer-ownership"), heir, headers=ONCE))

    assert [answer.get_json().get("role") for answer in answers] == ["owner", "owner"]


def test_an_element_sent_again_is_answered_again_whatever_was_decided_meanwhile(acme: Company) -> None:
    batch = {"invitations": [{"email": "erin@acme.example"}]}
    first = acme.owner.made(acme.path("/invitations/batch"), batch, headers=ONCE)
    acme.owner.put(acme.path("/settings"), {"allowed_domains": ["acme.test"]})

    again = acme.owner.made(acme.path("/invitations/batch"), batch, headers=ONCE)

    assert again == first
