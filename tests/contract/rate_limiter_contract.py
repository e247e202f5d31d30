"""The contract of RateLimiter: a burst of the quota, then one at a time as it comes back; of all policies or none."""

from datetime import timedelta

from application.ports.rate_limiter import RatePolicy, RateVerdict
from tests.assemblies.storage import NOON, Storage

TEN_A_MINUTE = RatePolicy("key", "key_1", 10, 60)
THREE_A_MINUTE = RatePolicy("organization", "org_1", 3, 60)
SECOND = timedelta(seconds=1)


def take(storage: Storage, times: int, *policies: RatePolicy) -> list[RateVerdict]:
    return [storage.rate_limiter.take(policies or (TEN_A_MINUTE,), storage.clock.now()) for _ in range(times)]


def granted(verdicts: list[RateVerdict]) -> int:
    return sum(not verdict.violated for verdict in verdicts)


class RateLimiterContract:
    def test_the_whole_quota_may_be_used_at_once(self, storage: Storage) -> None:
        assert granted(take(storage, 10)) == 10

    def test_no_more_than_the_quota_is_granted(self, storage: Storage) -> None:
        assert granted(take(storage, 50)) == 10

    def test_what_is_left_is_told(self, storage: Storage) -> None:
        verdicts = take(storage, 3)

        assert [verdict.states[0].remaining for verdict in verdicts] == [9, 8, 7]
        assert [verdict.states[0].reset for verdict in verdicts] == [6, 12, 18]

    def test_a_refusal_names_the_policy_and_when_it_would_pass(self, storage: Storage) -> None:
        take(storage, 10)

        [refused] = take(storage, 1)

        assert refused.violated == ("key",)
        assert refused.retry_after == 6
        assert refused.states[0].remaining == 0

    def test_a_policy_that_stands_there_for_two_subjects_is_named_once(self, storage: Storage) -> None:
        address, account = RatePolicy("login", "address/1", 1, 60), RatePolicy("login", "account/1", 1, 60)

        [_, refused] = take(storage, 2, address, account)

        assert refused.violated == ("login",)

    def test_it_passes_when_it_was_told_it_would(self, storage: Storage) -> None:
        take(storage, 10)
        storage.clock.advance(6 * SECOND)

        assert granted(take(storage, 2)) == 1

    def test_it_does_not_pass_sooner(self, storage: Storage) -> None:
        take(storage, 10)
        storage.clock.advance(6 * SECOND - timedelta(microseconds=1))

        assert granted(take(storage, 1)) == 0

    def test_a_refused_request_takes_nothing(self, storage: Storage) -> None:
        take(storage, 100)
        storage.clock.advance(60 * SECOND)

        assert granted(take(storage, 20)) == 10

    def test_an_unused_quota_does_not_pile_up(self, storage: Storage) -> None:
        take(storage, 1)
        storage.clock.advance(timedelta(days=30))

        assert granted(take(storage, 50)) == 10

    def test_several_policies_grant_together_or_not_at_all(self, storage: Storage) -> None:
        both = take(storage, 5, TEN_A_MINUTE, THREE_A_MINUTE)

        assert granted(both) == 3
        assert both[-1].violated == ("organization",)
        assert granted(take(storage, 20)) == 7

    def test_each_subject_has_a_quota_of_its_own(self, storage: Storage) -> None:
        take(storage, 10)

        assert granted(take(storage, 20, TEN_A_MINUTE._replace(subject="key_12"))) == 10
        assert granted(take(storage, 20, TEN_A_MINUTE._replace(name="organization"))) == 10

    def test_a_smaller_quota_holds_from_the_next_request_on(self, storage: Storage) -> None:
        take(storage, 5)

        assert granted(take(storage, 20, TEN_A_MINUTE._replace(quota=6))) == 1

    def test_a_larger_quota_holds_from_the_next_request_on(self, storage: Storage) -> None:
        take(storage, 10)

        assert granted(take(storage, 50, TEN_A_MINUTE._replace(quota=20))) == 10

    def test_without_a_policy_everything_passes(self, storage: Storage) -> None:
        assert storage.rate_limiter.take((), NOON) == RateVerdict(())
