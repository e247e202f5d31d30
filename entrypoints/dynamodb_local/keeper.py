"""Runs a command until another process is gone: `keeper PID COMMAND ARGUMENT…`.

However that process ends, by kill -9 too, the command does not outlive it.
"""

import os
import select
import subprocess
import sys
from contextlib import suppress
from threading import Event, Thread
from typing import Final

BETWEEN_LOOKS: Final = 0.2
"""Seconds, where a process can only be looked for."""


def keep(pid: int, command: list[str]) -> int:
    """Run a command as long as a process lives, and return its exit code."""
    process = subprocess.Popen(command)  # noqa: S603 - what the starting process has put together

    def end() -> None:
        _await_end(pid)
        process.kill()

    Thread(target=end, daemon=True).start()
    return process.wait()


def _await_end(pid: int) -> None:
    if hasattr(os, "pidfd_open"):
        with suppress(ProcessLookupError):
            descriptor = os.pidfd_open(pid)
            select.select([descriptor], [], [])
        return
    while _lives(pid):
        Event().wait(BETWEEN_LOOKS)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(keep(int(sys.argv[1]), sys.argv[2:]))
