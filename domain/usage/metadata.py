"""The metadata of a usage record: a few short texts of its sender, kept with it."""

from collections.abc import Mapping
from typing import Final, TypeVar

M = TypeVar("M", bound=Mapping[str, str])

MOST_ENTRIES: Final = 50
MOST_BYTES: Final = 4_096
"""Of all names and values together, in UTF-8: a record is charged by its quantity, not by what is stored with it."""


def check_size(metadata: M) -> M:
    """Return metadata that is not too large; ValueError when it is."""
    texts = "".join((*metadata, *metadata.values()))
    if len(texts) > MOST_BYTES or len(texts.encode()) > MOST_BYTES:
        raise ValueError(f"the names and values together have at most {MOST_BYTES:,} bytes in UTF-8")
    return metadata
