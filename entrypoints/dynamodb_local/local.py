"""Running DynamoDB Local on a loopback port of this machine."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Final, Self
from urllib.error import HTTPError
from urllib.request import urlopen

from entrypoints.dynamodb_local.java import NotFetched, found_java

FOLDER: Final = Path(__file__).parents[2] / ".dynamodb"
"""Where `make` puts what it fetches."""

FLAGS: Final = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""They halve the processor time of the start."""

TRIES: Final = 1_200
BETWEEN_TRIES: Final = 0.05
PORTS_TRIED: Final = 3


class DynamoDbLocal:
    """A process of DynamoDB Local, which ends with the process that started it.

    `folder` None: in memory, and gone with it; otherwise durable there (its SQLite file outlives kill -9). It listens
    on every interface of the machine, as it has no setting for that, and takes any credentials: keep its port closed
    to others. `until`: the process with which it ends, if not this one.
    """

    def __init__(self, folder: Path | None = None, *, until: int | None = None, home: Path = FOLDER) -> None:
        self._folder = None if folder is None else folder.resolve()
        self._until = until or os.getpid()
        self._home = home
        self._process: subprocess.Popen[bytes] | None = None
        self.port: int | None = None

    @property
    def endpoint(self) -> str:
        """Its address, once it was started; the same after it was started again."""
        if self.port is None:
            raise RuntimeError("it was not started yet")
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Start it, on the former port if it had one, and return when it answers. NotFetched when it cannot be run."""
        jar = self._home / "DynamoDBLocal.jar"
        if not jar.exists():
            raise NotFetched(f"DynamoDB Local is not in {self._home}: `make dynamodb` fetches it")
        java = found_java()
        for _ in range(PORTS_TRIED):
            port = self.port or _free_port()
            self._process = self._started(java, port)
            if _answers(port, self._process):
                self.port = port
                return self
        raise RuntimeError("DynamoDB Local ended before it answered")

    def stop(self) -> None:
        """End it at once; what it has acknowledged in a folder is there when it starts again."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def leave(self) -> None:
        """Let it run on without this process, until the one that it ends with is gone."""
        if self._process is not None:
            self._process.returncode = 0  # Popen would warn of a child that it has to wait for
            self._process = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _started(self, java: str, port: int) -> subprocess.Popen[bytes]:
        where = ("-inMemory",) if self._folder is None else ("-dbPath", str(self._folder))
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
        command = (
            java, *FLAGS, f"-Djava.library.path={self._home / 'DynamoDBLocal_lib'}",
            "-jar", str(self._home / "DynamoDBLocal.jar"),
            *where, "-sharedDb", "-disableTelemetry", "-port", str(port),
        )  # fmt: skip
        keeper = (sys.executable, "-m", "entrypoints.dynamodb_local.keeper", str(self._until))
        return subprocess.Popen(  # noqa: S603 - Java, with arguments of our own
            [*keeper, *command],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    for _ in range(TRIES):
        if process.poll() is not None:
            return False
        try:
            urlopen(f"http://127.0.0.1:{port}/")
        except HTTPError:
            return True
        except OSError:
            Event().wait(BETWEEN_TRIES)
    return False
