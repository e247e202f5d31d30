"""What is true of the items of every kind."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.dynamodb.items.schemas import NewerSchema
from adapters.dynamodb.items.values import Item
from tests.unit.adapters.dynamodb.items.kinds import Kind, anatomy, of_every_kind

ADDED_ELSEWHERE: Item = {
    "PK": {"S": "org#org_1"},
    "SK": {"S": "METADATA"},
    "gsi_list": {"S": "org#org_1#projects"},
    "gsi_list_sk": {"S": "website"},
    "ttl": {"N": "1775044984"},
    "expires_at": {"N": "1775044984"},
    "after_erasure": {"BOOL": True},
    "colour": {"M": {"of the door": {"S": "green"}}},
}
"""Keys, and what no version of this program has ever written."""

A_FEW = settings(max_examples=20)


@of_every_kind
@given(data=st.data())
def test_a_value_comes_back_as_it_was_to_the_types_of_its_parts(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(kind.values)

    back = kind.from_item(kind.to_item(value))

    assert back == value
    assert anatomy(back) == anatomy(value)


@of_every_kind
@A_FEW
@given(data=st.data())
def test_what_comes_back_makes_the_same_item_again(kind: Kind, data: st.DataObject) -> None:
    item = kind.to_item(data.draw(kind.values))

    assert kind.to_item(kind.from_item(item)) == item


@of_every_kind
@A_FEW
@given(data=st.data())
def test_attributes_that_are_not_known_are_passed_over(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(kind.values)

    assert kind.from_item({**kind.to_item(value), **ADDED_ELSEWHERE}) == value


@of_every_kind
@A_FEW
@given(data=st.data())
def test_no_attribute_is_called_like_one_that_is_added_elsewhere(kind: Kind, data: st.DataObject) -> None:
    item = kind.to_item(data.draw(kind.values))

    assert item.keys().isdisjoint(ADDED_ELSEWHERE)
    assert not [name for name in item if name.startswith("gsi")]


@of_every_kind
@A_FEW
@given(data=st.data())
def test_an_item_holds_texts_exact_numbers_bytes_and_truths(kind: Kind, data: st.DataObject) -> None:
    item = kind.to_item(data.draw(kind.values))

    assert {letter for value in item.values() for letter in value} <= {"S", "N", "B", "BOOL"}
    assert all(re.fullmatch(r"-?[0-9]{1,38}", value["N"]) for value in item.values() if "N" in value)


@of_every_kind
@A_FEW
@given(data=st.data())
def test_an_item_of_a_later_schema_is_refused(kind: Kind, data: st.DataObject) -> None:
    item = kind.to_item(data.draw(kind.values))

    with pytest.raises(NewerSchema):
        kind.from_item({**item, "schema": {"N": "99"}})
