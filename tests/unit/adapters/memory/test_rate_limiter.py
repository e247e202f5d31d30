"""Rate limits in memory: exactly as many as allowed, all policies or none, and nothing remembered for nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.memory.rate_limiter import MemoryRateLimiter
from application.ports.rate_limiter import RatePolicy, RateState, RateVerdict

NOW = datetime(2026, 3, 14, 9, 26, 53, 589_793, tzinfo=UTC)
KEY = RatePolicy("key", "key_1", quota=5, window=3600)
ACME = RatePolicy("organization", "org_acme", quota=600, window=60)
SECOND = timedelta(seconds=1)


@pytest.fixture
def limiter() -> MemoryRateLimiter:
    return MemoryRateLimiter()


def granted(verdicts: list[RateVerdict]) -> int:
    return sum(not verdict.violated for verdict in verdicts)


def test_the_whole_quota_may_be_taken_at_once(limiter: MemoryRateLimiter) -> None:
    verdicts = [limiter.take([KEY], NOW) for _ in range(8)]

    assert [verdict.states[0].remaining for verdict in verdicts] == [4, 3, 2, 1, 0, 0, 0, 0]
    assert granted(verdicts) == 5


def test_a_refusal_says_when_to_come_again(limiter: MemoryRateLimiter) -> None:
    refused = [limiter.take([KEY], NOW) for _ in range(6)][-1]

    assert refused == RateVerdict((RateState(KEY, remaining=0, reset=3600),), ("key",), retry_after=720)


def test_who_comes_again_then_may_pass_once(limiter: MemoryRateLimiter) -> None:
    spent = [limiter.take([KEY], NOW) for _ in range(6)]
    later = NOW + spent[-1].retry_after * SECOND

    assert granted([limiter.take([KEY], later) for _ in range(3)]) == 1


def test_not_a_microsecond_too_early(limiter: MemoryRateLimiter) -> None:
    spent = [limiter.take([KEY], NOW) for _ in range(5)]
    early = NOW + 720 * SECOND - timedelta(microseconds=1)

    assert granted(spent) == 5
    assert limiter.take([KEY], early).violated == ("key",)


def test_after_the_window_the_quota_is_whole_again(limiter: MemoryRateLimiter) -> None:
    spent = [limiter.take([KEY], NOW) for _ in range(5)]

    assert granted(spent) == 5
    assert granted([limiter.take([KEY], NOW + 3600 * SECOND) for _ in range(8)]) == 5


def test_a_refusal_by_one_takes_nothing_of_another(limiter: MemoryRateLimiter) -> None:
    verdicts = [limiter.take([ACME, KEY], NOW) for _ in range(50)]

    assert verdicts[-1].violated == ("key",)
    assert [state.remaining for state in verdicts[-1].states] == [595, 0]


def test_all_policies_that_refuse_are_named_and_the_longest_wait_is_told(limiter: MemoryRateLimiter) -> None:
    tight = ACME._replace(quota=5)

    refused = [limiter.take([tight, KEY], NOW) for _ in range(6)][-1]

    assert refused.violated == ("organization", "key")
    assert refused.retry_after == 720


def test_subjects_and_policies_do_not_share(limiter: MemoryRateLimiter) -> None:
    others = [KEY._replace(subject="key_2"), KEY._replace(name="login")]
    spent = [limiter.take([KEY], NOW) for _ in range(5)]

    assert granted(spent) == 5
    assert limiter.take(others, NOW).violated == ()


def test_no_policy_always_passes(limiter: MemoryRateLimiter) -> None:
    assert limiter.take([], NOW) == RateVerdict(())


def test_a_wider_quota_keeps_what_was_used(limiter: MemoryRateLimiter) -> None:
    spent = [limiter.take([KEY], NOW) for _ in range(5)]

    assert granted(spent) == 5
    assert granted([limiter.take([KEY._replace(quota=7)], NOW) for _ in range(5)]) == 2


def test_a_narrower_quota_lets_nothing_more_pass(limiter: MemoryRateLimiter) -> None:
    spent = [limiter.take([KEY], NOW) for _ in range(3)]

    narrower = limiter.take([KEY._replace(quota=2)], NOW)

    assert granted(spent) == 3
    assert narrower.violated == ("key",)
    assert narrower.states[0].remaining == 0


def test_a_clock_that_goes_back_asks_nobody_to_wait_longer_than_the_window(limiter: MemoryRateLimiter) -> None:
    limiter.take([KEY], NOW)

    back = limiter.take([KEY], NOW - timedelta(days=300))

    assert back.retry_after <= KEY.window


@given(
    quota=st.integers(1, 50),
    window=st.sampled_from([1, 60, 3600]),
    pauses=st.lists(st.integers(0, 10_000_000), max_size=120),
)
def test_never_more_than_a_quota_and_its_refill_in_any_stretch_of_time(
    quota: int, window: int, pauses: list[int]
) -> None:
    limiter = MemoryRateLimiter()
    policy = RatePolicy("key", "key_1", quota, window)
    moments = [sum(pauses[:count]) for count in range(len(pauses))]
    verdicts = [limiter.take([policy], NOW + timedelta(microseconds=moment)) for moment in moments]
    passed = [moment for moment, verdict in zip(moments, verdicts, strict=True) if not verdict.violated]

    assert all(
        (last - first + 1) <= quota + (passed[last] - passed[first]) * quota // (window * 10**6)
        for first in range(len(passed))
        for last in range(first, len(passed))
    )
    assert len(passed) >= min(quota, len(moments))


def test_a_thousand_threads_of_requests_pass_exactly_as_often_as_allowed(limiter: MemoryRateLimiter) -> None:
    policy = KEY._replace(quota=333)

    with ThreadPoolExecutor(16) as pool:
        verdicts = list(pool.map(lambda _: limiter.take([ACME._replace(quota=900), policy], NOW), range(1_000)))

    assert granted(verdicts) == 333
    assert limiter.take([ACME._replace(quota=900)], NOW).states[0].remaining == 900 - 334


def test_who_has_a_whole_quota_again_is_forgotten(limiter: MemoryRateLimiter) -> None:
    verdicts = [
        limiter.take([RatePolicy("signup", f"address-{number}", 1, 60)], NOW + number * SECOND)
        for number in range(5_000)
    ]

    assert granted(verdicts) == 5_000
    assert len(limiter._debts) <= 200


def test_who_still_owes_is_not_forgotten(limiter: MemoryRateLimiter) -> None:
    spent = [limiter.take([KEY], NOW) for _ in range(5)]
    others = [limiter.take([KEY._replace(subject=f"key_{number}")], NOW) for number in range(2, 1_000)]

    assert granted(spent + others) == 5 + 998
    assert limiter.take([KEY], NOW).violated == ("key",)
