"""What the twin answers has the shape that Stripe publishes: the same keys, the same kinds of values."""

import pytest

from tests.twin.account import opened
from tests.twin.busy import Obj, answers_of
from tests.twin.published import ALLOWED, SHAPES, differences


@pytest.fixture(scope="module")
def answers() -> dict[str, list[Obj]]:
    with opened() as account:
        return answers_of(account)


@pytest.mark.parametrize("kind", sorted(SHAPES))
def test_an_object_has_the_published_shape(kind: str, answers: dict[str, list[Obj]]) -> None:
    found = {line for answer in answers[kind] for line in differences(answer, SHAPES[kind], kind)}

    assert found - set(ALLOWED) == set()


def test_every_departure_that_is_allowed_is_seen(answers: dict[str, list[Obj]]) -> None:
    found = {line for kind in SHAPES for answer in answers[kind] for line in differences(answer, SHAPES[kind], kind)}

    assert set(ALLOWED) - found == set()


def test_no_object_is_of_an_unpublished_kind(answers: dict[str, list[Obj]]) -> None:
    assert set(answers) == set(SHAPES)


def test_a_missing_key_a_new_key_and_another_kind_of_value_are_seen() -> None:
    published = {"a": 1, "b": {"c": "text"}, "d": [{"e": 1}]}

    found = set(differences({"b": {"c": 5}, "d": [{"e": 1, "f": 2}]}, published, "it"))

    assert found == {"it.a is missing", "it.b.c is number and not text", "it.d[].f is too many"}
