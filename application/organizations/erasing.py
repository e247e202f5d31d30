"""When an organization is erased, as the agenda knows it."""

from datetime import datetime

from application.ports.agenda import Work, WorkKind
from application.ports.ids import Ids
from application.ports.workspaces import Workspace
from domain.organizations.organization import Organization
from domain.organizations.standing import Active, Closing
from domain.people.invitation import LIFETIME


def plan_erasure(workspace: Workspace, ids: Ids, organization: Organization, now: datetime) -> None:
    """Stage the erasure of an organization that is closing or was never founded; nothing for any other."""
    match organization.standing:
        case Closing(erased_at=erased_at):
            due = erased_at
        case Active() if not organization.founded:
            due = organization.created_at + LIFETIME
        case _:
            return
    workspace.plan(Work(ids.work(), max(now, due), WorkKind.ERASE_ORGANIZATION, organization.id))
