"""Whether a request may go on to the organization of its path."""

from dataclasses import dataclass
from typing import final

from application.access.authenticated import Authenticated
from application.access.authorise import authorise
from application.audit.watch import Watch
from domain.errors import NotFound
from domain.ids import OrganizationId
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class Admit:
    """Refuses foreign organizations with NotFound, and what standing, address, MFA, role or scope do not allow.

    An attempt on another tenant is written into the caller's own audit log, once a minute at most.
    """

    watch: Watch

    def __call__(self, authenticated: Authenticated, permission: Permission, organization_id: OrganizationId) -> None:
        actor = authenticated.actor
        if organization_id != actor.organization_id:
            self.watch.elsewhere(actor, organization_id)
            raise NotFound
        authorise(actor, authenticated.organization, permission)
