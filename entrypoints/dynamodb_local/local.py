"""Running DynamoDB Local on a loopback port of this machine."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event
from typing import Final, Self

from entrypoints.dynamodb_local.java import NotFetched, found_java

HERE: Final = Path(__file__).parents[2]
FOLDER: Final = HERE / ".dynamodb"
"""Where `make` puts what it fetches."""

HOST: Final = "127.0.0.1"
FLAGS: Final = ("-XX:+UseSerialGC",)
"""One thread for garbage. Compiling less would start it with half the processor time, and halve what it then does."""

TRIES: Final = 1_200
BETWEEN_TRIES: Final = 0.05
LONGEST_ANSWER: Final = 5.0
"""Seconds."""


class DynamoDbLocal:
    """A process of DynamoDB Local, which ends with the process that started it.

    `folder` None: in memory, and gone with it; otherwise durable there, unless Java itself is killed with -9: it
    acknowledges a transaction shortly before it has committed it. `port` None: a free one. It listens on every
    interface of the machine, as it has no setting for that, and takes any credentials: keep its port closed to others.
    `until`: the process with which it ends, if not this one.
    """

    def __init__(
        self, folder: Path | None = None, *, port: int | None = None, until: int | None = None, home: Path = FOLDER
    ) -> None:
        self._folder = None if folder is None else folder.resolve()
        self._until = until or os.getpid()
        self._home = home.resolve()
        self._process: subprocess.Popen[bytes] | None = None
        self.port = port

    @property
    def endpoint(self) -> str:
        """Its address, once it was started; the same after it was started again."""
        if self.port is None:
            raise RuntimeError("it was not started yet")
        return f"http://{HOST}:{self.port}"

    def start(self) -> Self:
        """Start it, on the former port if it had one, and return when it answers; where it runs, it starts anew.

        NotFetched when it cannot be run; OSError when its port is in use.
        """
        self.stop()
        if not (self._home / "DynamoDBLocal.jar").exists():
            raise NotFetched(f"DynamoDB Local is not in {self._home}: `make dynamodb` fetches it")
        java = found_java()
        with _held(self.port or 0) as place:
            self.port = int(place.getsockname()[1])
            self._process = self._started(java, self.port)
            try:
                _await_answer(self.port, self._process)
            except BaseException:
                self.stop()
                raise
        return self

    def stop(self) -> None:
        """End it; what it has acknowledged in a folder is there when it starts again."""
        if self._folder is None:
            self.kill()
        else:
            self._end(lambda keeper: os.kill(keeper, signal.SIGTERM))

    def kill(self) -> None:
        """End it at once (-9); a folder may lack what it has acknowledged last."""
        self._end(lambda keeper: os.killpg(keeper, signal.SIGKILL))

    def leave(self) -> None:
        """Let it run on without this process, until the one that it ends with is gone."""
        if self._process is not None:
            self._process.returncode = 0  # Popen would warn of a child that it has to wait for
            self._process = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _end(self, ask: Callable[[int], None]) -> None:
        if self._process is None or self.port is None:
            return
        with suppress(ProcessLookupError):
            ask(self._process.pid)
        self._process.wait()
        self._process = None
        while _answers(self.port):
            Event().wait(BETWEEN_TRIES)

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
            cwd=HERE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def _held(port: int) -> socket.socket:
    """Bind a port, 0 for a free one, without listening on it.

    While it is held nobody else gets it by chance, and Java may listen on it, as it shares addresses too.
    """
    place = socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind((HOST, port))
    except OSError:
        place.close()
        raise
    return place


def _await_answer(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(TRIES):
        if process.poll() is not None:
            raise RuntimeError("DynamoDB Local ended before it answered")
        if _answers(port):
            return
        Event().wait(BETWEEN_TRIES)
    raise RuntimeError("DynamoDB Local does not answer")


def _answers(port: int) -> bool:
    """Ask it directly: a proxy that the environment names would answer in its place."""
    with closing(HTTPConnection(HOST, port, timeout=LONGEST_ANSWER)) as connection:
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except (OSError, HTTPException):
            return False
    return True
