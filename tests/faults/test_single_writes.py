"""Writes that carry no token: what is tried again after its answer was lost was done once all the same."""

from datetime import timedelta

import pytest

from adapters.dynamodb.agenda import LEASE
from application.ports.rate_limiter import RatePolicy
from domain.errors import Unavailable
from tests.assemblies.product import Process
from tests.faults.stage import Stage
from tests.faults.trouble import KINDS, Kind, Trouble

ONE_A_MINUTE = RatePolicy("watch", "org_1", 1, 60)
THREE_A_MINUTE = RatePolicy("key", "key_1", 3, 60)
TAKES_EFFECT = [kind for kind in KINDS if kind.name in {"after", "cut", "broken"}]

lost = pytest.mark.parametrize("kind", TAKES_EFFECT, ids=lambda kind: kind.name)


def granted(process: Process, policy: RatePolicy, times: int = 1) -> int:
    now = process.clock.now()
    return sum(not process.storage.rate_limiter.take([policy], now).violated for _ in range(times))


@lost
def test_the_only_request_of_a_minute_is_granted(stage: Stage, kind: Kind) -> None:
    stage.set()

    assert granted(stage.troubled_process(Trouble(kind, 1)), ONE_A_MINUTE) == 1


@lost
def test_no_request_of_a_quota_is_lost_and_none_is_granted_on_top(stage: Stage, kind: Kind) -> None:
    stage.set()
    process = stage.troubled_process(Trouble(kind, 2))

    assert granted(process, THREE_A_MINUTE, 10) == 3
    assert granted(stage.process(), THREE_A_MINUTE, 10) == 0


def test_what_another_process_has_taken_at_the_same_moment_is_not_ones_own(stage: Stage) -> None:
    stage.set()
    one, other = stage.process(), stage.process()

    assert granted(one, ONE_A_MINUTE) + granted(other, ONE_A_MINUTE) == 1


@lost
@pytest.mark.parametrize("shard", [1, 4])
def test_a_lease_is_taken(stage: Stage, kind: Kind, shard: int) -> None:
    stage.set()
    process = stage.troubled_process(Trouble(kind, shard))
    process.clock.advance(timedelta(days=12))

    assert len(process.storage.agenda.due(process.clock.now(), 100)) == len(stage.contents().work)


@lost
@pytest.mark.parametrize("shard", [1, 4])
def test_a_lease_that_was_taken_over_is_not_taken_back(stage: Stage, kind: Kind, shard: int) -> None:
    stage.set()
    process, other = stage.troubled_process(Trouble(kind, shard, lasting=True)), stage.process()
    process.clock.advance(timedelta(days=12))

    with pytest.raises(Unavailable):
        process.storage.agenda.due(process.clock.now(), 100)
    process.clock.advance(LEASE)
    assert len(other.storage.agenda.due(process.clock.now(), 100)) == len(stage.contents().work)
    stage.troubled.trouble.over = True
    assert process.storage.agenda.due(process.clock.now(), 100) == ()
