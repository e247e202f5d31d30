"""Runs features, prints them as prose, and writes them as one page: `python -m tests.features.report [FEATURE]`."""

import gc
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import click
from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.parser import Feature
from rich.console import Console

from adapters.system.clocks import SystemClock
from tests.features.catalogue import FEATURES, ROOT, cases_of, features, file_named
from tests.features.document import document
from tests.features.page import page
from tests.features.prose import print_document
from tests.features.results import Results, run
from tests.features.sentences import topics, unknown
from tests.features.style import breaches

COLLECT_SELDOM = 100_000
"""New objects between looks for garbage: a run is short, and the looks took a tenth of its time."""

WORTH_TWO_PROCESSES = 4
"""Features from which starting workers costs less than it saves."""


@click.command()
@click.argument("words", metavar="[FEATURE]", nargs=-1)
@click.option("--everywhere", is_flag=True, help="Run every assembly: on DynamoDB and with the twin of Stripe, too.")
@click.option("--page", "target", type=click.Path(path_type=Path), default=ROOT / "build" / "specs.html")
def main(words: tuple[str, ...], target: Path, *, everywhere: bool) -> None:
    """Run the features whose file name or title contains FEATURE (all of them by default)."""
    gc.set_threshold(COLLECT_SELDOM)
    console, wanted = Console(highlight=False), " ".join(words)
    written, chosen = read(), read(wanted)
    if not chosen:
        names = ", ".join(Path(each.filename).stem for each in written)
        raise click.BadParameter(f"no feature is called {wanted!r}; there are: {names}")
    wrong = mistakes(chosen)
    for line in wrong:
        console.print(line, style="red", markup=False, soft_wrap=True)
    at = f"{SystemClock().now():%d %B %Y, %H:%M} UTC"
    with console.status(f"Running {len(chosen)} features …"), redirect_stdout(StringIO()) as printed:
        results = run(wanted, everywhere=everywhere, at=at, processes=2 if len(chosen) >= WORTH_TWO_PROCESSES else 0)
    told = document(chosen, results)
    print_document(console, told)
    if not any(row.endings for row in told.rows):
        console.print(printed.getvalue(), markup=False)
    write_page(target, written, results, at)
    console.print(f"The page: {target}", soft_wrap=True)
    sys.exit(0 if told.holds and not wrong else 1)


def mistakes(chosen: tuple[Feature, ...]) -> list[str]:
    """Return what breaks the rules of style, and the sentences that mean nothing, before anything runs."""
    return [*breaches(list(cases_of(chosen))), *map(str, unknown(cases_of(chosen)))]


def read(wanted: str = "", folder: Path = FEATURES) -> tuple[Feature, ...]:
    """Return the wanted features, or end with the file and the line of what cannot be read."""
    try:
        return features(wanted, folder)
    except GherkinParseError as error:
        place = f"{file_named(error.filename)}:{error.line}"
        sys.exit(f"{place}: “{error.line_content.strip()}” cannot be read here. {error.message}")


def write_page(target: Path, written: tuple[Feature, ...], results: Results, at: str) -> None:
    """Write every chapter: those that did not run now with their last results, which are kept beside the page."""
    target.parent.mkdir(parents=True, exist_ok=True)
    kept = target.with_suffix(".json")
    both = results.over(Results.read(kept))
    both.write(kept)
    target.write_text(page(document(written, both), at, topics()), encoding="utf-8")


if __name__ == "__main__":
    main()
