"""What a caller is told who may not do what it asked."""

from dataclasses import dataclass
from typing import ClassVar

from domain.errors import Refusal


@dataclass(eq=False)
class PermissionDenied(Refusal):
    """The caller lacks a permission; `required` names it."""

    code: ClassVar[str] = "permission-denied"
    required: str

    @property
    def detail(self) -> str:
        return f"You lack the permission {self.required}."


@dataclass(eq=False)
class IpNotAllowed(Refusal):
    """The organization's list of allowed addresses does not contain the caller's."""

    code: ClassVar[str] = "ip-not-allowed"

    @property
    def detail(self) -> str:
        return "The organization does not allow requests from your address."


@dataclass(eq=False)
class MfaRequired(Refusal):
    """The organization asks for a second factor that this session did not prove."""

    code: ClassVar[str] = "mfa-required"

    @property
    def detail(self) -> str:
        return "The organization requires a second factor."


@dataclass(eq=False)
class OrganizationSuspended(Refusal):
    """The operator has suspended the organization."""

    code: ClassVar[str] = "organization-suspended"
    reason: str

    @property
    def detail(self) -> str:
        return f"The organization is suspended: {self.reason}"


@dataclass(eq=False)
class OrganizationRestricted(Refusal):
    """The organization is restricted or closing: reading works, nothing new does."""

    code: ClassVar[str] = "organization-restricted"
    reason: str

    @property
    def detail(self) -> str:
        return f"The organization is restricted: {self.reason}"


@dataclass(eq=False)
class NoOrganization(Refusal):
    """The person is a user of no organization that a session could be bound to."""

    code: ClassVar[str] = "no-organization"

    @property
    def detail(self) -> str:
        return "You are not an active user of that organization, or of any."
