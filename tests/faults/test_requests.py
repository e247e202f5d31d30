"""Each call of each use case fails in each way; after the client has asked again, everything is there, and once."""

from collections.abc import Iterator
from itertools import product
from typing import Final

import pytest

from adapters.dynamodb.engine.patience import Patience
from domain.errors import Unavailable
from tests.faults.calls import CALLS, operations_of, short
from tests.faults.requests import KEYS, ORGANIZATIONS, PEOPLE, PROJECTS, SESSIONS
from tests.faults.sending import Request, Sent
from tests.faults.stage import Stage
from tests.faults.trial import Way, by_name, clean, tried, usual_way
from tests.faults.trouble import KINDS, Kind, Trouble, kinds_of
from tests.faults.usage_requests import USAGE

REQUESTS: Final = by_name(*PEOPLE, *SESSIONS, *PROJECTS, *KEYS, *ORGANIZATIONS, *USAGE)
GONE: Final = KINDS[0]


def troubles() -> Iterator[object]:
    for name, request in REQUESTS.items():
        for at, operation in enumerate(operations_of(name), start=1):
            for kind, way in product(kinds_of(operation), Way):
                told = f"{name}, {at} {short(operation)}, {kind.name} {way.value}"
                usual = request.often and way is usual_way(at, kind)
                yield pytest.param(request, at, kind, way, id=told, marks=() if usual else pytest.mark.soak)


@pytest.mark.parametrize("name", REQUESTS)
def test_a_request_makes_the_calls_that_are_written_down(stage: Stage, name: str) -> None:
    assert clean(stage, REQUESTS[name]).calls == CALLS[name]


@pytest.mark.parametrize(("request_", "at", "kind", "way"), list(troubles()))
def test_nothing_is_lost_and_nothing_is_done_twice(
    stage: Stage, request_: Request, at: int, kind: Kind, way: Way
) -> None:
    without = clean(stage, request_)

    outcome = tried(stage, request_, Trouble(kind, at, lasting=way is not Way.ONCE), way)

    assert outcome.complaints == []
    assert without.amiss(outcome.facts, outcome.sendings) == []
    assert outcome.facts_again == outcome.facts
    assert outcome.answer_again == outcome.answer


@pytest.mark.parametrize("name", ["record a batch", "record a mixed batch", "change several users"])
def test_a_batch_waits_for_a_store_that_is_gone_once_and_not_for_each_element(stage: Stage, name: str) -> None:
    world, trouble = stage.set(REQUESTS[name].world), Trouble(GONE, at=2, lasting=True)
    process = stage.troubled_process(trouble, Patience(0))

    with pytest.raises(Unavailable):
        REQUESTS[name].act(Sent(process, world, None))

    assert len(trouble.calls) == 2
