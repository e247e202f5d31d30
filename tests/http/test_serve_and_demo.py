"""`make run` and `make demo`, as a new user meets them."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import httpx
import pytest

import adapters.catalogue
from adapters.http.server.limits import Limits
from tests.http.running_server import free_port

OUR_PLANS = Path(adapters.catalogue.__file__).with_name("catalogue.json")
LAST_LINE = "/dev/outbox"
SERVE = (sys.executable, "-m", "entrypoints.serve")
STATUS_TO_STDERR = 'write-out = "%{stderr}%{http_code}\\n"\n'
STATUSES = re.compile(r"^\d{3}$", re.MULTILINE)


@dataclass(frozen=True)
class Started:
    """A server that has greeted, and the lines that it printed."""

    url: str
    process: subprocess.Popen[str]
    greeting: tuple[str, ...]

    @property
    def lines_to_paste(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.greeting if line.startswith("    ") and "@" not in line.split()[0])


@contextmanager
def started(*variables: str, last: str = LAST_LINE, folder: Path | None = None) -> Iterator[Started]:
    """Run `make run`'s command on a free port, in a folder, until the block ends."""
    port = free_port()
    process = subprocess.Popen(
        ["/usr/bin/env", f"PORT={port}", "LOG_LEVEL=ERROR", *variables, *SERVE],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=folder,
    )
    assert process.stdout is not None
    try:
        greeting: list[str] = []
        while not (greeting and greeting[-1].endswith(last)):
            line = process.stdout.readline()
            assert line, "the server ended before it greeted"
            greeting.append(line.removesuffix("\n"))
        yield Started(f"http://127.0.0.1:{port}", process, tuple(greeting))
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


@pytest.fixture(scope="module")
def server() -> Iterator[Started]:
    with started() as server:
        yield server


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_every_line_to_paste_works_as_it_is_printed(server: Started, tmp_path: Path) -> None:
    (tmp_path / ".curlrc").write_text(STATUS_TO_STDERR)
    script = "\n".join(("set -e", f"export CURL_HOME={tmp_path}", *server.lines_to_paste))

    pasted = run("bash", "-c", script)

    assert pasted.returncode == 0, pasted.stderr
    assert STATUSES.findall(pasted.stderr) == [
        "200",
        "200",
        "200",
        "200",
        "201",
        "200",
        "402",
        "200",
        "200",
        "200",
        "200",
    ]
    assert "571 records accepted, 0 counted before, 0 refused." in pasted.stdout
    assert '"plan":"starter"' in pasted.stdout


@pytest.mark.parametrize(
    ("email", "companies"),
    [
        ("alice@acme.example", ["Acme Corp"]),
        ("bob@acme.example", ["Acme Corp", "Globex"]),
        ("gina@globex.example", ["Globex"]),
        ("gavin@hooli.example", ["Hooli"]),
    ],
)
def test_everybody_who_is_printed_can_log_in(server: Started, email: str, companies: list[str]) -> None:
    password = next(line for line in server.greeting if "password" in line).partition(": ")[2]

    answer = httpx.post(f"{server.url}/auth/login", json={"email": email, "password": password})

    assert answer.status_code == 200
    assert sorted(line["name"] for line in answer.json()["organizations"]) == companies
    assert any(email in line for line in server.greeting)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_is_told_to_stop_stops_in_good_order(sent: signal.Signals) -> None:
    with started() as server:
        server.process.send_signal(sent)

        assert server.process.wait(20) == 0
        assert nobody_listens(server.url)


def test_ctrl_c_in_a_terminal_stops_every_process_of_the_server_at_once() -> None:
    with started() as server:
        httpx.get(f"{server.url}/health")

        os.killpg(server.process.pid, signal.SIGINT)

        assert server.process.wait(Limits().last_seconds / 2) == 0
        assert nobody_listens(server.url)


def test_a_server_that_is_killed_leaves_nobody_behind_on_its_port() -> None:
    with started() as server:
        server.process.kill()
        server.process.wait()

        assert nobody_listens(server.url)


def test_a_body_that_does_not_arrive_holds_up_nobody_else(server: Started) -> None:
    host, _, port = server.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as stalled:
        stalled.sendall(b"POST /organizations HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")

        answers = [httpx.get(f"{server.url}/health").status_code for _ in range(10)]

    assert answers == [200] * 10


def test_a_port_that_is_taken_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        refused = run("/usr/bin/env", f"PORT={port}", *SERVE)

    assert refused.returncode == 1
    assert refused.stderr == f"Error: PORT: {port} cannot be listened on: Address already in use\n"


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("LOGINS_PER_MINUTE=many", "Error: LOGINS_PER_MINUTE: "),
        ("PLAN_CATALOGUE=/nowhere.json", "Error: PLAN_CATALOGUE: "),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line_that_names_it(setting: str, told: str) -> None:
    refused = run("/usr/bin/env", f"PORT={free_port()}", "LOG_LEVEL=ERROR", setting, *SERVE)

    assert refused.returncode == 1
    assert refused.stderr.startswith(told)
    assert len(refused.stderr.splitlines()) == 1


def test_other_plans_are_served_without_the_companies_on_ours(tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue.json"
    ours = json.loads(OUR_PLANS.read_text())
    catalogue.write_text(json.dumps({**ours, "plans": ours["plans"][:1]}))

    with started(f"PLAN_CATALOGUE={catalogue}", last="press Ctrl-C.") as server:
        plans = httpx.get(f"{server.url}/plans").json()["data"]

    assert [plan["plan"] for plan in plans] == ["free"]
    assert not any("@" in line for line in server.greeting)


def test_where_mail_is_really_sent_nobody_made_up_gets_any() -> None:
    with started("MAIL=smtp", "SMTP_URL=smtp://127.0.0.1:1", last="press Ctrl-C.") as server:
        answer = httpx.get(f"{server.url}/dev/outbox")

    assert answer.status_code == 404
    assert not any("@" in line for line in server.greeting)


def test_the_demo_tells_the_story_and_ends_well() -> None:
    told = run("/usr/bin/env", "MAIL=smtp", "SIGNUPS_PER_HOUR=1", sys.executable, "-m", "entrypoints.demo")

    assert told.returncode == 0, told.stdout
    assert re.findall(r"^\d\. .*", told.stdout, re.MULTILINE) == [
        "1. Acme signs up",
        "2. Alice invites her people",
        "3. Alice creates projects",
        "4. Alice issues an API key",
        "5. The app records usage",
        "6. The plan's limit holds, to the call",
        "7. Alice reads the usage report",
        "8. Mallory of Globex looks for Acme",
        "9. Alice reads the audit log",
    ]
    assert "12 granted, 18 refused" in told.stdout


def nobody_listens(url: str) -> bool:
    """Tell whether a port is closed, or will be within ten seconds."""
    host, _, port = url.removeprefix("http://").partition(":")
    for _ in range(200):
        with socket.socket() as caller:
            if caller.connect_ex((host, int(port))) != 0:
                return True
        Event().wait(0.05)
    return False
