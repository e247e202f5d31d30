"""What the command `import-log` says before it sends anything."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from entrypoints.cli import main
from entrypoints.import_log import SAMPLE_LOG


def import_log(*arguments: str, file: str = str(SAMPLE_LOG)) -> Result:
    named = ["--organization", "org_acme", "--project", "prj_web", "--api-key", "sk_live_1"]
    return CliRunner().invoke(main, ["import-log", file, *named, *arguments])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--into", "2026-03"], "--into and --as-of go together."),
        (["--as-of", "2026-03-02T00:00:00Z"], "--into and --as-of go together."),
        (["--into", "March", "--as-of", "2026-03-02T00:00:00Z"], "a billing cycle is written YYYY-MM"),
        (["--into", "2026-13", "--as-of", "2026-03-02T00:00:00Z"], "no such billing cycle: 2026-13"),
        (["--into", "2026-03", "--as-of", "noon"], "a time is written like 2026-11-23T09:00:00Z"),
        (["--into", "2026-03", "--as-of", "2026-03-02T00:00:00"], "the time needs a zone"),
        (["--into", "2026-03", "--as-of", "0001-01-01T00:00:00+01:00"], "a time is written like"),
        (["--into", "2026-03", "--as-of", "2026-04-01T00:00:00Z"], "is not in the cycle 2026-03"),
        (
            ["--into", "2026-03", "--as-of", "2026-03-01T00:00:00+01:00"],
            "2026-02-28T23:00:00Z is not in the cycle",
        ),
        (["--batch-size", "1001"], "1001 is not in the range"),
        (["--organization", "../org_globex"], "an id has letters, digits and _ only"),
        (["--project", ""], "an id has letters, digits and _ only"),
        (["--api-key", "sk\nlive"], "that is not an API key"),
        (["--url", "tenantry.example.com"], "the address is written like"),
        (["--url", "ftp://tenantry.example.com"], "the address is written like"),
        (["--url", "http://[::1"], "the address is written like"),
        (["--url", "http://tenantry.example.com:port"], "the address is written like"),
    ],
)
def test_a_wrong_argument_is_told_in_one_line(arguments: list[str], told: str) -> None:
    result = import_log(*arguments)

    assert result.exit_code == 2
    assert told in result.stderr.splitlines()[-1]


def test_a_key_is_needed_and_may_come_from_the_environment() -> None:
    result = CliRunner().invoke(
        main, ["import-log", str(SAMPLE_LOG), "--organization", "org_acme", "--project", "prj_web"]
    )

    assert result.exit_code == 2
    assert "TENANTRY_API_KEY" in result.stderr


def test_a_file_that_is_no_access_log_is_not_imported(tmp_path: Path) -> None:
    picture = tmp_path / "holiday.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00")

    result = import_log(file=str(picture))

    assert result.exit_code == 1
    assert "is not an access log in the combined format" in result.stderr


def test_an_empty_log_is_an_import_of_nothing(tmp_path: Path) -> None:
    quiet = tmp_path / "access.log"
    quiet.touch()

    result = import_log(file=str(quiet))

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{quiet}: 0 of 0 lines are requests.",
        "0 records accepted, 0 counted before, 0 refused.",
    ]


def test_a_pipe_is_not_imported_for_it_cannot_be_read_twice(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    result = import_log(file=str(pipe))

    assert result.exit_code == 1
    assert "is not a file that can be read twice" in result.stderr
