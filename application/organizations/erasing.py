"""When an organization is erased, as the agenda knows it."""

from datetime import datetime

from application.ports.agenda import Work, WorkKind
from application.ports.ids import Ids
from application.ports.workspaces import Workspace
from domain.organizations.organization import Organization
from domain.organizations.standing import Closing


def plan_erasure(workspace: Workspace, ids: Ids, organization: Organization, now: datetime) -> None:
    """Stage the erasure of an organization that is closing; nothing for one that is not."""
    match organization.standing:
        case Closing(erased_at=erased_at):
            due = max(now, erased_at)
            workspace.plan(Work(ids.work(), due, WorkKind.ERASE_ORGANIZATION, organization.id))
        case _:
            return
