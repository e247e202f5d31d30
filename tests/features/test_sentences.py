"""What helps a person to write: the list of sentences, the nearest to an unknown one, and where a slip is."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.features import report, steps_report
from tests.features.catalogue import cases, features
from tests.features.language import DEFINITIONS
from tests.features.sentences import nearest, steps_written, topics, unknown, unknown_in_words

PLANTED = Path(__file__).parent / "planted"
BACKGROUND = """Feature: Slips
  Somebody who writes a scenario makes a slip and wants to know at once where it is and what was meant instead of it.

  Rule: A slip is found
    Scenario: One
"""


def test_every_sentence_is_listed_with_an_example() -> None:
    listed = [sentence for topic in topics() for sentence in topic.sentences]

    assert len(listed) == len(DEFINITIONS)
    assert [sentence.text for sentence in listed if not sentence.example] == []
    assert [sentence.text for sentence in listed for blank in sentence.blanks if not blank.values] == []


def test_every_sentence_means_one_thing() -> None:
    meant = {
        text: [definition.phrase.name for definition in DEFINITIONS if definition.means(kind, text)]
        for kind, text in steps_written()
    }

    assert {text: phrases for text, phrases in meant.items() if len(phrases) > 1} == {}


def test_the_list_is_printed_and_narrowed_by_words() -> None:
    printed = CliRunner().invoke(steps_report.main, ["filled"]).output

    assert "The users of a company: their seats and roles" in printed
    assert "Then <company> has filled <seats> seat(s)" in printed
    assert "e.g. Then Acme has filled" in printed


def test_an_unknown_sentence_gets_the_nearest_three() -> None:
    near = [each.phrase.readable for each in nearest("Alice invite Bob to Acme as a member")]

    assert "<who> [invites|tries to invite] <invitee> to <company> as <role>" in near
    assert len(near) == 3
    assert unknown_in_words("Alice flies").count("\n") == 3


def test_unknown_sentences_are_found_with_their_file_and_line() -> None:
    (first, *_) = unknown(cases(PLANTED))

    assert str(first).startswith("tests/features/planted/careless.feature:")


def test_a_misspelt_keyword_says_the_file_and_the_line(tmp_path: Path) -> None:
    (tmp_path / "slips.feature").write_text(BACKGROUND + "      When Alice closes Acme\n      Thn Acme is closing\n")

    with pytest.raises(SystemExit) as ended:
        report.read(folder=tmp_path)

    assert "slips.feature:7: “Thn Acme is closing” cannot be read here" in str(ended.value)


def test_a_misspelt_first_keyword_is_found_too(tmp_path: Path) -> None:
    (tmp_path / "slips.feature").write_text(BACKGROUND + "      Givn Alice owns Acme, on the free plan\n")

    told = "\n".join(report.mistakes(features(folder=tmp_path)))

    assert "slips.feature:5 One: Givn Alice owns Acme" in told


def test_a_breach_of_style_and_an_unknown_sentence_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "slips.feature").write_text(BACKGROUND + "      When Alice clicks the button\n")

    told = "\n".join(report.mistakes(features(folder=tmp_path)))

    assert "slips.feature:6: no sentence reads “Alice clicks the button”" in told
    assert "(the rule: a sentence says nothing technical)" in told
