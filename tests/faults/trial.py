"""One request under one trouble, and what came of it, beside what comes of it without any."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from tests.assemblies.auditor import complaints_about
from tests.assemblies.contents import Contents
from tests.assemblies.product import Process
from tests.faults.calls import written_down
from tests.faults.sending import Client, Request
from tests.faults.stage import Stage, facts, without_chance
from tests.faults.trouble import KINDS, Kind, Trouble, no_trouble

Facts = Counter[str]


class Way(Enum):
    """How long trouble lasts, and who is asked again."""

    ONCE = "once"
    """It happens to one call, which is tried again; who asks notices nothing."""
    AGAIN = "again"
    """It lasts until the request has failed; the same process is asked again."""
    ELSEWHERE = "elsewhere"
    """It lasts until the request has failed, and its process is not there any more; another one is asked."""


WAYS: Final = tuple(Way)


def usual_way(at: int, kind: Kind) -> Way:
    """The way that is tried at every run of the tests; the other ones are for `make soak`."""
    return WAYS[(at + KINDS.index(kind)) % len(WAYS)]


@dataclass(frozen=True, repr=False)
class Outcome:
    """What a request has come to."""

    answer: str
    sendings: int
    facts: Facts
    complaints: list[str]
    answer_again: str
    facts_again: Facts


@dataclass(frozen=True, repr=False)
class Clean:
    """What a request comes to without trouble."""

    calls: str
    facts: Facts
    facts_if_done_twice: Facts | None = None
    """Where asking twice does it twice."""

    def amiss(self, found: Facts, sendings: int = 1) -> list[str]:
        """Return what stands in the table and should not, and what should and does not; nothing when all is well."""
        possible = [self.facts]
        if sendings > 1 and self.facts_if_done_twice is not None:
            possible.append(self.facts_if_done_twice)
        differences = [
            [*(f"+ {fact}" for fact in (found - wanted)), *(f"- {fact}" for fact in (wanted - found))]
            for wanted in possible
        ]
        return min(differences, key=len)


def tried(stage: Stage, request: Request, trouble: Trouble, way: Way) -> Outcome:
    """Ask for something in a process that meets trouble, until it is answered.

    Who was answered at once asks once more, elsewhere, if that is to change nothing.
    """
    client = Client(request, stage.set(request.world))
    process = stage.troubled_process(trouble)

    def recovered() -> Process:
        trouble.over = True
        return process if way is Way.AGAIN else stage.process()

    answer = client.ask(process, None if way is Way.ONCE else recovered)
    trouble.over = True
    contents, sendings = stage.contents(), client.sendings
    again = way is Way.ONCE and not request.anew
    answer_again = client.ask(stage.process()) if again else answer
    return Outcome(
        without_chance(answer),
        sendings,
        facts(contents),
        complaints_about(contents),
        without_chance(answer_again),
        facts(stage.contents() if again else contents),
    )


def clean(stage: Stage, request: Request) -> Clean:
    """Ask for something, and once more, without trouble."""
    known = _CLEAN.get(request.name)
    if known is None:
        known = _CLEAN[request.name] = _clean(stage, request)
    return known


_CLEAN: dict[str, Clean] = {}


def _clean(stage: Stage, request: Request) -> Clean:
    client = Client(request, stage.set(request.world))
    before = _changes(stage.contents())
    trouble = no_trouble()
    client.ask(stage.troubled_process(trouble))
    contents = stage.contents()
    assert complaints_about(contents) == []
    assert _changes(contents) - before == request.changes
    client.ask(stage.process())
    once, twice = facts(contents), facts(stage.contents())
    return Clean(written_down(trouble.calls), once, twice if request.anew else None)


def _changes(contents: Contents) -> int:
    return sum(len(tenant.changes) for tenant in contents.tenants)


def by_name(*requests: Request) -> Mapping[str, Request]:
    return {request.name: request for request in requests}
