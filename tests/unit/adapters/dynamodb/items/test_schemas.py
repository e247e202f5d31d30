"""Old items are brought up to date as they are read, one schema at a time."""

from typing import Final, NamedTuple

import pytest

from adapters.dynamodb.items.schemas import NewerSchema, Steps, upgraded
from adapters.dynamodb.items.values import Attributes, Item, as_number, as_text, number, text


class Lamp(NamedTuple):
    """A kind that was kept as `colour` first, then as `color`, and now also with its watts."""

    color: str
    watts: int


def _spelled_anew(item: Attributes) -> Item:
    return {"color": item["colour"]}


def _of_sixty_watts(item: Attributes) -> Item:
    return {**item, "watts": number(60)}


SCHEMA: Final = 3
STEPS: Final[Steps] = {1: _spelled_anew, 2: _of_sixty_watts}


def lamp(item: Attributes) -> Lamp:
    item = upgraded(item, SCHEMA, STEPS)
    return Lamp(as_text(item["color"]), as_number(item["watts"]))


def test_an_item_of_today_is_read_as_it_is() -> None:
    item: Item = {"schema": number(3), "color": text("red"), "watts": number(40)}

    assert upgraded(item, SCHEMA, STEPS) is item
    assert lamp(item) == Lamp("red", 40)


def test_an_item_of_the_schema_before_takes_the_last_step() -> None:
    assert lamp({"schema": number(2), "color": text("red")}) == Lamp("red", 60)


def test_the_oldest_item_takes_every_step_in_order() -> None:
    assert lamp({"schema": number(1), "colour": text("red")}) == Lamp("red", 60)


def test_an_item_that_was_brought_up_to_date_says_so() -> None:
    old: Item = {"schema": number(1), "colour": text("red")}

    assert upgraded(old, SCHEMA, STEPS)["schema"] == number(3)


def test_the_item_that_was_read_is_left_alone() -> None:
    old: Item = {"schema": number(1), "colour": text("red")}

    upgraded(old, SCHEMA, STEPS)

    assert old == {"schema": number(1), "colour": text("red")}


def test_an_item_of_a_later_program_is_refused_with_both_schemas() -> None:
    with pytest.raises(NewerSchema) as refused:
        lamp({"schema": number(4), "colors": text("red, green")})

    assert (refused.value.found, refused.value.known) == (4, 3)
