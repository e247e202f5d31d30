"""Listing API keys."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.api_keys.known_key import KnownKey
from application.api_keys.reach import leads, runs_organization
from application.ports.workspaces import Workspaces
from application.unit_of_work import Page
from domain.roles.permission import Permission
from domain.roles.refusals import PermissionDenied
from domain.roles.role import ProjectRole


@final
@dataclass(frozen=True, slots=True)
class ListApiKeys:
    """Lists keys, oldest first, revoked ones too: all of them, or those of the projects that the actor leads."""

    permission: ClassVar[Permission] = Permission.READ_KEYS
    workspaces: Workspaces

    def __call__(self, actor: Actor, *, after: str | None, limit: int) -> Page[KnownKey]:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            if not runs_organization(actor) and ProjectRole.LEAD not in actor.project_roles.values():
                raise PermissionDenied(self.permission.rule.name)
            keys = workspace.api_keys
            page = keys.page(after, limit, lambda key: leads(actor, key.project_id))
            used = keys.last_used(page.items)
            return Page([KnownKey(key, used.get(key.id)) for key in page.items], page.next)
