"""Reading an organization."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.ports.workspaces import Workspaces
from domain.organizations.organization import Organization
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class ReadOrganization:
    """Returns the actor's organization, also while it is suspended."""

    permission: ClassVar[Permission] = Permission.READ_ORGANIZATION
    workspaces: Workspaces

    def __call__(self, actor: Actor) -> Organization:
        with self.workspaces.open_current(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            return workspace.organization
