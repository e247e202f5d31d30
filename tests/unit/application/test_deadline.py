"""How long a request may still take."""

import pytest

from application.deadline import NO_DEADLINE, Deadline


@pytest.mark.parametrize(("now", "left", "passed"), [(10.0, 20.0, False), (29.5, 0.5, False), (30.0, 0.0, True)])
def test_a_deadline_tells_what_is_left(now: float, left: float, *, passed: bool) -> None:
    deadline = Deadline(30.0, lambda: now)

    assert (deadline.seconds_left, deadline.passed) == (left, passed)


def test_work_that_nobody_waits_for_has_all_the_time() -> None:
    assert not NO_DEADLINE.passed
