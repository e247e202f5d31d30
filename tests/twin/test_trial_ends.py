"""Moving the end of a trial, as the reference of Stripe's API tells it: https://docs.stripe.com/api/subscriptions/update."""

import pytest
from stripe import InvalidRequestError

from tests.twin.account import Account, moment, stamp


def test_a_new_end_of_a_trial_is_the_new_anchor(account: Account) -> None:
    subscription = account.subscribe(
        account.customer(),
        account.plan("Pro", 2900),
        more={"trial_end": stamp(moment(2024, 1, 15)), "billing_cycle_anchor": stamp(moment(2024, 2, 1))},
    )

    moved = account.v1.subscriptions.update(subscription, {"trial_end": stamp(moment(2024, 1, 19))})

    assert (moved.trial_end, moved.billing_cycle_anchor) == (stamp(moment(2024, 1, 19)), stamp(moment(2024, 1, 19)))


def test_it_lies_at_most_two_years_after_the_anchor(account: Account) -> None:
    subscription = account.subscribe(account.customer(), account.plan("Pro", 2900), more={"trial_period_days": 14})

    with pytest.raises(InvalidRequestError, match="two years") as refused:
        account.v1.subscriptions.update(subscription, {"trial_end": stamp(moment(2026, 2, 1))})

    assert refused.value.param == "trial_end"
