"""Committing what an owner has decided about the plan, when it costs nothing at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import final

from application.actor import Actor
from application.audit.events import Events
from application.billing.letters import Topic
from application.billing.planning import plan_letter, plan_settling
from application.ports.ids import Ids
from application.ports.workspaces import Workspace
from domain.organizations.organization import Organization


@final
@dataclass(frozen=True, slots=True)
class Deciding:
    """Keeps a decision with its event, a mail, and the telling of the provider, which comes afterwards."""

    ids: Ids
    events: Events

    def commit(self, workspace: Workspace, actor: Actor, decided: Organization, now: datetime) -> Organization:
        """Commit the organization as decided, with all that is staged already, and return it."""
        before = workspace.organization
        saved = workspace.save(decided)
        plan_settling(workspace, self.ids, now)
        plan_letter(workspace, self.ids, now, Topic.PLAN_CHANGED)
        workspace.record(self.events.changed(actor, "organization.plan_changed", before.id, before, saved))
        return workspace.commit(saved)
