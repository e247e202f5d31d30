"""Restricting organizations that have had more than their plan allows for thirty days."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import final

from application.actor import system
from application.audit.events import Events
from application.billing.letters import Topic
from application.billing.planning import plan_letter
from application.organizations.freeing import levels_of
from application.organizations.moving import RETRIES
from application.people.running_out import release_run_out
from application.ports.agenda import Work
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from application.unit_of_work import StretchStart
from domain.errors import NotFound
from domain.ids import OrganizationId
from domain.organizations.organization import Organization
from domain.organizations.over_limit import over_limit


@final
@dataclass(frozen=True, slots=True)
class CheckLimits:
    """Restricts an organization whose thirty days are over, if something still does not fit; may be done again.

    Invitations that have run out hold no seat. All totals move on with the restriction, so that a change which does not
    know of it yet is refused, and looks again.
    """

    workspaces: Workspaces
    clock: Clock
    ids: Ids
    events: Events

    def __call__(self, work: Work) -> None:
        organization_id = work.organization_id
        try:
            while release_run_out(self.workspaces, self.clock, self.events, organization_id):
                pass
            settled(lambda: self._check(organization_id), RETRIES)
        except NotFound:
            return

    def _check(self, organization_id: OrganizationId) -> None:
        actor, now = system(organization_id, "limits"), self.clock.now()
        with self.workspaces.open_current(actor) as workspace:
            before = workspace.organization
            restricted = _restricted(workspace, now)
            if restricted is None:
                return
            _keep_agreement(workspace, before, restricted)
            saved = workspace.save(restricted)
            known = replace(before, plans=saved.plans)
            workspace.record(self.events.changed(actor, "organization.restricted", before.id, known, saved))
            plan_letter(workspace, self.ids, now, Topic.OVER_LIMIT)
            workspace.commit(None)


def _restricted(workspace: Workspace, now: datetime) -> Organization | None:
    """Stage that the totals move on, and return the organization as it is to be saved; None: nothing restricts it."""
    organization = workspace.organization
    excess = organization.excess
    if excess is None or excess.restricted or now < excess.restricted_at:
        return None
    levels, plans = levels_of(workspace), organization.plans.renumbered()
    if not over_limit(organization, organization.plan(now), levels):
        return None
    workspace.begin_stretch(*(StretchStart(limit, plans.revision, total) for limit, total in levels.items()))
    return replace(organization, plans=plans, excess=replace(excess, restricted=True))


def _keep_agreement(workspace: Workspace, before: Organization, after: Organization) -> None:
    """The payment provider has nothing to learn: it goes on knowing all that was decided."""
    account = workspace.billing.account()
    if account.customer is not None and account.aligned == before.plans.revision:
        workspace.save(replace(account, aligned=after.plans.revision))
