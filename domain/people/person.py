"""A person: a human's global login, and the lines that say where it is a user."""

from dataclasses import dataclass
from datetime import datetime

from domain.ids import OrganizationId, PersonId, UserId
from domain.organizations.names import EmailAddress
from domain.people.user import UserStatus
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


@dataclass(frozen=True, slots=True)
class Membership:
    """One line of what is known of a person outside its organizations; written in the same step as the user."""

    person_id: PersonId
    organization_id: OrganizationId
    user_id: UserId
    role: Role
    status: UserStatus
    organization_name: str
