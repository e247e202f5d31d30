"""Every rule about the code holds here, and is seen to fail where it is broken."""

from inspect import getmembers, isfunction
from types import ModuleType

import pytest

from tests.architecture.conftest import Plot
from tests.architecture.planted import BREACHES, Breach
from tests.architecture.rules import Rule, import_time, imports, repository, shapes, words
from tests.architecture.source_tree import LAYERS, REPOSITORY, modules


def rules_of(module: ModuleType) -> set[Rule]:
    return {
        rule
        for name, rule in getmembers(module, isfunction)
        if rule.__module__ == module.__name__ and not name.startswith("_")
    }


RULES = sorted(
    set[Rule]().union(*(rules_of(module) for module in (import_time, imports, repository, shapes, words))),
    key=lambda rule: rule.__name__,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    assert rule(REPOSITORY) == []


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach.rule.__name__)
def test_the_rule_names_what_breaks_it(breach: Breach, plot: Plot) -> None:
    planted = plot.plant(breach.files)

    assert breach.rule(planted) == list(breach.named)


def test_no_rule_goes_without_a_planted_breach() -> None:
    assert {breach.rule for breach in BREACHES} == set(RULES)


@pytest.mark.parametrize("layer", LAYERS)
def test_the_rules_see_every_layer(layer: str) -> None:
    assert modules(REPOSITORY, layer)
