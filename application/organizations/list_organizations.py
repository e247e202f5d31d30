"""Listing the organizations of the person who asks."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.actor import Actor
from application.ports.directory import Directory
from application.unit_of_work import Page
from domain.people.person import Membership
from domain.roles.permission import Permission
from domain.roles.refusals import PermissionDenied


@final
@dataclass(frozen=True, slots=True)
class ListOrganizations:
    """Tells a person where it is a user, active or suspended, and in which role, by organization id."""

    permission: ClassVar[Permission] = Permission.OWN_SESSION
    directory: Directory

    def __call__(self, actor: Actor, *, after: str | None = None, limit: int = 50) -> Page[Membership]:
        if actor.person_id is None:
            raise PermissionDenied(self.permission.rule.name)
        lines = [line for line in self.directory.memberships(actor.person_id) if line.organization_id > (after or "")]
        page = tuple(lines[:limit])
        return Page(page, page[-1].organization_id if len(lines) > limit else None)
