"""How features are written for product owners, as rules that can be checked: each returns what breaks it."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from pytest_bdd.parser import Step

from tests.features.catalogue import Case, file_of

MOST_STEPS = 6
FEWEST_WORDS = 15
TECHNICAL = re.compile(
    r"\b(HTTP|JSON|status code|[2345]\d\d (OK|error)|endpoint|header|ids?|UUID|token|click\w*|button|database|"
    r"DynamoDB|Flask|null|true|false)\b"
)

Rule = Callable[[Sequence[Case]], list[str]]


def a_feature_says_what_it_is_for(cases: Sequence[Case]) -> list[str]:
    features = {file_of(case.outline.feature): case.outline.feature.description for case in cases}
    return [f"{file}:1" for file, intent in features.items() if len(intent.split()) < FEWEST_WORDS]


def a_scenario_stands_under_a_rule(cases: Sequence[Case]) -> list[str]:
    return [case.place for case in cases if case.outline.rule is None]


def a_scenario_is_short(cases: Sequence[Case]) -> list[str]:
    return [case.place for case in cases if len(case.scenario.steps) > MOST_STEPS]


def a_scenario_does_one_thing(cases: Sequence[Case]) -> list[str]:
    return [case.place for case in cases if len(steps_of(case, "when")) != 1]


def a_scenario_ends_with_what_is_to_be_seen(cases: Sequence[Case]) -> list[str]:
    return [case.place for case in cases if [step.type for step in case.scenario.steps[-1:]] != ["then"]]


def a_line_of_a_scenario_begins_with_a_keyword(cases: Sequence[Case]) -> list[str]:
    return [f"{case.place}: {case.outline.description.strip()}" for case in cases if case.outline.description.strip()]


def a_title_names_one_case(cases: Sequence[Case]) -> list[str]:
    titles = Counter((case.outline.feature.name, case.scenario.name) for case in cases)
    return [case.place for case in cases if titles[case.outline.feature.name, case.scenario.name] > 1]


def a_sentence_says_nothing_technical(cases: Sequence[Case]) -> list[str]:
    steps = ((file_of(case.outline.feature), step) for case in cases for step in case.scenario.steps)
    return list(
        dict.fromkeys(f"{file}:{step.line_number} {step.name}" for file, step in steps if TECHNICAL.search(step.name))
    )


def steps_of(case: Case, kind: str) -> list[Step]:
    return [step for step in case.scenario.steps if step.type == kind]


RULES: tuple[Rule, ...] = (
    a_feature_says_what_it_is_for,
    a_scenario_stands_under_a_rule,
    a_scenario_is_short,
    a_scenario_does_one_thing,
    a_scenario_ends_with_what_is_to_be_seen,
    a_line_of_a_scenario_begins_with_a_keyword,
    a_title_names_one_case,
    a_sentence_says_nothing_technical,
)


def breaches(cases: Sequence[Case]) -> list[str]:
    """Return every breach of a rule: where it is, and the rule."""
    return [f"{place} (the rule: {rule.__name__.replace('_', ' ')})" for rule in RULES for place in rule(cases)]
