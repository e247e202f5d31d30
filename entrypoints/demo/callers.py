"""People and machines that speak to a running API, and insist on the answers that it promises."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import httpx

Body = Mapping[str, Any]
Answer = dict[str, Any]

TRIES = 100
BETWEEN_TRIES = 0.1


class Misbehaved(Exception):
    """The product did something else than the story tells."""


def insist(fact: bool, story: str) -> None:  # noqa: FBT001 - reads like the sentence that it checks
    """Stop the story where it is not true."""
    if not fact:
        raise Misbehaved(story)


def patiently(look: Callable[[], Answer], is_so: Callable[[Answer], bool], story: str) -> Answer:
    """Return what is seen as soon as it is so; Misbehaved when that takes too long."""
    for _ in range(TRIES):
        seen = look()
        if is_so(seen):
            return seen
        Event().wait(BETWEEN_TRIES)
    raise Misbehaved(f"it does not come about that {story}")


@dataclass(frozen=True)
class Caller:
    """One caller with its credential, if it has any yet."""

    client: httpx.Client
    credential: Mapping[str, str] = field(default_factory=dict)

    def with_token(self, token: str) -> "Caller":
        return Caller(self.client, {"Authorization": f"Bearer {token}"})

    def with_key(self, key: str) -> "Caller":
        return Caller(self.client, {"X-API-Key": key})

    def get(self, path: str, expecting: int = httpx.codes.OK, **query: str) -> Answer:
        return self._ask(expecting, "GET", path, None, query)

    def post(self, path: str, body: Body, expecting: int = httpx.codes.CREATED) -> Answer:
        return self._ask(expecting, "POST", path, body, {})

    def put(self, path: str, body: Body, expecting: int = httpx.codes.OK) -> Answer:
        return self._ask(expecting, "PUT", path, body, {})

    def submit(self, url: str, **fields: str) -> None:
        """Submit the form of a page, as a browser does."""
        response = self.client.post(httpx.URL(url).raw_path.decode(), data=fields)
        insist(response.status_code == httpx.codes.SEE_OTHER, f"{url} answers {response.status_code}: {response.text}")

    def delete(self, path: str) -> None:
        self._ask(httpx.codes.NO_CONTENT, "DELETE", path, None, {})

    def status(self, path: str, body: Body) -> int:
        """Post and tell only how it ended."""
        return self.client.post(path, json=body, headers=self.credential).status_code

    def mail(self, recipient: str, subject: str) -> Answer:
        """Return the newest mail to someone about something, as soon as it has been sent."""

        def fitting(outbox: Answer) -> Answer:
            found = (mail for mail in outbox["data"] if mail["to"] == recipient and subject in mail["subject"])
            return dict(next(found, {}))

        found = patiently(lambda: fitting(self.get("/dev/outbox")), bool, f"{recipient} has mail about {subject!r}")
        return dict(found)

    def _ask(self, expecting: int, method: str, path: str, body: Body | None, query: Mapping[str, str]) -> Answer:
        response = self.client.request(method, path, json=body, params=query, headers=self.credential)
        insist(
            response.status_code == expecting,
            f"{method} {path} answers {response.status_code} and not {expecting}: {response.text}",
        )
        return dict(response.json()) if response.content else {}
