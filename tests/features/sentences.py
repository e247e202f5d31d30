"""The sentences that scenarios can use: by topic, with blanks and an example, and the nearest to an unknown one."""

import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby
from pathlib import Path
from pkgutil import iter_modules

from pytest_bdd.parser import Step

from tests.features.catalogue import Case, cases, file_of
from tests.features.language import DEFINITIONS, Definition

STEPS = Path(__file__).parent / "steps"
MODULES = tuple(f"tests.features.steps.{module.name}" for module in iter_modules([str(STEPS)]))
NEAREST = 3
KINDS = ("given", "when", "then")
SEVERAL = 4
DETAIL = re.compile(r'"[^"]*"|\$?\d[\d,.:]*|\b(Alice|Bob|Carol|Dave|Mallory|Acme|Globex)\b')


@dataclass(frozen=True)
class Blank:
    """One blank of a sentence: its name, its kind, and values that the features give it."""

    name: str
    kind: str
    values: Sequence[str]


@dataclass(frozen=True)
class Sentence:
    """One sentence: given, when or then, how it reads, its blanks, and one that a feature uses."""

    keyword: str
    text: str
    blanks: Sequence[Blank]
    example: str


@dataclass(frozen=True)
class Topic:
    title: str
    sentences: Sequence[Sentence]


def definitions() -> list[Definition]:
    """Return every definition, with the modules that hold them imported."""
    for module in MODULES:
        importlib.import_module(module)
    return DEFINITIONS


def topics(wanted: str = "") -> list[Topic]:
    """Return the sentences that contain the wanted words, by the modules that define them."""
    written = steps_written()
    found = sorted(definitions(), key=lambda each: (each.topic, KINDS.index(each.kind)))
    grouped = [
        Topic(
            title_of(module),
            [sentence(each, written) for each in group if wanted.lower() in each.phrase.readable.lower()],
        )
        for module, group in groupby(found, key=lambda each: each.topic)
    ]
    return [topic for topic in grouped if topic.sentences]


def title_of(module: str) -> str:
    text = importlib.import_module(module).__doc__ or module
    return text.strip().rstrip(".")


@cache
def steps_written() -> dict[tuple[str, str], None]:
    """Return every sentence of the features once, with its kind, in the order in which they are written."""
    return {(step.type, step.name): None for case in cases() for step in case.scenario.steps}


def sentence(definition: Definition, written: Iterable[tuple[str, str]]) -> Sentence:
    uses = [text for kind, text in written if definition.means(kind, text)]
    phrase = definition.phrase
    return Sentence(
        definition.kind.capitalize(), phrase.readable, [blank(definition, name, uses) for name in phrase.kinds],
        uses[0] if uses else "",
    )  # fmt: skip


def blank(definition: Definition, name: str, uses: Sequence[str]) -> Blank:
    phrase = definition.phrase
    values = dict.fromkeys(match[name] for use in uses if (match := phrase.regex.fullmatch(use)))
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", phrase.kind_names[name]).lower()
    return Blank(name.replace("_", " "), kind, list(values)[:SEVERAL])


@dataclass(frozen=True)
class Unknown:
    """A sentence that means nothing yet, where it stands, and the nearest that mean something."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {unknown_in_words(self.text)}"


def unknown(chosen: Iterable[Case]) -> Iterator[Unknown]:
    """Find the sentences that have no definition, each place once."""
    seen = set()
    for case in chosen:
        for step in case.scenario.steps:
            found = Unknown(place_of(case, step), step.name)
            if found not in seen and not any(each.means(step.type, step.name) for each in definitions()):
                seen.add(found)
                yield found


def place_of(case: Case, step: Step) -> str:
    return f"{file_of(case.outline.feature)}:{step.line_number}"


def unknown_in_words(text: str) -> str:
    near = "".join(f"\n    {each.kind.capitalize()} {each.phrase.readable}" for each in nearest(text))
    return f"no sentence reads “{text}”. The nearest are:{near}"


def nearest(text: str) -> list[Definition]:
    """Return the definitions whose sentences are most like this one, the nearest first."""
    wanted = plain(text)
    matcher = SequenceMatcher(b=wanted, autojunk=False)

    def likeness(definition: Definition) -> float:
        without_blanks = re.sub(r"<[^>]*>", "…", definition.phrase.readable)
        matcher.set_seq1(re.sub(r"\[([^|]*)\|[^]]*\]", r"\1", without_blanks))
        return matcher.ratio()

    return sorted(definitions(), key=likeness, reverse=True)[:NEAREST]


def plain(text: str) -> str:
    """Leave out of a sentence what fills its blanks."""
    return DETAIL.sub("…", text)
