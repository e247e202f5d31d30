"""How features are written for product owners, as rules that can be checked: each returns what breaks it."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from pytest_bdd.parser import Step

from tests.features.catalogue import Case

MOST_STEPS = 6
FEWEST_WORDS = 15
TECHNICAL = re.compile(
    r"\b(HTTP|JSON|status code|[2345]\d\d (OK|error)|endpoint|header|ids?|UUID|token|click\w*|button|database|"
    r"DynamoDB|Flask|null|true|false)\b"
)

Rule = Callable[[Sequence[Case]], list[str]]


def a_feature_says_what_it_is_for(cases: Sequence[Case]) -> list[str]:
    features = {case.outline.feature.name: case.outline.feature.description for case in cases}
    return [name for name, intent in features.items() if len(intent.split()) < FEWEST_WORDS]


def a_scenario_stands_under_a_rule(cases: Sequence[Case]) -> list[str]:
    return [case.place for case in cases if case.outline.rule is None]


def a_scenario_is_short(cases: Sequence[Case]) -> list[str]:
    return [case.place for case in cases if len(case.scenario.steps) > MOST_STEPS]


def a_scenario_does_one_thing(cases: Sequence[Case]) -> list[str]:
    return [case.place for case in cases if len(steps_of(case, "when")) != 1]


def a_scenario_ends_with_what_is_to_be_seen(cases: Sequence[Case]) -> list[str]:
    return [case.place for case in cases if case.scenario.steps[-1].type != "then"]


def a_title_names_one_case(cases: Sequence[Case]) -> list[str]:
    titles = Counter((case.outline.feature.name, case.scenario.name) for case in cases)
    return [title for (_, title), number in titles.items() if number > 1]


def a_sentence_says_nothing_technical(cases: Sequence[Case]) -> list[str]:
    sentences = {step.name for case in cases for step in case.scenario.steps}
    return [sentence for sentence in sentences if TECHNICAL.search(sentence)]


def steps_of(case: Case, kind: str) -> list[Step]:
    return [step for step in case.scenario.steps if step.type == kind]


RULES: tuple[Rule, ...] = (
    a_feature_says_what_it_is_for,
    a_scenario_stands_under_a_rule,
    a_scenario_is_short,
    a_scenario_does_one_thing,
    a_scenario_ends_with_what_is_to_be_seen,
    a_title_names_one_case,
    a_sentence_says_nothing_technical,
)
