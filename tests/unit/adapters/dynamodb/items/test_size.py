"""The size of an item, by the rules that its writing is paid by."""

import pytest

from adapters.dynamodb.items.size import size_of
from adapters.dynamodb.items.values import AttributeValue


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": ""}, 0),
        ({"S": "acme"}, 4),
        ({"S": "Zoë"}, 4),
        ({"S": "🐙"}, 4),
        ({"N": "0"}, 1),
        ({"N": "7"}, 2),
        ({"N": "42"}, 2),
        ({"N": "123"}, 3),
        ({"N": "-123"}, 3),
        ({"N": "1000000"}, 2),
        ({"N": "0.0042"}, 2),
        ({"N": "10.50"}, 3),
        ({"N": "1E+20"}, 2),
        ({"N": "9" * 38}, 20),
        ({"B": b"\x00\xff\x00"}, 3),
        ({"BOOL": False}, 1),
        ({"NULL": True}, 1),
        ({"SS": ["eu", "us"]}, 4),
        ({"NS": ["42", "123"]}, 5),
        ({"BS": [b"12", b"3"]}, 3),
        ({"L": []}, 3),
        ({"L": [{"S": "eu"}, {"N": "42"}]}, 3 + 1 + 2 + 1 + 2),
        ({"M": {}}, 3),
        ({"M": {"region": {"S": "eu"}}}, 3 + 1 + 6 + 2),
        ({"L": [{"M": {"at": {"L": [{"BOOL": True}]}}}]}, 3 + 1 + 3 + 1 + 2 + 3 + 1 + 1),
    ],
)
def test_a_value_takes_what_its_type_takes(value: AttributeValue, size: int) -> None:
    assert size_of({"": value}) == size


def test_names_count_in_utf_8() -> None:
    assert size_of({"größe": {"BOOL": True}, "n": {"N": "5"}}) == 7 + 1 + 1 + 2


def test_nothing_is_free() -> None:
    assert size_of({}) == 0
