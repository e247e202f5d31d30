"""The sentences of the features and the definitions of the steps belong together, one to one."""

from collections.abc import Sequence

from tests.features.catalogue import cases
from tests.features.language import DEFINITIONS, Definition, Phrase

SENTENCES = sorted({(step.type, step.name) for case in cases() for step in case.scenario.steps})


def definitions_of(kind: str, sentence: str, definitions: Sequence[Definition] = DEFINITIONS) -> list[str]:
    return [each.phrase.name for each in definitions if each.means(kind, sentence)]


def test_every_sentence_has_one_definition() -> None:
    meanings = {sentence: definitions_of(*sentence) for sentence in SENTENCES}

    assert {sentence: found for sentence, found in meanings.items() if len(found) != 1} == {}


def test_every_definition_is_used() -> None:
    unused = [each for each in DEFINITIONS if not any(each.means(*sentence) for sentence in SENTENCES)]

    assert [(each.kind, each.phrase.name) for each in unused] == []


def test_a_sentence_that_means_two_things_is_found() -> None:
    twin = Definition("then", Phrase("{company:Company} is active"), print)

    found = definitions_of("then", "Acme is active", [*DEFINITIONS, twin])

    assert len(found) == 2


def test_a_phrase_reads_its_blanks() -> None:
    phrase = Phrase("{project:Name} [uses|tries to use] {number:Count} seat(s)")

    assert phrase.parse_arguments('"Website" tries to use 1,000 seats') == {
        "project": "Website",
        "number": 1000,
        "tries": True,
    }
    assert phrase.parse_arguments('"Website" uses 1 seat') == {
        "project": "Website",
        "number": 1,
        "tries": False,
    }
    assert phrase.parse_arguments('"Website" uses some seats') is None
