"""A web server's log, imported over HTTP: whatever happens on the way, each line counts once."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from entrypoints.import_log import SAMPLE_LOG
from tests.http.dead_line import line_that_dies
from tests.http.running_server import Company, RunningServer, running_server
from tests.surroundings import access_log

LOG = access_log() or SAMPLE_LOG
BATCH = 100
# A shell that starts the tests in the background makes them, and what they start, deaf to SIGINT.
COMMAND_LINE = """
import signal
from entrypoints.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main(prog_name="tenantry")
"""


@dataclass(frozen=True)
class Totals:
    """What a log amounts to, counted without the code under test."""

    requests: int
    sized: int
    bytes: int

    @classmethod
    def of(cls, log: Path) -> "Totals":
        """A line is readable when its three quoted fields are closed; its size stands behind the status."""
        lines = log.read_bytes().replace(rb"\"", b"").removesuffix(b"\n").split(b"\n")
        sizes = [fields[2].split()[1] for line in lines if len(fields := line.split(b'"')) == 7]
        numbers = [int(size) for size in sizes if size != b"-"]
        return cls(len(sizes), len(numbers), sum(numbers))

    @property
    def records(self) -> int:
        return self.requests + self.sized


TOTALS = Totals.of(LOG)


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    with running_server() as server:
        yield server


@pytest.fixture
def acme(server: RunningServer) -> Company:
    return server.founded("pro")


def command(acme: Company, *more: str, log: Path = LOG, url: str | None = None) -> list[str]:
    return [
        *(sys.executable, "-c", COMMAND_LINE, "import-log", str(log)),
        *("--organization", acme.org_id, "--project", acme.project_id, "--api-key", acme.key),
        *("--url", url or acme.url, "--batch-size", str(BATCH), *more),
    ]


def into_this_cycle(acme: Company) -> tuple[str, str, str, str]:
    return ("--into", acme.cycle, "--as-of", acme.as_of)


def run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, capture_output=True, text=True, timeout=120, check=False)


def assert_counted_once(acme: Company) -> None:
    assert acme.used("api_call") == TOTALS.requests
    assert acme.used("bandwidth") == TOTALS.bytes


def test_a_log_imported_twice_counts_once(acme: Company) -> None:
    first = run(command(acme, *into_this_cycle(acme)))
    again = run(command(acme, *into_this_cycle(acme)))

    assert (first.returncode, again.returncode) == (0, 0)
    assert f"{TOTALS.records:,} records accepted, 0 counted before, 0 refused." in first.stdout
    assert f"0 records accepted, {TOTALS.records:,} counted before, 0 refused." in again.stdout
    assert_counted_once(acme)


def test_an_import_killed_half_way_is_finished_by_the_next_one(acme: Company) -> None:
    with line_that_dies(acme.url, after=TOTALS.records // BATCH // 2) as line:
        killed = subprocess.Popen(command(acme, *into_this_cycle(acme), url=line.url))
        assert line.dead.wait(60)
        killed.kill()
        killed.wait()
    counted_when_killed = acme.used("api_call")

    again = run(command(acme, *into_this_cycle(acme)))

    assert 0 < counted_when_killed < TOTALS.requests
    assert again.returncode == 0
    assert_counted_once(acme)


def test_an_import_that_is_interrupted_says_how_to_go_on(acme: Company) -> None:
    with line_that_dies(acme.url, after=1) as line:
        interrupted = subprocess.Popen(
            command(acme, *into_this_cycle(acme), url=line.url), stderr=subprocess.PIPE, text=True
        )
        assert line.dead.wait(60)
        interrupted.send_signal(signal.SIGINT)
        _, told = interrupted.communicate(timeout=60)

    again = run(command(acme, *into_this_cycle(acme)))

    assert interrupted.returncode == 130
    assert "Run the same command again to go on: nothing is counted twice." in told
    assert again.returncode == 0
    assert_counted_once(acme)


def test_a_log_from_before_the_company_is_refused_and_the_way_out_is_told(acme: Company) -> None:
    result = run(command(acme))

    assert result.returncode == 1
    assert f"0 records accepted, 0 counted before, {TOTALS.records:,} refused." in result.stdout
    assert f"{TOTALS.requests:,} api_call refused as invalid-request" in result.stdout
    assert "--into YYYY-MM --as-of TIME" in result.stdout
    assert acme.used("api_call") == 0


def test_lines_that_could_not_be_read_are_told_by_number(acme: Company) -> None:
    result = run(command(acme, *into_this_cycle(acme), log=SAMPLE_LOG))

    assert "Lines that could not be read: 119, 234" in result.stdout


def test_a_log_counts_up_to_the_plans_limit_and_the_rest_is_told(server: RunningServer) -> None:
    small = server.founded("free")
    small.record("earlier", 9_900)

    result = run(command(small, *into_this_cycle(small), log=SAMPLE_LOG))

    assert result.returncode == 1
    assert "198 api_call refused as plan-limit-exceeded" in result.stdout
    assert small.used("api_call") == 10_000


def test_the_same_log_is_not_counted_at_another_time_as_well(acme: Company) -> None:
    run(command(acme, *into_this_cycle(acme), log=SAMPLE_LOG))

    elsewhere = run(command(acme, "--into", acme.cycle, "--as-of", f"{acme.cycle}-01T00:00:00Z", log=SAMPLE_LOG))

    assert elsewhere.returncode == 1
    assert "api_call refused as conflict" in elsewhere.stdout
    assert acme.used("api_call") == Totals.of(SAMPLE_LOG).requests


def test_a_wrong_key_ends_the_import_in_one_line(acme: Company) -> None:
    result = run([*command(acme, *into_this_cycle(acme)), "--api-key", "sk_live_wrong"])

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith("Error: Not everything was sent: the server answers 401 ")
    assert acme.used("api_call") == 0
