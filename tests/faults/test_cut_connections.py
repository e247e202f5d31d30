"""Connections that are really cut, between two sockets: before the answer, in its head, in its body."""

from collections.abc import Iterator

import pytest

from adapters.dynamodb.engine.client import LazyClient
from adapters.dynamodb.engine.gateway import Wire
from tests.assemblies.auditor import complaints_about
from tests.assemblies.product import Process, process_over
from tests.faults.proxy import Proxy
from tests.faults.sending import Client
from tests.faults.stage import Stage, facts
from tests.faults.test_requests import REQUESTS
from tests.faults.trial import clean

INVITE = REQUESTS["invite"]
BYTES = [0, 10, 250]
"""Of an answer, that still arrive: none, a part of its first line, its head and a part of its body."""


@pytest.fixture
def proxy(dynamodb_endpoint: str) -> Iterator[Proxy]:
    with Proxy(dynamodb_endpoint) as proxy:
        yield proxy


def behind(proxy: Proxy, stage: Stage) -> Process:
    return process_over(Wire(LazyClient(proxy.endpoint), stage.plain.table), stage.clock)


@pytest.mark.parametrize("after", BYTES)
def test_who_asks_notices_nothing(stage: Stage, proxy: Proxy, after: int) -> None:
    without, client = clean(stage, INVITE), Client(INVITE, stage.set())

    proxy.cut_next(after)
    client.ask(behind(proxy, stage))

    assert complaints_about(stage.contents()) == []
    assert without.amiss(facts(stage.contents())) == []
