"""`make run STORAGE=dynamodb`, as a new user meets it: what was entered is there after a restart."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from tests.http.test_serve_and_demo import Started, nobody_listens, run, started

TABLE = "STORAGE=dynamodb"
PASSWORD = "correct horse battery staple"


def companies_of(server: Started, email: str) -> tuple[str, list[str]]:
    """Log in, and return the token and the names of the person's companies."""
    answer = httpx.post(f"{server.url}/auth/login", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return answer.json()["access_token"], [line["name"] for line in answer.json()["organizations"]]


def calls_used(server: Started, token: str) -> int:
    """Return how many API calls Acme has used this month."""
    org_id = next(line for line in server.greeting if line.startswith("Acme Corp")).rpartition(" ")[2]
    report = httpx.get(f"{server.url}/organizations/{org_id}/usage", headers={"Authorization": f"Bearer {token}"})
    return int(next(line["quantity"] for line in report.json()["meters"] if line["meter"] == "api_call"))


def record(server: Started) -> None:
    """Paste the line that records 1,000 calls with Acme's key."""
    pasted = next(line for line in server.lines_to_paste if "/resources " in line)
    done = subprocess.run(["/bin/sh", "-c", pasted], capture_output=True, text=True, check=True)
    assert '"resource_id"' in done.stdout, done.stdout


def test_everything_is_there_after_a_restart_and_planted_once(tmp_path: Path) -> None:
    with started(TABLE, folder=tmp_path) as first:
        token, _ = companies_of(first, "alice@acme.example")
        before = calls_used(first, token)
        record(first)

    with started(TABLE, folder=tmp_path) as second:
        again, _ = companies_of(second, "alice@acme.example")
        _, names = companies_of(second, "bob@acme.example")
        record(second)

        assert sorted(names) == ["Acme Corp", "Globex"]
        assert calls_used(second, again) == before + 2_000


def test_a_server_that_is_killed_has_lost_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    with started(TABLE, folder=tmp_path) as first:
        token, _ = companies_of(first, "alice@acme.example")
        before = calls_used(first, token)
        record(first)
        os.killpg(first.process.pid, signal.SIGKILL)
        first.process.wait()

    with started(TABLE, folder=tmp_path) as second:
        again, _ = companies_of(second, "alice@acme.example")

        assert calls_used(second, again) == before + 1_000


def test_ctrl_c_ends_the_server_and_its_dynamodb(tmp_path: Path) -> None:
    with started(TABLE, folder=tmp_path) as server:
        where = next(line for line in server.greeting if "DynamoDB table" in line)

        os.killpg(server.process.pid, signal.SIGINT)

        assert server.process.wait(20) == 0
        assert nobody_listens(server.url)
        assert nobody_listens(where.partition(" at ")[2].partition(". ")[0])


def test_a_dynamodb_that_is_named_is_used_and_a_table_made_in_it(dynamodb_endpoint: str, tmp_path: Path) -> None:
    named = f"DYNAMODB_TABLE=served-{tmp_path.name}"
    with started(TABLE, f"DYNAMODB_ENDPOINT={dynamodb_endpoint}", named, folder=tmp_path) as server:
        assert httpx.get(f"{server.url}/ready").status_code == 200

    assert not (tmp_path / ".data" / "dynamodb").exists()


def test_the_command_line_makes_the_table_once(dynamodb_endpoint: str, tmp_path: Path) -> None:
    where = (f"DYNAMODB_ENDPOINT={dynamodb_endpoint}", f"DYNAMODB_TABLE=by-command-{tmp_path.name}")
    command = ("/usr/bin/env", *where, sys.executable, "-m", "entrypoints.cli", "create-table")

    made, again = run(*command), run(*command)

    assert (made.returncode, again.returncode) == (0, 0)
    assert made.stdout == f"by-command-{tmp_path.name}: made\n"
    assert again.stdout == f"by-command-{tmp_path.name}: there already, and as it should be\n"


def test_on_a_table_a_server_of_ones_own_must_be_given_secrets(tmp_path: Path) -> None:
    refused = run(
        "/usr/bin/env", TABLE, sys.executable, "-c",
        "from entrypoints.wsgi import application; application()",
    )  # fmt: skip

    assert refused.returncode == 1
    assert ": it must be given, as all processes on one table share it" in refused.stderr
