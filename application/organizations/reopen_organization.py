"""Reopening an organization that is closing."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.ports.workspaces import Workspaces
from application.races import settled
from application.unit_of_work import check_version
from domain.organizations.organization import Organization
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class ReopenOrganization:
    """Takes the closing back, within its thirty days; Conflict when it is not closing."""

    permission: ClassVar[Permission] = Permission.CLOSE_ORGANIZATION
    workspaces: Workspaces
    events: Events

    def __call__(self, actor: Actor, *, version: int | None = None) -> Organization:
        return settled(lambda: self._reopen(actor, version))

    def _reopen(self, actor: Actor, version: int | None) -> Organization:
        with self.workspaces.open_current(actor) as workspace:
            former = workspace.organization
            authorise(actor, former, self.permission)
            check_version(former, version)
            saved = workspace.save(former.reopen())
            workspace.record(self.events.changed(actor, "organization.reopened", former.id, former, saved))
            return workspace.commit(saved)
