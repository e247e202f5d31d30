"""Each call of each piece of due work fails in each way; a worker that goes on has done it all, and once."""

from collections.abc import Iterator
from itertools import product

import pytest

from tests.assemblies.auditor import complaints_about
from tests.assemblies.product import Process
from tests.faults.calls import CALLS, operations_of, short, written_down
from tests.faults.duties import DUTIES, Duty, closed_long_ago, worked_off
from tests.faults.stage import KEPT, Stage, facts, traces
from tests.faults.trial import Clean, Facts, Way, usual_way
from tests.faults.trouble import Kind, Trouble, kinds_of, no_trouble

Mails = frozenset[tuple[str, str]]


def troubles() -> Iterator[object]:
    for duty in DUTIES:
        for at, operation in enumerate(operations_of(duty.name), start=1):
            for kind, way in product(kinds_of(operation), Way):
                told = f"{duty.name}, {at} {short(operation)}, {kind.name} {way.value}"
                usual = duty.often and way is usual_way(at, kind)
                yield pytest.param(duty, at, kind, way, id=told, marks=() if usual else pytest.mark.soak)


def done(stage: Stage, duty: Duty, trouble: Trouble, way: Way) -> tuple[Facts, Mails, list[str]]:
    """What stands in the table after all was done, which mails were sent, and what does not add up."""
    stage.set(duty.world)
    first = stage.troubled_process(trouble)
    workers = [first]

    def recovered() -> Process:
        trouble.over = True
        workers.append(first if way is Way.AGAIN else stage.process())
        return workers[-1]

    worked_off(first, recovered)
    contents = stage.contents()
    mails = frozenset((mail.to, mail.subject) for worker in workers for mail in worker.outbox.sent())
    return facts(contents, timeless=True), mails, complaints_about(contents)


def clean(stage: Stage, duty: Duty) -> tuple[Clean, Mails]:
    known = _CLEAN.get(duty.name)
    if known is None:
        trouble = no_trouble()
        found, mails, complaints = done(stage, duty, trouble, Way.ONCE)
        assert complaints == []
        known = _CLEAN[duty.name] = Clean(written_down(trouble.calls), found), mails
    return known


_CLEAN: dict[str, tuple[Clean, Mails]] = {}


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.name)
def test_a_duty_makes_the_calls_that_are_written_down(stage: Stage, duty: Duty) -> None:
    stage.set(duty.world)
    trouble = no_trouble()

    stage.troubled_process(trouble).work_off()

    assert written_down(trouble.calls) == CALLS[duty.name]


def test_of_what_was_erased_nothing_is_left(stage: Stage) -> None:
    world, process = stage.set(closed_long_ago), stage.process()

    worked_off(process, process.another)

    assert traces(stage.contents(), world.acme) == KEPT


@pytest.mark.parametrize(("duty", "at", "kind", "way"), list(troubles()))
def test_all_that_is_due_is_done_once(stage: Stage, duty: Duty, at: int, kind: Kind, way: Way) -> None:
    without, mailed = clean(stage, duty)

    found, mails, complaints = done(stage, duty, Trouble(kind, at, lasting=way is not Way.ONCE), way)

    assert complaints == []
    assert without.amiss(found) == []
    assert mails == mailed
