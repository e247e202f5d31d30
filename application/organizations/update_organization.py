"""Changing the name and the billing contact of an organization."""

from dataclasses import dataclass, replace
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.billing.planning import plan_renaming
from application.people.lines import AT_ONCE, LONGEST_REQUEST, rename_lines
from application.ports.agenda import Work, WorkKind
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from application.unit_of_work import check_version
from domain.organizations.names import EmailAddress
from domain.organizations.organization import Organization
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class UpdateOrganization:
    """Changes what is named; its users read a new name in their own lists, at once or soon after."""

    permission: ClassVar[Permission] = Permission.CHANGE_ORGANIZATION
    workspaces: Workspaces
    clock: Clock
    ids: Ids
    events: Events

    def __call__(
        self,
        actor: Actor,
        *,
        name: str | None = None,
        billing_email: EmailAddress | None = None,
        version: int | None = None,
    ) -> Organization:
        return settled(lambda: self._update(actor, name, billing_email, version))

    def _update(
        self, actor: Actor, name: str | None, billing_email: EmailAddress | None, version: int | None
    ) -> Organization:
        with self.workspaces.open_current(actor) as workspace:
            former = workspace.organization
            authorise(actor, former, self.permission)
            check_version(former, version)
            updated = replace(former, name=name or former.name, billing_email=billing_email or former.billing_email)
            if updated == former:
                return former
            saved = workspace.save(updated)
            if saved.name != former.name:
                self._rename(workspace, saved)
            plan_renaming(workspace, self.ids, self.clock.now())
            workspace.record(self.events.changed(actor, "organization.updated", former.id, former, saved))
            return workspace.commit(saved)

    def _rename(self, workspace: Workspace, organization: Organization) -> None:
        users = workspace.users.page(None, AT_ONCE, lambda _: True)
        rename_lines(workspace, users.items, organization.name)
        now = self.clock.now()
        overtaken = now + LONGEST_REQUEST
        for moment in (overtaken,) if users.next is None else (now, overtaken):
            workspace.plan(Work(self.ids.work(), moment, WorkKind.RENAME_MEMBERSHIPS, organization.id))
