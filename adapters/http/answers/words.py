"""The texts of answers that are one of a few words, or have a form: as the document describes them."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import WithJsonSchema

from domain.api_keys.api_key import KeyStatus
from domain.audit.audit_event import ActorKind, Kind
from domain.billing.invoice import InvoiceStatus
from domain.organizations.organization import OrganizationStatus
from domain.people.invitation import InvitationStatus
from domain.people.user import UserStatus
from domain.plans.meter import MEASURES, Meter
from domain.plans.plan import Feature
from domain.projects.project import Environment, ProjectStatus, ProjectType
from domain.roles.role import ProjectRole, Role, Scope


def one_of(words: Iterable[str]) -> WithJsonSchema:
    """Describe a text that is one of these words."""
    return WithJsonSchema({"type": "string", "enum": [str(word) for word in words]})


def _id_of(prefix: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{prefix}_[a-z0-9]+$"})


OrganizationIdText = Annotated[str, _id_of("org")]
UserIdText = Annotated[str, _id_of("usr")]
ProjectIdText = Annotated[str, _id_of("prj")]
KeyIdText = Annotated[str, _id_of("key")]
InvitationIdText = Annotated[str, _id_of("inv")]
EventIdText = Annotated[str, _id_of("evt")]
ResourceIdText = Annotated[str, _id_of("rec")]

ActorWord = Annotated[str, one_of(ActorKind)]
EnvironmentWord = Annotated[str, one_of(Environment)]
EventKindWord = Annotated[str, one_of(Kind)]
FeatureWord = Annotated[str, one_of(Feature)]
InvitationStatusWord = Annotated[str, one_of(InvitationStatus)]
InvoiceStatusWord = Annotated[str, one_of(InvoiceStatus)]
KeyStatusWord = Annotated[str, one_of(KeyStatus)]
MeterWord = Annotated[str, one_of(Meter)]
OrganizationStatusWord = Annotated[str, one_of(OrganizationStatus)]
ProjectRoleWord = Annotated[str, one_of(ProjectRole)]
ProjectStatusWord = Annotated[str, one_of(ProjectStatus)]
ProjectTypeWord = Annotated[str, one_of(ProjectType)]
RoleWord = Annotated[str, one_of(Role)]
ScopeWord = Annotated[str, one_of(Scope)]
TokenTypeWord = Annotated[str, one_of(("Bearer",))]
UnitWord = Annotated[str, one_of(sorted({"GB-month", *(measure.unit for measure in MEASURES.values())}))]
UserStatusWord = Annotated[str, one_of(UserStatus)]

CycleText = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"})]
DecimalText = Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+\.[0-9]+$"})]
"""A decimal number, written out, so that no reader rounds it."""
EmailWord = Annotated[str, WithJsonSchema({"type": "string", "format": "email"})]
SlugWord = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"})]
UrlText = Annotated[str, WithJsonSchema({"type": "string", "format": "uri"})]
