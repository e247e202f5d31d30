"""Listing the organizations of the person who asks."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.actor import Actor
from application.ports.directory import Directory
from domain.people.person import Membership
from domain.roles.permission import Permission
from domain.roles.refusals import PermissionDenied


@final
@dataclass(frozen=True, slots=True)
class ListOrganizations:
    """Tells a person where it is a user, active or suspended, and in which role, by organization id."""

    permission: ClassVar[Permission] = Permission.OWN_SESSION
    directory: Directory

    def __call__(self, actor: Actor) -> tuple[Membership, ...]:
        if actor.person_id is None:
            raise PermissionDenied(self.permission.rule.name)
        return self.directory.memberships(actor.person_id)
