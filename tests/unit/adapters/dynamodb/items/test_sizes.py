"""What typical values take, as their writing is paid by the kilobyte begun."""

from dataclasses import replace
from typing import Final

import pytest

from adapters.dynamodb.items import api_key, audit_event, organization, session, usage_record
from adapters.dynamodb.items.size import size_of
from domain.audit.audit_event import ActorKind, AuditEvent, Kind, changes_between
from domain.ids import EventId, InvitationId, OrganizationId, PersonId, ProjectId, RecordId, SessionId, UserId
from domain.organizations.names import EmailAddress, Slug
from domain.people.invitation import LIFETIME, Invitation
from domain.people.session import Session
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.meter import Meter
from domain.projects.project import Environment, Project, ProjectType
from domain.roles.role import ProjectRole, Role, Scope
from domain.usage.record import UsageRecord
from tests.assemblies.companies import FREE, PRO, STARTER
from tests.unit.adapters.dynamodb.items.examples import KEY, LATER, NOW, YOUNG

MADE_OF: Final = "01kp87e2cnhmebax6dk4kg92d3"
"""The part of our ids that differs: 26 characters."""

USER: Final = UserId(f"usr_{MADE_OF}")
SITE: Final = ProjectId(f"prj_{MADE_OF}")
BROWSER: Final = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Safari/537.36"
)
KEYS_OF_AN_EVENT: Final = 255
"""Bytes of its two keys in the table and of its two in the index of a user's deeds, with their names."""

STARTED: Final = Project(
    SITE,
    "Website relaunch 2026",
    Slug("website-relaunch-2026"),
    ProjectType.WEB,
    Environment.PRODUCTION,
    NOW,
    "The shop and the blog of our new brand",
    ("web", "2026"),
    {USER: ProjectRole.LEAD},
)
INVITED: Final = Invitation(
    InvitationId(f"inv_{MADE_OF}"),
    EmailAddress("bob.builder@acme.example"),
    Role.MEMBER,
    (SITE,),
    "a" * 64,
    NOW,
    NOW + LIFETIME,
    USER,
)
RECORD: Final = UsageRecord(
    RecordId("0b6e3f0c-7a2e-4f44-9d1c-3f5a4f1f0e6b"),
    SITE,
    Meter.API_CALL,
    1,
    NOW,
    NOW,
    {"region": "eu"},
    None,
    1_000_000,
    0,
)
ACME: Final = replace(YOUNG, id=OrganizationId(f"org_{MADE_OF}"), name="Acme Corporation", founded=True)
TOTALS: Final = {Meter.API_CALL: 123_456, Meter.COMPUTE: 10**9, Meter.BANDWIDTH: 10**12}


def created(resource: Project | Invitation, action: str) -> AuditEvent:
    return AuditEvent(
        EventId(f"evt_{MADE_OF}"),
        NOW,
        Kind.CHANGED,
        ActorKind.USER,
        USER,
        action,
        action.partition(".")[0],
        resource.id,
        changes_between(None, resource),
        "203.0.113.42",
        BROWSER,
        f"req_{MADE_OF}",
    )


@pytest.mark.parametrize(
    "event",
    [created(STARTED, "project.created"), created(INVITED, "invitation.created")],
    ids=lambda event: event.action,
)
def test_the_event_of_something_new_and_its_keys_fit_a_kilobyte_with_room(event: AuditEvent) -> None:
    assert size_of(audit_event.to_item(event)) + KEYS_OF_AN_EVENT < 950


def test_a_usage_record_is_a_hundred_and_forty_bytes() -> None:
    assert size_of(usage_record.to_item(RECORD)) < 140


def test_an_organization_on_one_plan_fits_half_a_kilobyte() -> None:
    bought = PlanHistory((PlanChange(NOW, PRO),))

    assert size_of(organization.to_item(replace(ACME, plans=bought))) < 512


def test_going_back_and_forth_between_plans_keeps_each_plan_once() -> None:
    once = PlanHistory((PlanChange(NOW, FREE), PlanChange(LATER, STARTER, TOTALS)))
    again = PlanHistory((*once.changes, PlanChange(LATER, FREE, TOTALS), PlanChange(LATER, STARTER, TOTALS)))

    twice = size_of(organization.to_item(replace(ACME, plans=again)))

    assert twice - size_of(organization.to_item(replace(ACME, plans=once))) < 180


def test_a_key_that_may_do_everything_fits_a_third_of_a_kilobyte() -> None:
    assert size_of(api_key.to_item(replace(KEY, scopes=frozenset(Scope), project_id=SITE, created_by=USER))) < 341


def test_a_session_that_was_refreshed_all_day_fits_a_kilobyte_with_its_keys() -> None:
    refreshed = Session(
        SessionId(f"ses_{MADE_OF}"),
        PersonId(f"per_{MADE_OF}"),
        ACME.id,
        USER,
        ("pwd", "otp"),
        NOW,
        NOW,
        "a" * 64,
        ("b" * 64,) * 8,
    )

    assert size_of(session.to_item(refreshed)) < 900
