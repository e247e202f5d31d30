"""Whether a request may go on to the organization of its path."""

from dataclasses import dataclass
from typing import Final, final

from application.access.authenticated import Authenticated
from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.ports.rate_limiter import RateLimiter, RatePolicy
from application.ports.workspaces import Workspaces
from domain.errors import NotFound
from domain.ids import OrganizationId
from domain.roles.permission import Permission

LONGEST_ID_TOLD: Final = 64


@final
@dataclass(frozen=True, slots=True)
class Admit:
    """Refuses foreign organizations with NotFound, and what standing, address, MFA, role or scope do not allow.

    An attempt on another tenant is written into the caller's own audit log, once a minute at most.
    """

    events: Events
    workspaces: Workspaces
    rate_limiter: RateLimiter

    def __call__(self, authenticated: Authenticated, permission: Permission, organization_id: OrganizationId) -> None:
        actor = authenticated.actor
        if organization_id != actor.organization_id:
            self._tell_of_attempt(actor, organization_id)
            raise NotFound
        authorise(actor, authenticated.organization, permission)

    def _tell_of_attempt(self, actor: Actor, organization_id: OrganizationId) -> None:
        once_a_minute = RatePolicy("tenant-denied", f"{actor.organization_id}/{actor.id}", 1, 60)
        if self.rate_limiter.take([once_a_minute], self.events.clock.now()).violated:
            return
        with self.workspaces.open(actor.once_only(None)) as workspace:
            workspace.record(self.events.observed(actor, "tenant.denied", organization_id[:LONGEST_ID_TOLD]))
            workspace.commit(None)
