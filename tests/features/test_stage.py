"""Who tries may be refused; who does not merely try fails the scenario with the refusal."""

import pytest

from tests.features.driver import Refused
from tests.features.refusals import check
from tests.features.stage import Stage


def refuse() -> None:
    raise Refused("conflict", "it does not go with what is there")


def test_who_tries_may_be_refused() -> None:
    stage = Stage()

    stage.attempt(refuse, tries=True)

    assert stage.refusal is not None
    assert stage.refusal.reason == "conflict"


def test_who_does_not_merely_try_fails() -> None:
    with pytest.raises(Refused):
        Stage().attempt(refuse, tries=False)


def test_a_crowd_is_told_apart_by_how_each_one_ended() -> None:
    stage = Stage()

    stage.rush([refuse, lambda: "done", refuse])

    assert [isinstance(ending, Refused) for ending in stage.endings] == [True, False, True]


def test_another_refusal_than_the_one_that_is_meant_fails() -> None:
    with pytest.raises(AssertionError):
        check(Refused("conflict", "the name is taken"), "there is no such thing")


def test_no_refusal_where_one_is_meant_fails() -> None:
    with pytest.raises(AssertionError):
        check(None, "the name is taken")
