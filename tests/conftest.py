"""What all tests may ask for: the DynamoDB Local of the run."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from entrypoints.dynamodb_local.local import DynamoDbLocal

_RUNNING: Final[list[DynamoDbLocal]] = []
"""Held until the process ends, as other workers may go on after this one."""


@pytest.fixture(scope="session")
def dynamodb_endpoint(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The endpoint of DynamoDB Local, in memory: started by the first test that needs it, one for all workers.

    It ends with the run: with this process, or with the one that started all workers.
    """
    own = tmp_path_factory.getbasetemp()
    worker = hasattr(pytestconfig, "workerinput")
    started = (own.parent if worker else own) / "dynamodb-endpoint"
    yield _once(started, until=os.getppid() if worker else os.getpid())
    while _RUNNING:
        local = _RUNNING.pop()
        local.leave() if worker else local.stop()


def _once(started: Path, *, until: int) -> str:
    with started.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not started.exists():
            _RUNNING.append(DynamoDbLocal(until=until).start())
            started.write_text(_RUNNING[-1].endpoint)
        return started.read_text()
