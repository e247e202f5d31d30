"""Values with nothing unusual in them, and their items as schema 1 has them, written out."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from ipaddress import ip_network
from typing import Final

from adapters.dynamodb.items.values import Item
from application.ports.agenda import Work, WorkKind
from domain.api_keys.api_key import ApiKey, KeyStatus, SecretHash
from domain.audit.audit_event import ActorKind, AuditEvent, Kind
from domain.ids import EventId, InvitationId, KeyId, RecordId, SessionId, WorkId
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.organization import Organization
from domain.organizations.settings import Overage, Settings
from domain.organizations.standing import Active, Closing, Suspended
from domain.people.invitation import Invitation, InvitationStatus
from domain.people.person import Membership
from domain.people.session import Session
from domain.people.user import UserStatus
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.meter import Meter
from domain.plans.plan import Feature, Plan, PlanId
from domain.projects.project import Environment, Project, ProjectStatus, ProjectType
from domain.roles.role import Role
from domain.usage.record import UsageRecord
from tests.assemblies.companies import ACME, ALICE, BOB, WEBSITE

NOW: Final = datetime(2026, 4, 5, 12, 30, 15, 123456, tzinfo=UTC)
LATER: Final = datetime(2026, 5, 1, tzinfo=UTC)
ONE: Final = {"N": "1"}
AT_NOW: Final = {"N": "1775392215123456"}
AT_LATER: Final = {"N": "1777593600000000"}


FREE: Final = Plan(PlanId("free"), 1, 3, 1, {Meter.API_CALL: 10_000, Meter.STORAGE: 2**30}, 600, 0, {})
AGREED: Final = Plan(
    PlanId("enterprise"),
    version=2,
    users=None,
    projects=None,
    included={Meter.STORAGE: None, Meter.API_CALL: None},
    requests_per_minute=None,
    price_cents=None,
    rates={Meter.BANDWIDTH: Decimal("0.125"), Meter.API_CALL: Decimal(50)},
    discount=Decimal("0.20"),
    features=frozenset({Feature.SSO, Feature.CUSTOM_DOMAIN}),
    support="dedicated",
    self_service=False,
)
FREE_TOLD: Final = (
    '{"id":"free","version":1,"users":3,"projects":1,"included":{"api_call":10000,"storage":1073741824},'
    '"requests":600,"price":0}'
)
AGREED_TOLD: Final = (
    '{"id":"enterprise","version":2,"included":{"api_call":null,"storage":null},'
    '"rates":{"api_call":"50","bandwidth":"0.125"},"discount":"0.20","features":["custom_domain","sso"],'
    '"support":"dedicated","granted":true}'
)

YOUNG: Final = Organization(
    ACME, "Acme", Slug("acme"), EmailAddress("bills@acme.example"), NOW, PlanHistory((PlanChange(NOW, FREE),)),
    Settings(False, frozenset(), 60, Role.MEMBER, (), Overage(False, None)), Active(), founded=False, version=1,
)  # fmt: skip
YOUNG_ITEM: Final[Item] = {
    "schema": ONE,
    "id": {"S": "org_1"},
    "name": {"S": "Acme"},
    "slug": {"S": "acme"},
    "email": {"S": "bills@acme.example"},
    "created": AT_NOW,
    "plans": {"S": f"[{FREE_TOLD}]"},
    "plan_changes": {"S": "[[1775392215123456,0]]"},
    "version": ONE,
}
GROWN: Final = replace(
    YOUNG,
    plans=PlanHistory(
        (PlanChange(NOW, FREE), PlanChange(LATER, AGREED, {Meter.API_CALL: 12}), PlanChange(LATER, FREE)), revision=2
    ),
    settings=Settings(
        require_mfa=True,
        allowed_domains=frozenset({"acme.test", "acme.example"}),
        session_timeout=30,
        default_role=Role.VIEWER,
        ip_allowlist=(ip_network("203.0.113.0/24"), ip_network("2001:db8::/32")),
        overage=Overage(enabled=True, spend_cap_cents=5_000),
    ),
    standing=Suspended(LATER, "unpaid", Closing(NOW, LATER)),
    founded=True,
)
GROWN_ITEM: Final[Item] = {
    **YOUNG_ITEM,
    "plans": {"S": f"[{FREE_TOLD},{AGREED_TOLD}]"},
    "plan_changes": {"S": '[[1775392215123456,0],[1777593600000000,1,{"api_call":12}],[1777593600000000,0]]'},
    "plan_revision": {"N": "2"},
    "settings": {
        "S": '{"mfa":true,"domains":["acme.example","acme.test"],"session":30,"role":"viewer",'
        '"networks":["203.0.113.0/24","2001:db8::/32"],"overage":true,"cap":5000}'
    },
    "standing": {
        "S": '{"suspended":1777593600000000,"reason":"unpaid","closing":1775392215123456,"erased":1777593600000000}'
    },
    "founded": {"BOOL": True},
}

USER: Final = replace(ALICE, created_at=NOW, version=1)
USER_ITEM: Final[Item] = {
    "schema": ONE,
    "id": {"S": "usr_1"},
    "person": {"S": "per_1"},
    "email": {"S": "alice@acme.example"},
    "name": {"S": "Alice"},
    "role": {"S": "owner"},
    "created": AT_NOW,
    "version": ONE,
}

INVITATION: Final = Invitation(
    InvitationId("inv_1"), BOB.email, Role.ADMIN, (), "c0ffee", NOW, LATER, None, InvitationStatus.PENDING, 1
)
INVITATION_ITEM: Final[Item] = {
    "schema": ONE,
    "id": {"S": "inv_1"},
    "email": {"S": "bob@acme.example"},
    "role": {"S": "admin"},
    "token": {"S": "c0ffee"},
    "created": AT_NOW,
    "expires": AT_LATER,
    "version": ONE,
}

PROJECT: Final = Project(
    WEBSITE, "Website", Slug("website"), ProjectType.WEB, Environment.PRODUCTION, NOW,
    "", (), {}, ProjectStatus.ACTIVE, 1,
)  # fmt: skip
PROJECT_ITEM: Final[Item] = {
    "schema": ONE,
    "id": {"S": "prj_1"},
    "name": {"S": "Website"},
    "slug": {"S": "website"},
    "type": {"S": "web"},
    "env": {"S": "production"},
    "created": AT_NOW,
    "version": ONE,
}

KEY: Final = ApiKey(
    KeyId("key_1"), "ci", "sk_live_1", SecretHash("p1", b"\x01\xff"), frozenset(), 1_000, NOW, ALICE.id,
    None, None, None, KeyStatus.ACTIVE, 1,
)  # fmt: skip
KEY_ITEM: Final[Item] = {
    "schema": ONE,
    "id": {"S": "key_1"},
    "name": {"S": "ci"},
    "prefix": {"S": "sk_live_1"},
    "secret": {"B": b"\x01\xff"},
    "secret_pepper": {"S": "p1"},
    "rate": {"N": "1000"},
    "created": AT_NOW,
    "creator": {"S": "usr_1"},
    "version": ONE,
}

RECORD: Final = UsageRecord(RecordId("r1"), WEBSITE, Meter.COMPUTE, 90, NOW, NOW, {}, None, None)
RECORD_ITEM: Final[Item] = {
    "schema": ONE,
    "id": {"S": "r1"},
    "project": {"S": "prj_1"},
    "meter": {"S": "compute"},
    "amount": {"N": "90"},
    "at": AT_NOW,
}

EVENT: Final = AuditEvent(
    EventId("evt_1"), NOW, Kind.CHANGED, ActorKind.USER, "usr_1", "project.updated", "project", "prj_1",
    {}, None, None, None,
)  # fmt: skip
EVENT_ITEM: Final[Item] = {
    "schema": ONE,
    "id": {"S": "evt_1"},
    "at": AT_NOW,
    "as": {"S": "user"},
    "actor": {"S": "usr_1"},
    "action": {"S": "project.updated"},
    "resource": {"S": "prj_1"},
}

WORK: Final = Work(WorkId("wrk_1"), NOW, WorkKind.SEND_INVITATION, ACME, {}, attempts=0)
WORK_ITEM: Final[Item] = {
    "schema": ONE,
    "id": {"S": "wrk_1"},
    "at": AT_NOW,
    "kind": {"S": "send-invitation"},
    "org": {"S": "org_1"},
}

LINE: Final = Membership(ALICE.person_id, ACME, ALICE.id, Role.OWNER, UserStatus.ACTIVE, "Acme")
LINE_ITEM: Final[Item] = {
    "schema": ONE,
    "person": {"S": "per_1"},
    "org": {"S": "org_1"},
    "user": {"S": "usr_1"},
    "role": {"S": "owner"},
    "org_name": {"S": "Acme"},
}

SESSION: Final = Session(
    SessionId("ses_1"), ALICE.person_id, ACME, ALICE.id, (), NOW, LATER, "c0ffee", (), ended=False, version=1
)
SESSION_ITEM: Final[Item] = {
    "schema": ONE,
    "id": {"S": "ses_1"},
    "person": {"S": "per_1"},
    "org": {"S": "org_1"},
    "user": {"S": "usr_1"},
    "started": AT_NOW,
    "refreshed": AT_LATER,
    "refresh": {"S": "c0ffee"},
    "version": ONE,
}
