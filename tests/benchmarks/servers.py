"""Server processes: started for a measurement, asked for their CPU, and ended."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

REPOSITORY = Path(__file__).resolve().parents[2]
BASELINE_PYTHON = REPOSITORY / ".venv-bench" / "bin" / "python"
"""Made by `make bench-install`: what we are measured against stays out of our own environment."""

TICK = 1 / os.sysconf("SC_CLK_TCK")
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """User and system time that the whole process tree has used so far, from /proc/PID/stat."""
        parents = dict(_processes())
        return sum(
            (int(fields[11]) + int(fields[12])) * TICK for pid, fields in parents.items() if self._owns(pid, parents)
        )

    def _owns(self, pid: int, parents: Mapping[int, Sequence[str]]) -> bool:
        while pid in parents and pid != self.pid:
            pid = int(parents[pid][1])
        return pid == self.pid


@contextmanager
def serving(
    command: Sequence[str], *, port: int, directory: Path, variables: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run a server in `directory` until it answers on `port`; end it afterwards."""
    path = os.pathsep.join(str(entry) for entry in (REPOSITORY, REPOSITORY / "tests" / "benchmarks" / "drf"))
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": path, **(variables or {})}
    with (directory / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=directory, env=environment, stdout=log, stderr=log)
        try:
            _await_port(process, port, directory / "server.log")
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


def granian(
    target: str, port: int, *, python: Path | str = BASELINE_PYTHON, blocking_threads: int | None = 4
) -> list[str]:
    """The command line of granian, the fastest of the servers that others have: WSGI, one worker."""
    threads = [] if blocking_threads is None else ["--blocking-threads", str(blocking_threads)]
    options = [
        "--interface",
        "wsgi",
        "--workers",
        "1",
        *threads,
        "--http",
        "1",
        "--no-ws",
        "--log-level",
        "warning",
    ]
    return [str(python), "-m", "granian", *options, "--port", str(port), target]


def ours(target: str, port: int) -> list[str]:
    """The command line of our own server, as `make run` starts it."""
    return [sys.executable, "-m", "tests.benchmarks.own_server", target, str(port)]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _await_port(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            Event().wait(0.05)
        else:
            return
    raise RuntimeError(f"the server did not start: {log.read_text()[-2000:]}")


def _processes() -> Iterator[tuple[int, Sequence[str]]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            yield int(entry.name), stat.rpartition(")")[2].split()
