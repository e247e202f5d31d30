"""What the contracts do again and again."""

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from application.actor import Actor
from domain.audit.audit_event import AuditEvent
from domain.ids import OrganizationId
from domain.limits.claim import Claim
from domain.organizations.organization import Organization
from domain.people.user import User
from domain.projects.project import Project
from tests.assemblies.companies import ACME, house
from tests.assemblies.storage import NOON, Storage

Named = TypeVar("Named", Organization, User, Project)


def changed(storage: Storage, organization_id: OrganizationId = ACME) -> AuditEvent:
    """The event of some change."""
    return storage.events.changed(house(organization_id), "project.updated", "prj_1")


def observed(storage: Storage, organization_id: OrganizationId = ACME) -> AuditEvent:
    """The event of something that was only seen."""
    return storage.events.observed(house(organization_id), "threshold.reached", "api_call")


def rename(storage: Storage, named: Named, name: str) -> Named:
    """Save something as it was read, but for its name."""
    with storage.workspaces.open(house()) as workspace:
        saved = workspace.save(replace(named, name=name))
        workspace.record(changed(storage))
        return workspace.commit(saved)


def claim(storage: Storage, *claims: Claim, actor: Actor | None = None) -> None:
    """Claim, and nothing else."""
    with storage.workspaces.open(actor or house()) as workspace:
        workspace.claim(*claims)
        workspace.commit(None)


def see(storage: Storage, *events: AuditEvent, organization_id: OrganizationId = ACME) -> None:
    """Commit events that were only seen, each alone."""
    for event in events:
        with storage.workspaces.open(house(organization_id)) as workspace:
            workspace.record(event)
            workspace.commit(None)


def events_of(storage: Storage, organization_id: OrganizationId = ACME) -> tuple[AuditEvent, ...]:
    """All events that have not expired, newest first."""
    workspace = storage.workspaces.open(house(organization_id))
    year = timedelta(days=365)
    return tuple(workspace.audit_log.page(None, 1_000, lambda _: True, NOON - year, NOON + year).items)
