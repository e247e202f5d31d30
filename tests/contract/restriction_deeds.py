"""How Acme comes to have more than its plan allows, and what is done about it."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from adapters.telemetry.json_log import JsonLog
from application.agenda.check_limits import CheckLimits
from application.agenda.find_excess import FindExcess
from application.ports.agenda import WorkKind
from application.usage.requests import UsageRequest
from domain.billing.state import BillingState
from domain.billing.subscription import CustomerId
from domain.ids import ProjectId, RecordId
from domain.organizations.names import EmailAddress
from domain.organizations.organization import Organization
from domain.plans.meter import Meter
from tests.assemblies.companies import (
    ALICE,
    BOB,
    FREE,
    PRO,
    acting,
    admit,
    found,
    house,
    numbered,
    organization,
    project,
    start,
)
from tests.assemblies.office import office
from tests.assemblies.storage import Storage
from tests.assemblies.usage_desk import usage_desk
from tests.contract.billing_deeds import name
from tests.contract.deeds import changed, events_of

GIGABYTE = 2**30
LIFTED = "organization.restriction_lifted"
CUSTOMER = CustomerId("cus_1")


def over_limit(storage: Storage, *, users: int = 0, invitations: int = 0, projects: int = 0, storing: int = 0) -> None:
    """Let Acme, with its owner, so many more users, projects and gigabytes, lose its plan for the free one."""
    found(storage, organization(plan=PRO))
    admit(storage, ALICE, *(numbered(BOB, number) for number in range(100, 100 + users)))
    start(storage, *(project(ProjectId(f"prj_{number}")) for number in range(100, 100 + projects)))
    for number in range(invitations):
        office(storage).invite_user(acting(), email=EmailAddress(f"invited{number}@acme.example"))
    if storing:
        hold(storage, storing * GIGABYTE)
    usage_desk(storage).change_plan(house(), plan="free", chosen=False)


def stating(held: int, record: str) -> UsageRequest:
    """The record that Acme's first project holds so many bytes."""
    return UsageRequest(ProjectId("prj_100"), Meter.STORAGE, held, {}, RecordId(record))


def hold(storage: Storage, held: int, record: str = "r-1") -> None:
    usage_desk(storage).record_usage(acting(), **stating(held, record)._asdict())


def look(storage: Storage) -> None:
    """Do what is due about limits, as a worker does."""
    check = CheckLimits(storage.workspaces, storage.clock, storage.ids, storage.events)
    for work in storage.agenda.due(storage.clock.now(), 100):
        if work.kind is WorkKind.CHECK_LIMITS:
            check(work)


def over_before_anybody_looked(storage: Storage) -> None:
    """Acme, a customer once, as a version that never looked at limits has left it: on free, with two projects."""
    found(storage, organization(plan=FREE))
    start(storage, *(project(ProjectId(f"prj_{number}")) for number in (100, 101)))
    name(storage, CUSTOMER)


def find(storage: Storage) -> None:
    """Look at everybody, as a process does when it starts."""
    look_at = FindExcess(storage.directory, storage.workspaces, storage.clock, storage.ids, storage.events, JsonLog())
    last = look_at(None)
    while last is not None:
        last = look_at(last)


def bill(storage: Storage, state: BillingState) -> None:
    with storage.workspaces.open_current(house()) as workspace:
        workspace.save(replace(workspace.organization, billing=state))
        workspace.record(changed(storage))
        workspace.commit(None)


def restrict(storage: Storage) -> None:
    storage.clock.advance(timedelta(days=30))
    look(storage)


def acme(storage: Storage) -> Organization:
    return storage.workspaces.open_current(house()).organization


def actions(storage: Storage) -> Counter[str]:
    return Counter(event.action for event in events_of(storage))


def archive(storage: Storage, number: int) -> None:
    office(storage).archive_project(acting(), project_id=ProjectId(f"prj_{100 + number}"))


def remove(storage: Storage, number: int) -> None:
    office(storage).remove_user(acting(), user_id=numbered(BOB, 100 + number).id)
