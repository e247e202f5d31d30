"""The document as one page that needs nothing from outside: its style and its search are in it."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.features.assemblies import ASSEMBLIES
from tests.features.document import Document
from tests.features.sentences import Topic

TEMPLATES = Path(__file__).parent / "page"


def page(document: Document, printed_at: str, topics: Sequence[Topic] = ()) -> str:
    """Return the page; `printed_at` tells its reader how old it is, `topics` list the sentences to write with."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return templates.get_template("specs.html").render(
        document=document,
        meanings=defaultdict(str, {assembly.name: assembly.meaning for assembly in ASSEMBLIES}),
        printed_at=printed_at,
        topics=topics,
        style=text("specs.css"),
        search=text("specs.js"),
    )


def text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
