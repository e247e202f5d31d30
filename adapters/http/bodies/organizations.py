"""Bodies about organizations."""

from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, model_validator

from adapters.http.bodies.common import Body, Omittable
from adapters.http.fields import CidrText, DomainText, EmailText, Id, Name, NewSlugText, PlanName
from domain.organizations.settings import LONGEST_SESSION, SHORTEST_SESSION
from domain.roles.role import Role

FREE: Final = "free"
Minutes = Annotated[int, Field(ge=SHORTEST_SESSION, le=LONGEST_SESSION, description="Minutes.")]


class SignUpBody(Body):
    """A new organization."""

    name: Name
    slug: NewSlugText
    owner_email: EmailText
    plan: PlanName | None = FREE


class OrganizationBody(Body):
    """What is to change about an organization."""

    name: Omittable[Name] = None
    billing_email: Omittable[EmailText] = None


class OverageBody(Body):
    """Whether usage past the included volume is accepted, and up to which cost a cycle."""

    enabled: bool
    spend_cap_cents: Annotated[int, Field(ge=0, le=10**8)] | None = None

    @model_validator(mode="after")
    def _capped(self) -> Self:
        if self.enabled and self.spend_cap_cents is None:
            raise ValueError("a spend cap is required when overage is on")
        return self


def _not_owner(role: Role) -> Role:
    if role is Role.OWNER:
        raise ValueError("nobody becomes an owner by default")
    return role


DefaultRole = Annotated[Role, AfterValidator(_not_owner)]


class SettingsBody(Body):
    """The settings that are to change; the ones left out keep their value."""

    require_mfa: Omittable[bool] = None
    allowed_domains: Omittable[Annotated[list[DomainText], Field(max_length=100)]] = None
    session_timeout: Omittable[Minutes] = None
    default_role: Omittable[DefaultRole] = None
    ip_allowlist: Omittable[Annotated[list[CidrText], Field(max_length=200)]] = None
    overage: Omittable[OverageBody] = None
    billing_email: Omittable[EmailText] = None


class TransferBody(Body):
    """Who becomes the owner."""

    user_id: Id
