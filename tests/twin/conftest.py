"""A new Stripe account for each test, at the first of January 2024."""

from collections.abc import Iterator

import pytest

from tests.twin.account import Account, opened


@pytest.fixture
def account() -> Iterator[Account]:
    with opened() as account:
        yield account
