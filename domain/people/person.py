"""A person: a human's global login, and the lines that say where it is a user."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from domain.ids import OrganizationId, PersonId, UserId
from domain.organizations.names import EmailAddress
from domain.people.user import User, UserStatus
from domain.roles.role import Role


@dataclass(frozen=True, slots=True)
class Person:
    """A login. `password_hash` is an encoded hash (PHC string), never the password."""

    id: PersonId
    email: EmailAddress
    name: str
    password_hash: str
    created_at: datetime
    version: int = 0
    trial_of: OrganizationId | None = None
    """The organization in which this person's one trial began, also when that is erased."""

    def may_try(self, organization_id: OrganizationId) -> bool:
        """Tell whether this person's trial can begin in an organization."""
        return self.trial_of in {None, organization_id}

    def trying(self, organization_id: OrganizationId) -> Self:
        """Use up the person's trial."""
        return replace(self, trial_of=organization_id)


@dataclass(frozen=True, slots=True)
class Membership:
    """One line of what is known of a person outside its organizations; written in the same step as the user."""

    person_id: PersonId
    organization_id: OrganizationId
    user_id: UserId
    role: Role
    status: UserStatus
    organization_name: str

    @classmethod
    def of(cls, user: User, organization_id: OrganizationId, organization_name: str) -> Self:
        """Return the line of a user."""
        return cls(user.person_id, organization_id, user.id, user.role, user.status, organization_name)

    @property
    def active(self) -> bool:
        """Whether the person may work there."""
        return self.status is UserStatus.ACTIVE
