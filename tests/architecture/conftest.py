"""Trees of source code that break one rule each."""

from collections.abc import Mapping
from pathlib import Path

import pytest


class Plot:
    """An empty piece of ground on which a source tree is planted."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def plant(self, files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self.root


@pytest.fixture
def plot(tmp_path: Path) -> Plot:
    return Plot(tmp_path)
