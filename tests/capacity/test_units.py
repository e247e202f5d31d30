"""The arithmetic of write units, by the kilobytes begun of items and of their entries in indexes."""

from typing import Final

import pytest

from adapters.dynamodb.items.values import Item
from tests.capacity.layout import IndexLayout
from tests.capacity.units import kilobytes, units_of_write

BY_EMAIL: Final = IndexLayout("by-email", "email", "name")
BY_TEAM: Final = IndexLayout("by-team", "team", "name")
NAMES_ALONE: Final = IndexLayout("names-alone", "email", "name", frozenset())
INDEXES: Final = (BY_EMAIL, BY_TEAM)


def item(size: int = 0, **attributes: str) -> Item:
    """An item with some attributes, and so many bytes beside them."""
    told = {"PK": "p", "SK": "s", "pad": "x" * size, **attributes}
    return {name: {"S": value} for name, value in told.items()}


@pytest.mark.parametrize(("size", "paid"), [(0, 1), (1_015, 1), (1_016, 2), (2_039, 2), (2_040, 3)])
def test_every_kilobyte_begun_is_paid(size: int, paid: int) -> None:
    assert kilobytes(item(size)) == paid


def test_what_is_not_there_is_paid_like_the_smallest_item() -> None:
    assert kilobytes(None) == 1
    assert units_of_write(None, None, INDEXES) == 1


def test_a_new_item_is_paid_once_more_for_each_index_that_it_stands_in() -> None:
    assert units_of_write(None, item(), INDEXES) == 1
    assert units_of_write(None, item(name="n", email="e"), INDEXES) == 2
    assert units_of_write(None, item(name="n", email="e", team="t"), INDEXES) == 3


def test_an_index_entry_needs_both_parts_of_its_key() -> None:
    assert units_of_write(None, item(email="e"), INDEXES) == 1


def test_a_change_is_paid_by_the_larger_of_before_and_after() -> None:
    small, large = item(), item(1_500)

    assert units_of_write(small, large, ()) == units_of_write(large, small, ()) == 2


def test_a_change_is_paid_in_every_index_that_holds_it() -> None:
    before, after = item(name="n", email="e"), item(1_500, name="n", email="e")

    assert units_of_write(before, after, INDEXES) == 2 + 2


def test_what_an_index_does_not_hold_costs_nothing_there() -> None:
    before, after = item(name="n", email="e"), item(1_500, name="n", email="e")

    assert units_of_write(before, after, (NAMES_ALONE,)) == 2


def test_what_stays_the_same_is_paid_in_the_table_alone() -> None:
    same = item(1_500, name="n", email="e", team="t")

    assert units_of_write(same, same, INDEXES) == 2


def test_an_entry_that_moves_is_deleted_and_put() -> None:
    before, after = item(name="n", email="e", team="t"), item(1_500, name="n", email="e", team="other")

    assert units_of_write(before, after, INDEXES) == 2 + 2 + (1 + 2)


def test_a_deletion_is_paid_by_what_was_there_and_its_entries() -> None:
    assert units_of_write(item(1_500, name="n", email="e", team="t"), None, INDEXES) == 2 + 2 + 2


def test_an_entry_that_appears_or_goes_is_paid_once() -> None:
    without, within = item(name="n"), item(name="n", email="e")

    assert units_of_write(without, within, INDEXES) == units_of_write(within, without, INDEXES) == 2
