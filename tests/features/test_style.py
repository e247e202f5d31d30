"""The features are written for product owners: short, named, and without a word about how it is built."""

import re
from collections import Counter

from tests.features.catalogue import cases, features

MOST_STEPS = 6
TECHNICAL = re.compile(
    r"\b(HTTP|JSON|status code|[2345]\d\d (OK|error)|endpoint|header|ids?|UUID|token|click\w*|button|database|"
    r"DynamoDB|Flask|null|true|false)\b"
)


def test_there_are_enough_scenarios() -> None:
    assert sum(len(feature.scenarios) for feature in features()) >= 95


def test_every_feature_says_what_it_is_for() -> None:
    assert [feature.name for feature in features() if len(feature.description.split()) < 15] == []


def test_every_scenario_stands_under_a_rule() -> None:
    assert [case.place for case in cases() if case.outline.rule is None] == []


def test_no_scenario_is_long() -> None:
    assert [case.place for case in cases() if len(case.scenario.steps) > MOST_STEPS] == []


def test_every_scenario_does_one_thing() -> None:
    deeds = {case.place: [step for step in case.scenario.steps if step.type == "when"] for case in cases()}

    assert [place for place, done in deeds.items() if len(done) != 1] == []


def test_every_scenario_is_about_something_to_be_seen() -> None:
    assert [case.place for case in cases() if case.scenario.steps[-1].type != "then"] == []


def test_every_title_names_one_case_of_its_feature() -> None:
    titles = Counter((case.outline.feature.name, case.scenario.name) for case in cases())

    assert [title for title, number in titles.items() if number > 1] == []


def test_no_sentence_says_how_it_is_built() -> None:
    sentences = {step.name for case in cases() for step in case.scenario.steps}

    assert [sentence for sentence in sentences if TECHNICAL.search(sentence)] == []
