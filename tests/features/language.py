"""The grammar of a step: typed blanks, and one definition for 'invites' and 'tries to invite'."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple, ParamSpec, TypeVar

import pytest_bdd
from pytest_bdd.parsers import StepParser

from tests.features.kinds import KINDS, Kind

P = ParamSpec("P")
T = TypeVar("T")

BLANK = re.compile(r"\{(?P<name>\w+):(?P<kind>\w+)\}|\[(?P<does>[^|\]]+)\|(?P<tries>[^]]+)\]|\((?P<ending>\w+)\)")


class Phrase(StepParser):
    """A sentence with blanks.

    `{who:Person}` is a blank of that kind; `[invites|tries to invite]` matches both and hands over which one as
    `tries`; `seat(s)` matches with and without its ending.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.kinds: dict[str, Kind] = {}
        self.tries: str | None = None
        pattern, end = "", 0
        for blank in BLANK.finditer(text):
            pattern += re.escape(text[end : blank.start()]) + self._pattern(blank)
            end = blank.end()
        self.regex = re.compile(pattern + re.escape(text[end:]))

    def _pattern(self, blank: re.Match[str]) -> str:
        if blank["name"]:
            self.kinds[blank["name"]] = KINDS[blank["kind"]]
            return f"(?P<{blank['name']}>{KINDS[blank['kind']].pattern})"
        if blank["does"]:
            self.tries = blank["tries"]
            return f"(?P<tries>{re.escape(blank['does'])}|{re.escape(blank['tries'])})"
        return f"(?:{blank['ending']})?"

    def is_matching(self, name: str) -> bool:
        return self.regex.fullmatch(name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        match = self.regex.fullmatch(name)
        if match is None:
            return None
        blanks: dict[str, Any] = {blank: kind.read(match[blank]) for blank, kind in self.kinds.items()}
        return blanks if self.tries is None else blanks | {"tries": match["tries"] == self.tries}


class Definition(NamedTuple):
    """A step as it was defined: given, when or then, and its phrase."""

    kind: str
    phrase: Phrase

    def means(self, kind: str, text: str) -> bool:
        return self.kind == kind and self.phrase.is_matching(text)


DEFINITIONS: list[Definition] = []
"""Every step that was defined, in order; a test holds them against the features."""


def given(text: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Define a state that is reached by the shortest way."""
    DEFINITIONS.append(Definition("given", phrase := Phrase(text)))
    return pytest_bdd.given(phrase)


def when(text: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Define the one thing that a scenario does."""
    DEFINITIONS.append(Definition("when", phrase := Phrase(text)))
    return pytest_bdd.when(phrase)


def then(text: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Define what is to be seen afterwards."""
    DEFINITIONS.append(Definition("then", phrase := Phrase(text)))
    return pytest_bdd.then(phrase)
