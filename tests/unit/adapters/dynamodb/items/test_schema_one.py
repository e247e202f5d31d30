"""The very items of schema 1: tables hold such ones, so another form is another schema, and a step that leads to it."""

from dataclasses import replace
from typing import Any, Final

import pytest

from adapters.dynamodb.items.values import Item
from application.ports.answers import Answer
from application.ports.directory import InvitationAddress
from domain.api_keys.api_key import KeyStatus, SecretHash
from domain.audit.audit_event import Change, Kind
from domain.audit.certificate import ErasureCertificate
from domain.billing_cycle import BillingCycle
from domain.ids import InvitationId, RecordId
from domain.organizations.standing import Closing
from domain.people.invitation import InvitationStatus
from domain.people.person import Person
from domain.people.user import UserStatus
from domain.projects.project import ProjectStatus
from domain.roles.role import ProjectRole, Scope
from domain.usage.gauge import Gauge, StorageOpening
from tests.assemblies.companies import ACME, ALICE, WEBSITE
from tests.unit.adapters.dynamodb.items import billing_examples
from tests.unit.adapters.dynamodb.items import examples as usual
from tests.unit.adapters.dynamodb.items.examples import AT_LATER, AT_NOW, LATER, NOW, ONE
from tests.unit.adapters.dynamodb.items.kinds import KINDS, anatomy

USUAL: Final[list[tuple[str, Any, Item]]] = [
    ("organization", usual.YOUNG, usual.YOUNG_ITEM),
    ("user", usual.USER, usual.USER_ITEM),
    ("invitation", usual.INVITATION, usual.INVITATION_ITEM),
    ("project", usual.PROJECT, usual.PROJECT_ITEM),
    ("API key", usual.KEY, usual.KEY_ITEM),
    ("usage record", usual.RECORD, usual.RECORD_ITEM),
    ("audit event", usual.EVENT, usual.EVENT_ITEM),
    ("work", usual.WORK, usual.WORK_ITEM),
    ("membership", usual.LINE, usual.LINE_ITEM),
    ("session", usual.SESSION, usual.SESSION_ITEM),
    (
        "gauge",
        Gauge(WEBSITE, 2**30, NOW, version=1),
        {"schema": ONE, "project": {"S": "prj_1"}, "held": {"N": "1073741824"}, "at": AT_NOW, "version": ONE},
    ),
    (
        "storage opening",
        StorageOpening(BillingCycle(2026, 4), version=1),
        {"schema": ONE, "through": {"S": "2026-04"}, "version": ONE},
    ),
    (
        "person",
        Person(ALICE.person_id, ALICE.email, "Alice", "$argon2id$…", NOW, version=1),
        {
            "schema": ONE,
            "id": {"S": "per_1"},
            "email": {"S": "alice@acme.example"},
            "name": {"S": "Alice"},
            "password": {"S": "$argon2id$…"},
            "created": AT_NOW,
            "version": ONE,
        },
    ),
    (
        "answer",
        Answer("c0ffee", b"", NOW),
        {"schema": ONE, "fingerprint": {"S": "c0ffee"}, "expires": AT_NOW},
    ),
    (
        "certificate",
        ErasureCertificate(ACME, NOW, "closed", {}),
        {"schema": ONE, "org": {"S": "org_1"}, "at": AT_NOW, "reason": {"S": "closed"}},
    ),
    (
        "invitation address",
        InvitationAddress("c0ffee", ACME, InvitationId("inv_1")),
        {"schema": ONE, "token": {"S": "c0ffee"}, "org": {"S": "org_1"}, "invitation": {"S": "inv_1"}},
    ),
    *billing_examples.USUAL,
]
"""What has nothing unusual to tell: defaults, nothing and empty things are left out."""

UNUSUAL: Final[list[tuple[str, Any, Item]]] = [
    ("organization", usual.GROWN, usual.GROWN_ITEM),
    (
        "organization",
        replace(usual.YOUNG, standing=Closing(NOW, LATER)),
        {**usual.YOUNG_ITEM, "standing": {"S": '{"closing":1775392215123456,"erased":1777593600000000}'}},
    ),
    (
        "user",
        replace(usual.USER, status=UserStatus.SUSPENDED, projects={WEBSITE: ProjectRole.LEAD}),
        {**usual.USER_ITEM, "status": {"S": "suspended"}, "projects": {"S": '{"prj_1":"lead"}'}},
    ),
    (
        "invitation",
        replace(usual.INVITATION, projects=(WEBSITE,), invited_by=ALICE.id, status=InvitationStatus.EXPIRED),
        {
            **usual.INVITATION_ITEM,
            "projects": {"S": '["prj_1"]'},
            "inviter": {"S": "usr_1"},
            "status": {"S": "expired"},
        },
    ),
    (
        "project",
        replace(
            usual.PROJECT,
            description="The shop",
            tags=("web", "eu"),
            team={ALICE.id: ProjectRole.DEVELOPER},
            status=ProjectStatus.ARCHIVED,
        ),
        {
            **usual.PROJECT_ITEM,
            "about": {"S": "The shop"},
            "tags": {"S": '["web","eu"]'},
            "team": {"S": '{"usr_1":"developer"}'},
            "status": {"S": "archived"},
        },
    ),
    (
        "API key",
        replace(
            usual.KEY,
            secret=SecretHash("p2", b"\x02", LATER),
            scopes=frozenset({Scope.WRITE_RESOURCES, Scope.READ_AUDIT}),
            project_id=WEBSITE,
            expires_at=LATER,
            former_secret=SecretHash("p1", b"", NOW),
            status=KeyStatus.REVOKED,
        ),
        {
            **usual.KEY_ITEM,
            "secret": {"B": b"\x02"},
            "secret_pepper": {"S": "p2"},
            "secret_expires": AT_LATER,
            "scopes": {"S": '["read:audit","write:resources"]'},
            "project": {"S": "prj_1"},
            "expires": AT_LATER,
            "former": {"B": b""},
            "former_pepper": {"S": "p1"},
            "former_expires": AT_NOW,
            "status": {"S": "revoked"},
        },
    ),
    (
        "usage record",
        usual.RECORD._replace(
            amount=-90, counted_at=LATER, metadata={"region": "eu"}, corrects=RecordId("r0"), maximum=10**9
        ),
        {
            **usual.RECORD_ITEM,
            "amount": {"N": "-90"},
            "counted": AT_LATER,
            "meta": {"S": '{"region":"eu"}'},
            "corrects": {"S": "r0"},
            "max": {"N": "1000000000"},
        },
    ),
    (
        "audit event",
        replace(
            usual.EVENT,
            kind=Kind.OBSERVED,
            resource_type="site",
            changes={
                "name": Change("Website", "Shop"),
                "tags": Change(None, ["web"]),
                "rate": Change(None, 5),
                "team": Change({"usr_1": "lead"}, None),
                "about": Change(None, None),
            },
            address="203.0.113.42",
            user_agent="curl/8",
            request_id="req_1",
        ),
        {
            **usual.EVENT_ITEM,
            "kind": {"S": "observed"},
            "type": {"S": "site"},
            "changes": {
                "S": '{"name":["Shop","Website"],"tags":[["web"]],"rate":5,"team":[null,{"usr_1":"lead"}],"about":null}'
            },
            "ip": {"S": "203.0.113.42"},
            "agent": {"S": "curl/8"},
            "request": {"S": "req_1"},
        },
    ),
    (
        "work",
        replace(usual.WORK, subject={"token": "s3cret"}, attempts=2),
        {**usual.WORK_ITEM, "subject": {"S": '{"token":"s3cret"}'}, "attempts": {"N": "2"}},
    ),
    (
        "membership",
        replace(usual.LINE, status=UserStatus.SUSPENDED),
        {**usual.LINE_ITEM, "status": {"S": "suspended"}},
    ),
    (
        "session",
        replace(usual.SESSION, methods=("pwd", "otp"), spent_hashes=("beef", "f00d"), ended=True),
        {
            **usual.SESSION_ITEM,
            "methods": {"S": '["pwd","otp"]'},
            "spent": {"S": '["beef","f00d"]'},
            "ended": {"BOOL": True},
        },
    ),
    (
        "answer",
        Answer("c0ffee", b'{"id":"prj_1"}', NOW),
        {"schema": ONE, "fingerprint": {"S": "c0ffee"}, "expires": AT_NOW, "body": {"B": b'{"id":"prj_1"}'}},
    ),
    (
        "certificate",
        ErasureCertificate(ACME, NOW, "closed", {"users": 2, "usage_records": 10**7}),
        {
            "schema": ONE,
            "org": {"S": "org_1"},
            "at": AT_NOW,
            "reason": {"S": "closed"},
            "erased": {"S": '{"users":2,"usage_records":10000000}'},
        },
    ),
    *billing_examples.UNUSUAL,
]
"""What has something to tell everywhere."""

examples = pytest.mark.parametrize(
    ("kind", "value", "item"), [*USUAL, *UNUSUAL], ids=[kind for kind, _, _ in [*USUAL, *UNUSUAL]]
)


@examples
def test_a_value_is_written_as_schema_one_has_it(kind: str, value: object, item: Item) -> None:
    assert KINDS[kind].to_item(value) == item


@examples
def test_what_schema_one_has_written_is_read(kind: str, value: object, item: Item) -> None:
    assert anatomy(KINDS[kind].from_item(item)) == anatomy(value)


def test_every_kind_has_an_example() -> None:
    assert {kind for kind, _, _ in USUAL} == KINDS.keys()
