"""The first look at limits, where an organization cannot be looked at."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from adapters.telemetry.json_log import JsonLog
from application.actor import Actor
from application.agenda.find_excess import FindExcess
from application.ports.workspaces import Workspace, Workspaces
from domain.errors import Unavailable
from domain.organizations.organization import Organization
from tests.assemblies.storage import Storage, in_memory
from tests.contract.restriction_deeds import CUSTOMER, over_before_anybody_looked


@dataclass
class Broken(Workspaces):
    """A store of which no organization can be read."""

    error: Exception

    def open(self, actor: Actor) -> Workspace:
        raise self.error

    def open_current(self, actor: Actor) -> Workspace:
        raise self.error

    def found(self, organization: Organization, actor: Actor) -> Workspace:
        raise self.error

    def sweep(self, actor: Actor, since: datetime) -> None:
        raise self.error


@pytest.fixture
def storage() -> Storage:
    storage = in_memory()
    over_before_anybody_looked(storage)
    return storage


def look(storage: Storage, error: Exception) -> object:
    return FindExcess(storage.directory, Broken(error), storage.clock, storage.ids, storage.events, JsonLog())(None)


def test_one_that_cannot_be_read_is_logged_and_passed_over(storage: Storage, caplog: pytest.LogCaptureFixture) -> None:
    assert look(storage, ValueError("no such plan")) == CUSTOMER
    assert caplog.messages == ["limits.not_checked"]


def test_while_the_store_is_out_of_reach_the_look_is_put_off(storage: Storage) -> None:
    with pytest.raises(Unavailable):
        look(storage, Unavailable())
