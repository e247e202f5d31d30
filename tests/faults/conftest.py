"""The stage on which trouble strikes: one table for each worker, brought back to its beginning before each act."""

from collections.abc import Iterator

import pytest

from tests.faults.stage import Stage, stage_on


@pytest.fixture(scope="session")
def stage(dynamodb_endpoint: str) -> Iterator[Stage]:
    with stage_on(dynamodb_endpoint) as stage:
        yield stage
