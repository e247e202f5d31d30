"""Asking over a socket: credentials, JSON, and problems turned into the words of a scenario."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, assert_never

import httpx

from adapters.system.clocks import MovableClock
from application.application import Application
from tests.features.billing import Provider
from tests.features.driver import Limit, Offer, Refused
from tests.features.drivers.names import UNKNOWN, Names, Session, is_fresh, key_text
from tests.features.words import Caller, Key, Person

Json = Mapping[str, Any]


class Asking(Names):
    """`application` serves the operator alone, who has no routes; `work_off` does what is due."""

    def __init__(
        self,
        client: httpx.Client,
        application: Application,
        work_off: Callable[[], int],
        clock: MovableClock,
        provider: Provider,
    ) -> None:
        super().__init__()
        self.client = client
        self.application = application
        self.work_off = work_off
        self.clock = clock
        self.provider = provider

    def settle(self) -> None:
        """Do what is due: notices are heard, mails are sent, what has run out ends."""
        self.provider.tell(self.hear)
        while self.work_off():
            self.provider.tell(self.hear)

    def hear(self, body: bytes, signature: str) -> None:
        """Take a notice of the payment provider."""
        self.application.receive_notice(body, signature=signature)

    def path(self, company: str, *parts: str) -> str:
        return "/".join(("/organizations", self.companies.get(company, f"org_{UNKNOWN}"), *parts))

    def ask(self, who: Caller | None, company: str, method: str, path: str, **content: Any) -> Any:
        """Ask as somebody who acts on a company, or as nobody; raise what is refused."""
        headers = {"X-Forwarded-For": self.address, **self.credentials(who, company)}
        answer = self.client.request(method, path, headers=headers, **content)
        if answer.is_error:
            raise refused(answer)
        return answer.json() if answer.content else None

    def credentials(self, who: Caller | None, company: str) -> dict[str, str]:
        match who:
            case None:
                return {}
            case Key():
                return {"X-API-Key": key_text(self.made_keys[who.name], who)}
            case Person():
                session = self.session(who, self.home_of(who, company))
                return {"Authorization": f"Bearer {session.access_token}"}
            case _:
                assert_never(who)

    def session(self, who: Person, company: str) -> Session:
        """Return a session of somebody at a company, a fresh one unless they are still signed in."""
        known = self.sessions.get((who.key, company))
        if known is not None and (who.still_signed_in or is_fresh(known, self.clock.now())):
            return known
        return self.log_in(who, company)

    def log_in(self, who: Person, company: str | None) -> Session:
        raise NotImplementedError

    def all_of(self, who: Caller, company: str, path: str, **params: str) -> list[Any]:
        """Follow a list to its end."""
        rows: list[Any] = []
        page = self.ask(who, company, "GET", path, params={"limit": "200", **params})
        rows += page["data"]
        while page["next_cursor"]:
            asked = {"limit": "200", "cursor": page["next_cursor"], **params}
            page = self.ask(who, company, "GET", path, params=asked)
            rows += page["data"]
        return rows


def refused(answer: httpx.Response) -> Refused:
    assert answer.headers["Content-Type"].startswith("application/problem+json"), answer.text
    assert answer.status_code < 500 or answer.status_code == httpx.codes.SERVICE_UNAVAILABLE, answer.text
    said = refused_by(answer.json())
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        said.come_again_in = int(answer.headers["Retry-After"])
    return said


def refused_by(problem: Json) -> Refused:
    """Return the refusal that a problem tells, also one that stands in a batch."""
    fields = "; ".join(f"{error['pointer']}: {error['detail']}" for error in problem.get("errors", ()))
    return Refused(
        problem["type"].rpartition("/")[2],
        fields or problem["detail"],
        limit=told(problem, "limit", limit),
        offer=told(problem, "upgrade", offer),
        must_go=frozenset(sentence.partition(":")[0] for sentence in problem.get("unfit", ())),
    )


def outcomes(answer: Json) -> tuple[Refused | None, ...]:
    """Return the refusal of each element of a batch that was refused."""
    problems = [result.get("problem") for result in answer["results"]]
    return tuple(None if problem is None else refused_by(problem) for problem in problems)


def told(problem: Json, member: str, read: Callable[[Json], Any]) -> Any:
    return None if problem.get(member) is None else read(problem[member])


def limit(member: Json) -> Limit:
    resets_at = member["resets_at"]
    return Limit(
        meter=member["meter"],
        most=decimal(member["max"]),
        used=decimal(member["used"]),
        requested=decimal(member["requested"]),
        remaining=decimal(member["remaining"]),
        resets_at=None if resets_at is None else datetime.fromisoformat(resets_at),
    )


def decimal(value: float | str) -> Decimal:
    return Decimal(str(value))


def offer(member: Json) -> Offer:
    return Offer(member["plan"], member["price_cents"], member["url"])
