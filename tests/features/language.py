"""The grammar of a step: typed blanks, and one definition for 'invites' and 'tries to invite'."""

import re
from collections.abc import Callable
from inspect import signature
from typing import Any, NamedTuple, ParamSpec, TypeVar

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
        self.kind_names: dict[str, str] = {}
        self.tries: str | None = None
        pattern, end = "", 0
        for blank in BLANK.finditer(text):
            pattern += re.escape(text[end : blank.start()]) + self._pattern(blank)
            end = blank.end()
        self.fixed = max(BLANK.sub("\n", text).split("\n"), key=len)
        """The longest part without a blank: a sentence that lacks it cannot match, which is quick to see."""
        self.regex = re.compile(pattern + re.escape(text[end:]))

    @property
    def readable(self) -> str:
        """The sentence as a person writes it: its blanks in angle brackets, without their kinds."""
        return BLANK.sub(lambda blank: f"<{blank['name'].replace('_', ' ')}>" if blank["name"] else blank[0], self.name)

    def _pattern(self, blank: re.Match[str]) -> str:
        if blank["name"]:
            self.kinds[blank["name"]] = KINDS[blank["kind"]]
            self.kind_names[blank["name"]] = blank["kind"]
            return f"(?P<{blank['name']}>{KINDS[blank['kind']].pattern})"
        if blank["does"]:
            self.tries = blank["tries"]
            return f"(?P<tries>{re.escape(blank['does'])}|{re.escape(blank['tries'])})"
        return f"(?:{blank['ending']})?"

    def is_matching(self, name: str) -> bool:
        return self.fixed in name and self.regex.fullmatch(name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        match = self.regex.fullmatch(name)
        if match is None:
            return None
        blanks: dict[str, Any] = {blank: kind.read(match[blank]) for blank, kind in self.kinds.items()}
        return blanks if self.tries is None else blanks | {"tries": match["tries"] == self.tries}


class Definition(NamedTuple):
    """A step as it was defined: given, when or then, its phrase, and the function that carries it out."""

    kind: str
    phrase: Phrase
    function: Callable[..., object]

    def means(self, kind: str, text: str) -> bool:
        return self.kind == kind and self.phrase.is_matching(text)

    @property
    def needs(self) -> tuple[str, ...]:
        """What the function is handed: blanks, the driver, the stage, the table below the sentence."""
        return tuple(signature(self.function).parameters)

    @property
    def topic(self) -> str:
        """The module that defines it."""
        return self.function.__module__


DEFINITIONS: list[Definition] = []
"""Every step that was defined; a test holds them against the features."""


class AnySentence(StepParser):
    """Every sentence of one kind that was defined.

    For pytest-bdd it is one step. Of each step it asks pytest for all fixtures that could be meant, twice, which with
    some three hundred definitions took longer than most scenarios.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(f"any {kind}")
        self._kind = kind
        self._known: dict[str, Definition | None] = {}

    def is_matching(self, name: str) -> bool:
        return self._meant(name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        definition = self._meant(name)
        return definition and {"definition": definition, "blanks": definition.phrase.parse_arguments(name)}

    def _meant(self, name: str) -> Definition | None:
        if name not in self._known:
            self._known[name] = next((each for each in DEFINITIONS if each.means(self._kind, name)), None)
        return self._known[name]


def define(kind: str, text: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    phrase = Phrase(text)

    def defined(function: Callable[P, T]) -> Callable[P, T]:
        DEFINITIONS.append(Definition(kind, phrase, function))
        return function

    return defined


def given(text: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Define a state that is reached by the shortest way."""
    return define("given", text)


def when(text: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Define the one thing that a scenario does."""
    return define("when", text)


def then(text: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Define what is to be seen afterwards."""
    return define("then", text)
