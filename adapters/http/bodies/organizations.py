"""Bodies about organizations."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from adapters.http.bodies.common import Body
from adapters.http.fields import CidrText, DomainText, EmailText, Id, Name, PlanName, SlugText
from domain.organizations.settings import LONGEST_SESSION, SHORTEST_SESSION
from domain.roles.role import Role


class SignUpBody(Body):
    """A new organization."""

    name: Name
    slug: SlugText
    owner_email: EmailText
    plan: PlanName = "free"


class OrganizationBody(Body):
    """What is to change about an organization."""

    name: Name | None = None
    billing_email: EmailText | None = None


class OverageBody(Body):
    """Whether usage past the included volume is accepted, and up to which cost a cycle."""

    enabled: bool
    spend_cap_cents: Annotated[int, Field(ge=0, le=10**8)] | None = None

    @model_validator(mode="after")
    def _capped(self) -> Self:
        if self.enabled and self.spend_cap_cents is None:
            raise ValueError("a spend cap is required when overage is on")
        return self


class SettingsBody(Body):
    """The settings that are to change; the ones left out keep their value."""

    require_mfa: bool | None = None
    allowed_domains: Annotated[list[DomainText], Field(max_length=100)] | None = None
    session_timeout: Annotated[int, Field(ge=SHORTEST_SESSION, le=LONGEST_SESSION, description="Minutes.")] | None = (
        None
    )
    default_role: Role | None = None
    ip_allowlist: Annotated[list[CidrText], Field(max_length=200)] | None = None
    overage: OverageBody | None = None
    billing_email: EmailText | None = None


class TransferBody(Body):
    """Who becomes the owner."""

    user_id: Id
