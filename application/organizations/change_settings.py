"""Changing the settings of an organization."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.billing.planning import plan_renaming
from application.people.granting import granting_role
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.workspaces import Workspaces
from application.races import settled
from application.unit_of_work import check_version
from application.usage.raising import keep_told
from domain.limits.refusals import FeatureNotInPlan
from domain.organizations.organization import Organization
from domain.organizations.settings_changes import SettingsChanges, check_author_stays
from domain.people.user import check_grant
from domain.plans.catalogue import Catalogue
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Changes the settings that are named, for the very next request of everybody.

    Conflict for those that would lock their author out. PermissionDenied for a default role that the author may not
    give. Only owners decide on overage, and only on a plan that prices it: FeatureNotInPlan.
    """

    permission: ClassVar[Permission] = Permission.CHANGE_ORGANIZATION
    workspaces: Workspaces
    clock: Clock
    ids: Ids
    events: Events
    catalogue: Catalogue

    def __call__(self, actor: Actor, *, changes: SettingsChanges, version: int | None = None) -> Organization:
        return settled(lambda: self._change(actor, changes, version))

    def _change(self, actor: Actor, changes: SettingsChanges, version: int | None) -> Organization:
        with self.workspaces.open_current(actor) as workspace:
            former = workspace.organization
            authorise(actor, former, self.permission)
            changed = changes.applied_to(former)
            self._check_rights(actor, former, changed)
            check_version(former, version)
            if changed == former:
                return former
            if not actor.trusted:
                check_author_stays(changed.settings, actor.source.address, actor.methods)
            if changed.settings.overage != former.settings.overage:
                self._check_plan(changed, self.clock.now())
                keep_told(workspace, self.clock.now())
            saved = workspace.save(changed)
            if saved.billing_email != former.billing_email:
                plan_renaming(workspace, self.ids, self.clock.now())
            told = (SettingsChanges.as_they_stand(former), SettingsChanges.as_they_stand(saved))
            workspace.record(self.events.changed(actor, "organization.settings_updated", former.id, *told))
            return workspace.commit(saved)

    def _check_rights(self, actor: Actor, former: Organization, changed: Organization) -> None:
        if changed.settings.overage != former.settings.overage:
            authorise(actor, former, Permission.CHANGE_SPENDING)
        if changed.settings.default_role != former.settings.default_role:
            check_grant(granting_role(actor), changed.settings.default_role)

    def _check_plan(self, changed: Organization, now: datetime) -> None:
        plan = changed.plan(now)
        if changed.settings.overage.enabled and not plan.paid:
            raise FeatureNotInPlan("overage", self.catalogue.upgrade_from(plan, lambda larger: larger.paid))
