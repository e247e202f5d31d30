"""Freeing what a plan limits, and with the last that does not fit, the restriction for it."""

from dataclasses import dataclass, replace
from typing import final

from application.actor import Actor
from application.audit.events import Events
from application.billing.letters import Topic
from application.billing.planning import plan_letter
from application.ports.workspaces import Workspace
from domain.limits.claim import Claim, Limit
from domain.organizations.excess import LIFTED
from domain.organizations.over_limit import LEVELS, freed


@final
@dataclass(frozen=True, slots=True)
class Freeing:
    """Stages the claims of a change that frees seats, projects or storage.

    Under a restriction for having too much, the change that makes everything fit lifts it in the same step, with an
    audit event and a mail of its own, and no other change does. Otherwise it costs nothing.
    """

    events: Events

    def claim(self, workspace: Workspace, actor: Actor, *claims: Claim) -> None:
        """Stage claims, each of another total. If the restriction is lifted elsewhere meanwhile, the race is lost."""
        organization = workspace.organization
        if not organization.over_limit:
            workspace.claim(*claims)
            return
        now = self.events.clock.now()
        change = freed(organization, claims, levels_of(workspace), now)
        workspace.claim(*change.claims)
        if change.fits:
            lifted = workspace.save(replace(organization, excess=None))
            event = self.events.changed(actor, LIFTED, organization.id, organization, lifted)
            workspace.record(event)
            plan_letter(workspace, self.events.ids, now, Topic.RESTRICTION_LIFTED)


def levels_of(workspace: Workspace) -> dict[Limit, int]:
    """Return the totals that can be over a limit for good, as they stand."""
    return {limit: workspace.total(limit) for limit in LEVELS}
