"""The document as one page that needs nothing from outside: its style and its search are in it."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.features.assemblies import ASSEMBLIES
from tests.features.document import Document

TEMPLATES = Path(__file__).parent / "page"


def page(document: Document, printed_at: str) -> str:
    """Return the page; `printed_at` tells its reader how old it is."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return templates.get_template("specs.html").render(
        document=document,
        meanings={assembly.name: assembly.meaning for assembly in ASSEMBLIES},
        printed_at=printed_at,
        style=text("specs.css"),
        search=text("specs.js"),
    )


def text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
