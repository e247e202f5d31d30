"""Refusals that matter, told in the audit log of the organization that they were given to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from application.actor import Actor
from application.audit.events import Events
from application.ports.rate_limiter import RateLimiter, RatePolicy
from application.ports.workspaces import Workspaces
from domain.audit.audit_event import Change, plain
from domain.errors import NotFound
from domain.ids import ID_ALPHABET, OrganizationId
from domain.limits.refusals import PlanLimitExceeded

Result = TypeVar("Result")

LONGEST_ID_TOLD: Final = 64

NO_ID: Final = "unknown"
"""What is told of a text in an id's place that can be none: nobody writes what they like into the log."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Tells each kind of refusal once a minute and actor at most, so that nobody can flood the log with them."""

    events: Events
    workspaces: Workspaces
    rate_limiter: RateLimiter

    def elsewhere(self, actor: Actor, organization_id: OrganizationId) -> None:
        """Tell that an actor tried to reach another tenant; the other one learns nothing."""
        told = organization_id if ID_ALPHABET.issuperset(organization_id) else NO_ID
        self._tell(actor, "tenant", "tenant.denied", told[:LONGEST_ID_TOLD])

    def within_limits(self, actor: Actor, act: Callable[[], Result]) -> Result:
        """Do something, and tell if it was refused because a limit of the plan is reached."""
        try:
            return act()
        except PlanLimitExceeded as refusal:
            facts = {"used": Change(None, plain(refusal.used)), "max": Change(None, plain(refusal.maximum))}
            self._tell(actor, refusal.meter, "limit.refused", refusal.meter, facts)
            raise

    def _tell(
        self,
        actor: Actor,
        kind: str,
        action: str,
        resource_id: str,
        facts: Mapping[str, Change] | None = None,
    ) -> None:
        once_a_minute = RatePolicy(f"watch/{kind}", f"{actor.organization_id}/{actor.id}", 1, 60)
        if self.rate_limiter.take([once_a_minute], self.events.clock.now()).violated:
            return
        try:
            with self.workspaces.open(actor.once_only(None)) as workspace:
                workspace.record(self.events.observed(actor, action, resource_id, facts))
                workspace.commit(None)
        except NotFound:
            return
