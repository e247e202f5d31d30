"""Writing an organization's new name into its users' own lists."""

from dataclasses import dataclass
from typing import final

from application.actor import system
from application.audit.events import Events
from application.people.lines import AT_ONCE, rename_lines
from application.ports.agenda import Work
from application.ports.directory import Directory
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.errors import NotFound
from domain.ids import OrganizationId
from domain.people.user import User


@final
@dataclass(frozen=True, slots=True)
class RenameMemberships:
    """Renames the lines that still carry another name, some in each commit."""

    workspaces: Workspaces
    directory: Directory
    events: Events

    def __call__(self, work: Work) -> None:
        try:
            after = self._settled(work.organization_id, None)
            while after is not None:
                after = self._settled(work.organization_id, after)
        except NotFound:
            return

    def _settled(self, organization_id: OrganizationId, after: str | None) -> str | None:
        return settled(lambda: self._rename(organization_id, after))

    def _rename(self, organization_id: OrganizationId, after: str | None) -> str | None:
        actor = system(organization_id, "memberships")
        with self.workspaces.open(actor) as workspace:
            name = workspace.organization.name
            page = workspace.users.page(after, AT_ONCE, lambda _: True)
            outdated = [user for user in page.items if self._line(user, organization_id, name) != name]
            if not outdated:
                return page.next
            rename_lines(workspace, outdated, name)
            workspace.record(self.events.changed(actor, "organization.memberships_renamed", organization_id))
            return workspace.commit(page.next)

    def _line(self, user: User, organization_id: OrganizationId, name: str) -> str:
        lines = self.directory.memberships(user.person_id)
        return next((line.organization_name for line in lines if line.organization_id == organization_id), name)
