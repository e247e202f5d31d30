"""The page and the prose that a product owner reads."""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.features.catalogue import cases, features
from tests.features.document import Document, document
from tests.features.page import page
from tests.features.prose import print_document
from tests.features.results import ROOT, Ending, Results, why

ASSEMBLIES = ("application", "http-memory", "http-dynamodb")
SEATS = "Seats"
BROKEN = "The last seat can be filled"


def kept(title: str = "") -> Results:
    """Endings as if everything had passed, except one scenario over HTTP."""
    results = Results()
    for case in cases():
        file = case.outline.feature.filename
        for assembly in ("application", "http-dynamodb"):
            results.add(file, case.scenario.name, assembly, Ending(passed=True))
        passed = case.scenario.name != title
        results.add(file, case.scenario.name, "http-memory", Ending(passed, "" if passed else "assert 2 == 3"))
    return results


@pytest.fixture(scope="module")
def told() -> Document:
    return document(features(), kept())


@pytest.fixture(scope="module")
def told_broken() -> Document:
    return document(features(), kept(BROKEN))


def test_the_page_tells_every_feature_rule_and_scenario(told: Document) -> None:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page(told, "1 March 2026")))

    missing = {rule.title for chapter in told.chapters for rule in chapter.rules if escaped(rule.title) not in text}
    assert {feature.name for feature in features() if feature.name not in text} == set()
    assert missing == set()


def kept_also_by(assembly: str, feature: str) -> Results:
    """Every promise kept, and those of one feature by one more assembly."""
    results = kept()
    for case in (case for case in cases() if case.outline.feature.name == feature):
        results.add(case.outline.feature.filename, case.scenario.name, assembly, Ending(passed=True))
    return results


def escaped(text: str) -> str:
    return text.replace("'", "&#39;").replace('"', "&#34;")


def test_the_page_needs_nothing_from_outside(told: Document) -> None:
    written = page(told, "1 March 2026")

    assert re.findall(r"https?://|//[a-z]+\.|src=|@import|url\(", written) == []


def test_a_document_in_which_everything_passed_holds(told: Document) -> None:
    assert told.holds
    assert set(told.assemblies) == set(ASSEMBLIES)
    assert {told.passed(assembly) for assembly in ASSEMBLIES} == {len(told.rows)}


def test_an_assembly_that_runs_some_features_is_held_to_those_alone() -> None:
    partly = document(features(), kept_also_by("a fourth", SEATS))

    assert partly.holds
    assert 0 < partly.passed("a fourth") == partly.meant("a fourth") < len(partly.rows)
    assert [chapter.title for chapter in partly.chapters if "a fourth" in chapter.assemblies] == [SEATS]


def test_a_broken_promise_is_told_for_the_assembly_that_broke_it(told_broken: Document) -> None:
    written = page(told_broken, "1 March 2026")

    assert not told_broken.holds
    assert told_broken.passed("http-memory") == len(told_broken.rows) - 1
    assert "assert 2 == 3" in written


def test_a_scenario_that_did_not_run_is_no_kept_promise() -> None:
    assert not document(features(), Results()).holds


def test_the_prose_reads_like_the_feature(told_broken: Document) -> None:
    (seats,) = [chapter for chapter in told_broken.chapters if chapter.title == SEATS]
    printed = StringIO()

    print_document(Console(file=printed, width=110), Document([seats]))

    assert "Rule  An open invitation holds a seat" in printed.getvalue()
    assert "When Carol accepts the invitation to Acme" in printed.getvalue()
    assert "✓✗ The last seat can be filled" in printed.getvalue()
    assert "http-memory: assert 2 == 3" in printed.getvalue()


def test_a_feature_is_found_by_its_file_or_its_title() -> None:
    assert [feature.name for feature in features("seats")] == [SEATS]
    assert [feature.name for feature in features("Overage and")] == ["Overage and the spend cap"]
    assert features("no such feature") == ()


def test_a_failure_is_told_by_what_was_found() -> None:
    assert why("def step():\n>   assert used == 3\nE   assert 2 == 3\nE    +  where 2 = used") == (
        "assert 2 == 3\n+  where 2 = used"
    )


def test_one_feature_is_run_printed_and_written_by_one_command(tmp_path: Path) -> None:
    target = tmp_path / "specs.html"

    told = subprocess.run(
        [sys.executable, "-m", "tests.features.report", "project_limits", "--page", str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert told.returncode == 0, told.stdout + told.stderr
    assert "1 feature," in told.stdout
    assert "✓✓ No project beyond the plan" in told.stdout
    assert "Project limits" in target.read_text(encoding="utf-8")
    assert "Storage" not in target.read_text(encoding="utf-8")


def test_an_unknown_feature_is_refused_with_the_ones_there_are() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.features.report", "nonsense"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert told.returncode == 2
    assert "no feature is called 'nonsense'" in told.stderr
    assert "seats" in told.stderr
