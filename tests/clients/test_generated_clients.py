"""What other people's tools make of the document: linters find no error, and generated clients do the main job."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import re2

from tests.http.running_server import RunningServer, running_server

HERE = Path(__file__).parent
TOOLS = HERE.parent.parent / ".clients"
DONE = {
    "recorded": "one", "accepted": 2, "duplicates": 1, "refused": [2],
    "problem": ["/problems/plan-limit-exceeded", 402], "used": 10_000, "projects": ["web"], "users": 1, "records": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    with running_server("LOG_LEVEL=ERROR") as running:
        yield running


@pytest.fixture(scope="module")
def document(server: RunningServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("document") / "openapi.json"
    file.write_bytes(httpx.get(f"{server.url}/openapi.json").raise_for_status().content)
    return file


def run(*command: object, folder: Path, given: str = "") -> str:
    """Run a tool of the tests, and return what it printed; fail with all of it when it fails."""
    finished = subprocess.run(
        [str(part) for part in command], cwd=folder, input=given, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, f"{finished.stdout}\n{finished.stderr}"
    return finished.stdout


def tool(name: str) -> Path:
    return TOOLS / "node_modules" / ".bin" / name


def patterns(value: Any) -> Iterator[str]:
    match value:
        case dict():
            yield from (item for name, item in value.items() if name == "pattern" and isinstance(item, str))
            yield from (found for item in value.values() for found in patterns(item))
        case list():
            yield from (found for item in value for found in patterns(item))
        case _:
            return


def test_spectral_finds_no_error(document: Path) -> None:
    (document.parent / "spectral.yaml").write_text('extends: ["spectral:oas"]')

    told = run(
        tool("spectral"), "lint", document, "--ruleset", document.parent / "spectral.yaml", "--fail-severity", "error",
        folder=TOOLS,
    )  # fmt: skip

    assert "error" not in told.replace("with a severity of 'error'", "")


def test_redocly_finds_no_error(document: Path) -> None:
    told = run(tool("redocly"), "lint", document, "--extends", "recommended", "--format", "json", folder=TOOLS)

    assert json.loads(told[told.index("{") :])["totals"]["errors"] == 0


def test_every_pattern_compiles_in_ecma_262_and_in_re2(document: Path) -> None:
    found = sorted(set(patterns(json.loads(document.read_text()))))

    run("node", HERE / "patterns.mjs", folder=TOOLS, given=json.dumps(found))

    assert len(found) > 10
    assert [pattern for pattern in found if not compiles_in_re2(pattern)] == []


def compiles_in_re2(pattern: str) -> bool:
    try:
        re2.compile(pattern)
    except re2.error:
        return False
    return True


def test_a_python_client_does_the_main_job(server: RunningServer, document: Path, tmp_path: Path) -> None:
    here = Path(sys.executable).parent
    generated = run(
        here / "openapi-python-client", "generate", "--path", document, "--meta", "none",
        "--output-path", tmp_path / "tenantry_client", folder=tmp_path,
    )  # fmt: skip
    shutil.copy(HERE / "main_job.py", tmp_path)

    run(here / "mypy", "--strict", "--cache-dir", tmp_path / "cache", "main_job.py", folder=tmp_path)
    seen = run(sys.executable, "main_job.py", server.url, folder=tmp_path)

    assert re.findall(r"(?i)warning|unable|skipping", generated) == []
    assert json.loads(seen) == DONE


def test_a_typescript_client_does_the_main_job(server: RunningServer, document: Path, tmp_path: Path) -> None:
    shutil.copytree(HERE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "node_modules").symlink_to(TOOLS / "node_modules")

    run(tool("openapi-typescript"), document, "--output", "schema.d.ts", folder=tmp_path)
    run(tool("tsc"), folder=tmp_path)
    seen = run("node", "built/main_job.js", server.url, folder=tmp_path)

    assert json.loads(seen) == DONE
