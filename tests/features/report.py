"""Runs features, prints them as prose, and writes them as one page: `python -m tests.features.report [FEATURE]`."""

import sys
from pathlib import Path

import click
from rich.console import Console

from adapters.system.clocks import SystemClock
from tests.features.catalogue import features
from tests.features.document import document
from tests.features.page import page
from tests.features.prose import print_document
from tests.features.results import ROOT, run

WORTH_TWO_PROCESSES = 4
"""Features from which starting workers costs less than it saves."""


@click.command()
@click.argument("words", metavar="[FEATURE]", nargs=-1)
@click.option("--page", "target", type=click.Path(path_type=Path), default=ROOT / "build" / "specs.html")
def main(words: tuple[str, ...], target: Path) -> None:
    """Run the features whose file name or title contains FEATURE (all of them by default)."""
    console, feature = Console(highlight=False), " ".join(words)
    chosen = features(feature)
    if not chosen:
        names = ", ".join(Path(each.filename).stem for each in features())
        raise click.BadParameter(f"no feature is called {feature!r}; there are: {names}")
    with console.status(f"Running {len(chosen)} features …"):
        results, printed = run(feature, processes=2 if len(chosen) >= WORTH_TWO_PROCESSES else 0)
    told = document(chosen, results)
    print_document(console, told)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(told, f"{SystemClock().now():%d %B %Y, %H:%M} UTC"), encoding="utf-8")
    console.print(f"The page: {target}", soft_wrap=True)
    if not told.rows[0].endings:
        console.print(printed)
    sys.exit(0 if told.holds else 1)


if __name__ == "__main__":
    main()
