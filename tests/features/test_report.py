"""The page and the prose that a product owner reads."""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.features.catalogue import cases, features, file_of
from tests.features.document import Document, document
from tests.features.page import page
from tests.features.prose import print_document
from tests.features.results import ROOT, Ending, Results
from tests.features.sentences import topics

ASSEMBLIES = ("application", "http-memory", "http-dynamodb")
SEATS = "Seats"
FOUND = "expected 11 seats, was 10"
BROKEN = "The last seat can be filled"


def kept(title: str = "") -> Results:
    """Endings as if everything had passed, except one scenario over HTTP."""
    results = Results()
    for case in cases():
        file = file_of(case.outline.feature)
        for assembly in ("application", "http-dynamodb"):
            results.add(file, case.scenario.name, assembly, Ending(passed=True))
        passed = case.scenario.name != title
        results.add(file, case.scenario.name, "http-memory", Ending(passed, "" if passed else FOUND))
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
        results.add(file_of(case.outline.feature), case.scenario.name, assembly, Ending(passed=True))
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
    assert FOUND in written


def test_a_scenario_that_did_not_run_is_no_kept_promise() -> None:
    assert not document(features(), Results()).holds


def test_the_prose_reads_like_the_feature(told_broken: Document) -> None:
    (seats,) = [chapter for chapter in told_broken.chapters if chapter.title == SEATS]
    printed = StringIO()

    print_document(Console(file=printed, width=110), Document([seats]))

    assert "Rule  An open invitation holds a seat" in printed.getvalue()
    assert "When Carol accepts the invitation to Acme" in printed.getvalue()
    assert "✓✗ The last seat can be filled" in printed.getvalue()
    assert f"{FOUND} – in http-memory" in printed.getvalue()


def test_a_feature_is_found_by_its_file_or_its_title() -> None:
    assert [feature.name for feature in features("seats")] == [SEATS]
    assert [feature.name for feature in features("Overage and")] == ["Overage and the spend cap"]
    assert features("no such feature") == ()


def test_a_failed_step_is_marked_and_told_once_with_the_assemblies_in_which_it_failed() -> None:
    results = Results()
    (case,) = [case for case in cases() if case.scenario.name == BROKEN]
    step = case.scenario.steps[-1]
    ending = Ending(passed=False, why=FOUND, line=step.line_number)
    results.add(file_of(case.outline.feature), BROKEN, "application", ending)
    results.add(file_of(case.outline.feature), BROKEN, "http-memory", ending)
    broken = document([case.outline.feature], results)
    printed = StringIO()

    print_document(Console(file=printed, width=110), broken)

    assert printed.getvalue().count(FOUND) == page(broken, "1 March 2026").count(FOUND) == 1
    assert f"{FOUND} – in application, http-memory" in printed.getvalue()
    assert re.search(rf"✗ +\w+ {re.escape(step.name)}", printed.getvalue())
    assert re.search(rf"broken.*\n?.*{re.escape(step.name)}", page(broken, "1 March 2026"))


def test_every_anchor_of_the_page_is_one_chapter(told: Document) -> None:
    slugs = [chapter.slug for chapter in told.chapters]

    assert sorted(set(slugs)) == sorted(slugs)


def test_a_chapter_that_has_not_run_says_so(told: Document) -> None:
    assert "Not run." in page(document(features("seats"), Results()), "1 March 2026")
    assert "Not run." not in page(told, "1 March 2026")


def test_the_others_keep_their_last_results_with_their_time() -> None:
    older, newer = Results(), Results()
    older.add("a.feature", "gone", "application", Ending(passed=True, at="yesterday"))
    older.add("b.feature", "kept", "application", Ending(passed=True, at="yesterday"))
    newer.add("a.feature", "new", "application", Ending(passed=False, at="today"))

    both = newer.over(older)

    assert both.of("a.feature", "gone") == {}
    assert both.of("a.feature", "new")["application"].at == "today"
    assert both.of("b.feature", "kept")["application"].at == "yesterday"


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    results = Results()
    results.add("a.feature", "a title", "application", Ending(passed=False, why=FOUND, line=7, at="today"))

    results.write(tmp_path / "specs.json")

    assert Results.read(tmp_path / "specs.json").rows() == results.rows()
    assert Results.read(tmp_path / "nowhere.json").rows() == []


def test_the_page_lists_the_sentences_to_write_with(told: Document) -> None:
    text = page(told, "1 March 2026", topics())

    assert "What people get by mail" in text
    assert "tries to invite]" in text


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
    assert "Not run." in target.read_text(encoding="utf-8")
    assert set(read_assemblies(target.with_suffix(".json"))) == {"application", "http-memory"}


def read_assemblies(kept_beside: Path) -> list[str]:
    return [assembly for _, _, assembly, _ in Results.read(kept_beside).rows()]


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
