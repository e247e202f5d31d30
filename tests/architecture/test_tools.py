"""The tools that guard the code are set up so that they do fail: import-linter, ruff's banned names, mypy."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.conftest import Plot
from tests.architecture.source_tree import REPOSITORY

TOOLS = Path(sys.executable).parent
SETTINGS = REPOSITORY / "pyproject.toml"
BANNED = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]["flake8-tidy-imports"][
    "banned-api"
]

FORGETFUL_ADAPTER = '''"""A clock without hands."""

from typing import Protocol, final


class Clock(Protocol):
    def now(self) -> str: ...


@final
class Stopped(Clock):
    pass


STOPPED = Stopped()
'''


def run(*command: str, at: Path) -> str:
    return subprocess.run(command, cwd=at, capture_output=True, text=True, check=False).stdout


@pytest.fixture(scope="session")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> str:
    planted = Plot(tmp_path_factory.mktemp("layers")).plant(
        {
            "pyproject.toml": SETTINGS.read_text(encoding="utf-8"),
            "domain/__init__.py": "",
            "domain/ids.py": "import application.authorise\n",
            "application/__init__.py": "",
            "application/authorise.py": "import flask\n",
            "adapters/__init__.py": "",
            "adapters/memory.py": "",
            "entrypoints/__init__.py": "",
            "entrypoints/wsgi.py": "import adapters.memory\n",
        }
    )
    return run(str(TOOLS / "lint-imports"), "--no-cache", at=planted)


@pytest.mark.parametrize(
    "contract",
    [
        "Imports point inwards: entrypoints, adapters, application, domain",
        "The domain and the application know no library",
        "Only the container names adapters",
    ],
)
def test_import_linter_breaks_on_a_planted_import(contract: str, verdicts: str) -> None:
    assert f"{contract} BROKEN" in verdicts


def test_ruff_refuses_every_banned_name(plot: Plot) -> None:
    imports = "\n".join(f"import {name.rpartition('.')[0] or name}" for name in BANNED)
    calls = "\n".join(f"print({name})" for name in BANNED)
    planted = plot.plant({"domain/cheat.py": f"{imports}\n\n{calls}\n", "pyproject.toml": SETTINGS.read_text("utf-8")})

    answer = run(
        str(TOOLS / "ruff"),
        "check",
        "--no-cache",
        "--select",
        "TID251",
        "--output-format",
        "json",
        ".",
        at=planted,
    )

    assert {finding["message"].partition("`")[2].partition("`")[0] for finding in json.loads(answer)} == set(BANNED)


def test_mypy_names_the_method_that_an_adapter_forgot(plot: Plot) -> None:
    planted = plot.plant({"clock.py": FORGETFUL_ADAPTER})

    answer = run(str(TOOLS / "mypy"), "--strict", "--cache-dir", str(planted / "cache"), "clock.py", at=planted)

    assert 'Cannot instantiate abstract class "Stopped" with abstract attribute "now"' in answer
