"""Runs a command until another process is gone: `keeper PID COMMAND ARGUMENT…`, as the leader of a process group.

However that process ends, by kill -9 too, the command does not outlive it; nor does it outlive the keeper. It is asked
to end (SIGTERM), as DynamoDB Local acknowledges a transaction before it has committed it, and killed if it does not.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from threading import Event, Thread
from typing import Final

LONGEST_END: Final = 5.0
"""Seconds for the command to end when it is asked to; DynamoDB Local takes about 0.4."""

BETWEEN_LOOKS: Final = 0.2
"""Seconds, where a process can only be looked for."""

PR_SET_PDEATHSIG: Final = 1
"""Linux ends the caller with the thread that made it (prctl(2))."""


def keep(pid: int, command: list[str]) -> int:
    """Run a command as long as a process lives, and return its exit code."""
    asked = Event()
    signal.signal(signal.SIGTERM, lambda *_: asked.set())
    process = subprocess.Popen(  # noqa: S603 - what the starting process has put together
        command,
        preexec_fn=_end_with(os.getpid()),  # noqa: PLW1509 - no thread has been started yet
    )
    Thread(target=_tell_end, args=(pid, asked), daemon=True).start()
    Thread(target=_end_when, args=(asked, process), daemon=True).start()
    return process.wait()


def _tell_end(pid: int, asked: Event) -> None:
    _await_end(pid)
    asked.set()


def _end_when(asked: Event, process: subprocess.Popen[bytes]) -> None:
    asked.wait()
    process.terminate()
    Event().wait(LONGEST_END)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _end_with(keeper: int) -> Callable[[], None] | None:
    """Return what makes a child end even with a keeper that is killed: Linux knows a way."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def end_with_keeper() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != keeper:
            os._exit(1)

    return end_with_keeper


def _await_end(pid: int) -> None:
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    except (AttributeError, OSError):  # not on this system, or forbidden there
        while _lives(pid):
            Event().wait(BETWEEN_LOOKS)
    else:
        select.select([descriptor], [], [])


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(keep(int(sys.argv[1]), sys.argv[2:]))
