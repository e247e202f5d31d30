"""Owners: never none."""

import pytest

from domain.limits.claim import OWNERS, Claim
from domain.people.owners import claims_on_ownership


def test_nothing_is_claimed_where_as_many_own_as_before() -> None:
    assert claims_on_ownership(1, 1) == ()


def test_another_owner_is_always_welcome() -> None:
    assert claims_on_ownership(0, 1) == (Claim(OWNERS, 1),)


@pytest.mark.parametrize(("owners", "granted"), [(1, False), (2, True), (3, True)])
def test_an_owner_may_go_while_another_stays(owners: int, *, granted: bool) -> None:
    [claim] = claims_on_ownership(1, 0)

    assert claim.fits(owners) is granted


def test_of_two_owners_one_may_hand_over_to_the_other() -> None:
    [claim] = claims_on_ownership(2, 1)

    assert claim.fits(2)
