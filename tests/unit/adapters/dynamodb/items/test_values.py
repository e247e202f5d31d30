"""Single values: exact, or refused."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given

from adapters.dynamodb.items.values import as_moment, as_number, moment, number, structure
from tests.unit.adapters.dynamodb.items import drawn

EASTER = datetime(2026, 4, 5, 12, 30, 15, 123456, tzinfo=UTC)


def test_a_moment_is_its_microseconds_since_1970() -> None:
    assert moment(EASTER) == {"N": "1775392215123456"}


def test_a_moment_before_1970_is_exact_too() -> None:
    assert as_moment(moment(datetime(1969, 7, 20, 20, 17, 40, 1, tzinfo=UTC))) == datetime(
        1969, 7, 20, 20, 17, 40, 1, tzinfo=UTC
    )


def test_a_moment_comes_back_in_utc() -> None:
    in_tokyo = EASTER.astimezone(timezone(timedelta(hours=9)))

    assert as_moment(moment(in_tokyo)).isoformat() == EASTER.isoformat()


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        moment(EASTER.replace(tzinfo=None))


@given(drawn.numbers)
def test_a_number_of_many_digits_comes_back_exactly(value: int) -> None:
    assert as_number(number(value)) == value


def test_a_float_is_no_number() -> None:
    with pytest.raises(ValueError, match="float"):
        number(5.0)  # type: ignore[arg-type]


def test_a_structure_is_compact_and_keeps_other_alphabets() -> None:
    assert structure({"name": "Zoë", "tags": ["a", 1, None]}) == {"S": '{"name":"Zoë","tags":["a",1,null]}'}
