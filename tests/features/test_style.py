"""The features keep the rules of style, and each rule finds what breaks it."""

from pathlib import Path

import pytest

from tests.features.catalogue import cases, features
from tests.features.style import RULES, Rule

PLANTED = Path(__file__).parent / "planted"


def test_there_are_enough_scenarios() -> None:
    assert sum(len(feature.scenarios) for feature in features()) >= 95


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_features_keep_the_rule(rule: Rule) -> None:
    assert rule(list(cases())) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_finds_what_breaks_it(rule: Rule) -> None:
    assert rule(list(cases(PLANTED))) != []
