"""A worker is killed (-9) between any two of its calls; when its lease is over, another one has done it all."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.assemblies.auditor import complaints_about
from tests.assemblies.product import process_over
from tests.faults.calls import operations_of
from tests.faults.duties import DUTIES, Duty, worked_off
from tests.faults.stage import Stage, facts
from tests.faults.test_duties import clean
from tests.faults.worker import LetterBox, killed, sent

OF_THE_AGENDA: Final = 9
"""Calls with which every worker begins: it asks for its leases, and looks."""


def deaths() -> Iterator[object]:
    """At every call of each duty; at every run of the tests at those of a short one, and at some of the longest."""
    for duty in DUTIES:
        calls = len(operations_of(duty.name))
        for call in range(1, calls + 1):
            usual = call > OF_THE_AGENDA and (duty.often or (duty.name == "erase" and call % 12 == 0))
            yield pytest.param(duty, call, id=f"{duty.name}, {call}", marks=() if usual else pytest.mark.soak)


@pytest.mark.parametrize(("duty", "call"), list(deaths()))
def test_another_worker_does_what_is_left(stage: Stage, tmp_path: Path, duty: Duty, call: int) -> None:
    without, mailed = clean(stage, duty)
    letters = tmp_path / "letters"
    stage.set(duty.world)

    end = killed(stage.endpoint, stage.plain.table, stage.clock.now(), letters, call)
    another = process_over(stage.plain, stage.clock, LetterBox(letters))
    worked_off(another, another.another)

    contents = stage.contents()
    assert end == -signal.SIGKILL
    assert complaints_about(contents) == []
    assert without.amiss(facts(contents, timeless=True)) == []
    assert sent(letters) == mailed
