"""Values of every kind that is kept, drawn at random: every field, every variant, nothing tame."""

from collections.abc import Mapping
from datetime import UTC
from decimal import Decimal
from ipaddress import ip_network
from types import MappingProxyType
from typing import TypeVar

from hypothesis import strategies as st

from application.ports.agenda import Work, WorkKind
from application.ports.answers import Answer
from application.ports.directory import InvitationAddress
from domain.api_keys.api_key import ApiKey, KeyStatus, SecretHash
from domain.audit.audit_event import ActorKind, AuditEvent, Change, Kind, Value
from domain.audit.certificate import ErasureCertificate
from domain.billing.state import PastDue, Paying, Restricted, Trialing, Unbilled
from domain.billing_cycle import BillingCycle
from domain.ids import (
    ID_ALPHABET,
    EventId,
    InvitationId,
    KeyId,
    OrganizationId,
    PersonId,
    ProjectId,
    RecordId,
    SessionId,
    UserId,
    WorkId,
)
from domain.organizations.excess import Excess
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.organization import Organization
from domain.organizations.settings import Overage, Settings
from domain.organizations.standing import Active, Closing, Suspended
from domain.people.invitation import Invitation, InvitationStatus
from domain.people.person import Membership, Person
from domain.people.session import Session
from domain.people.user import User, UserStatus
from domain.plans.contract import Contract
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.meter import Meter
from domain.plans.plan import Feature, Plan, PlanId, frozen
from domain.projects.project import Environment, Project, ProjectStatus, ProjectType
from domain.roles.role import ProjectRole, Role, Scope
from domain.usage.gauge import Gauge, StorageOpening
from domain.usage.record import UsageRecord

Name = TypeVar("Name")
Part = TypeVar("Part")


def mappings(names: st.SearchStrategy[Name], parts: st.SearchStrategy[Part]) -> st.SearchStrategy[Mapping[Name, Part]]:
    """Mappings, of which some are no dictionaries: the domain promises none."""
    told = st.dictionaries(names, parts, max_size=3)
    return told | told.map(MappingProxyType)


moments = st.datetimes(timezones=st.just(UTC))
texts = st.text(max_size=20) | st.text(min_size=1, max_size=8).map(lambda part: part * 200)
numbers = st.integers(-(10**36) + 1, 10**36 - 1)
versions = st.integers(0, 10**6)
limits = st.none() | st.integers(0, 10**15)
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)
_letters = st.text("abcxyz0189", min_size=1, max_size=20)
_joined = st.lists(_letters, min_size=1, max_size=3)
slugs = _joined.map("-".join).map(Slug)
domains = _joined.map(lambda labels: ".".join([*labels, "example"]))
emails = st.builds("{}@{}".format, st.text("abc019.+_-", min_size=1, max_size=20), domains).map(EmailAddress)

_ids = st.text(sorted(ID_ALPHABET), min_size=1, max_size=40)
organization_ids = _ids.map(OrganizationId)
person_ids = _ids.map(PersonId)
user_ids = _ids.map(UserId)
project_ids = _ids.map(ProjectId)
invitation_ids = _ids.map(InvitationId)
record_ids = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=128).map(RecordId)

_plans_of_all = st.builds(
    Plan,
    id=st.text(min_size=1, max_size=20).map(PlanId),
    version=st.integers(1, 99),
    users=limits,
    projects=limits,
    included=st.dictionaries(st.sampled_from(Meter), limits).map(frozen),
    requests_per_minute=limits,
    price_cents=limits,
    rates=mappings(st.sampled_from(Meter), st.decimals(0, 10**6, places=6)),
    discount=st.just(Decimal(0)) | st.decimals(0, 1, places=4),
    features=st.frozensets(st.sampled_from(Feature)),
    support=st.just("community") | texts,
    self_service=st.booleans(),
    trial=st.booleans(),
)
_contracts = st.builds(
    Contract,
    users=limits,
    projects=limits,
    api_calls=limits,
    compute_minutes=limits,
    storage_bytes=limits,
    requests_per_minute=limits,
    price_cents=limits,
)
plans = _plans_of_all | st.builds(Contract.applied_to, _contracts, _plans_of_all)
plan_changes = st.builds(PlanChange, at=moments, plan=plans, totals=mappings(st.sampled_from(Meter), numbers))
plan_histories = st.builds(
    PlanHistory, st.lists(plan_changes, min_size=1, max_size=4).map(tuple), revision=st.integers(0, 99)
)

_networks = st.builds(
    lambda address, bits: ip_network((address, min(bits, address.max_prefixlen)), strict=False),
    st.ip_addresses(),
    st.integers(0, 128),
)
_overages = st.builds(Overage, enabled=st.booleans(), spend_cap_cents=st.integers(0, 10**8)) | st.just(Overage())
settings = st.just(Settings()) | st.builds(
    Settings,
    require_mfa=st.booleans(),
    allowed_domains=st.frozensets(domains, max_size=5),
    session_timeout=st.integers(5, 1440),
    default_role=st.sampled_from([Role.VIEWER, Role.MEMBER, Role.ADMIN]),
    ip_allowlist=st.lists(_networks, max_size=4).map(tuple),
    overage=_overages,
)
_unsuspended = st.just(Active()) | st.builds(Closing, since=moments, erased_at=moments)
standings = _unsuspended | st.builds(Suspended, since=moments, reason=texts, former=_unsuspended)
_owed = st.builds(PastDue, since=moments) | st.builds(Restricted, since=moments)
billing_states = st.just(Unbilled()) | st.just(Paying()) | st.builds(Trialing, ends_at=moments) | _owed

organizations = st.builds(
    Organization,
    id=organization_ids,
    name=texts,
    slug=slugs,
    billing_email=emails,
    created_at=moments,
    plans=plan_histories,
    settings=settings,
    standing=standings,
    billing=billing_states,
    excess=st.none() | st.builds(Excess, since=moments, restricted=st.booleans()),
    founded=st.booleans(),
    version=versions,
)
users = st.builds(
    User,
    id=user_ids,
    person_id=person_ids,
    email=emails,
    name=texts,
    role=st.sampled_from(Role),
    created_at=moments,
    status=st.sampled_from(UserStatus),
    projects=mappings(project_ids, st.sampled_from(ProjectRole)),
    version=versions,
)
invitations = st.builds(
    Invitation,
    id=invitation_ids,
    email=emails,
    role=st.sampled_from(Role),
    projects=st.lists(project_ids, max_size=3).map(tuple),
    token_hash=hashes,
    created_at=moments,
    expires_at=moments,
    invited_by=st.none() | user_ids,
    status=st.sampled_from(InvitationStatus),
    version=versions,
)
projects = st.builds(
    Project,
    id=project_ids,
    name=texts,
    slug=slugs,
    type=st.sampled_from(ProjectType),
    environment=st.sampled_from(Environment),
    created_at=moments,
    description=texts,
    tags=st.lists(texts, max_size=3).map(tuple),
    team=mappings(user_ids, st.sampled_from(ProjectRole)),
    status=st.sampled_from(ProjectStatus),
    version=versions,
)
_secrets = st.builds(SecretHash, pepper=texts, digest=st.binary(max_size=32), expires_at=st.none() | moments)
api_keys = st.builds(
    ApiKey,
    id=_ids.map(KeyId),
    name=texts,
    prefix=texts,
    secret=_secrets,
    scopes=st.frozensets(st.sampled_from(Scope)),
    rate_limit=st.integers(1, 10**7),
    created_at=moments,
    created_by=user_ids,
    project_id=st.none() | project_ids,
    expires_at=st.none() | moments,
    former_secret=st.none() | _secrets,
    status=st.sampled_from(KeyStatus),
    version=versions,
)
gauges = st.builds(Gauge, project_id=project_ids, held=numbers, at=moments, version=versions)
storage_openings = st.builds(
    StorageOpening,
    through=st.builds(BillingCycle, st.integers(1970, 9998), st.integers(1, 12)),
    version=versions,
)
usage_records = st.builds(
    lambda record, late: record if late else record._replace(counted_at=record.timestamp),
    st.builds(
        UsageRecord,
        record_id=record_ids,
        project_id=project_ids,
        meter=st.sampled_from(Meter),
        amount=numbers,
        timestamp=moments,
        counted_at=moments,
        metadata=mappings(texts, texts),
        corrects=st.none() | record_ids,
        maximum=st.none() | numbers,
        segment=st.none() | st.integers(0, 99),
    ),
    st.booleans(),
)

_scalars: st.SearchStrategy[Value] = (
    st.none() | st.booleans() | st.integers(-(10**40), 10**40) | st.floats(allow_nan=False) | texts
)
_values: st.SearchStrategy[Value] = st.recursive(
    _scalars,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=10), parts, max_size=3),
    max_leaves=6,
)
audit_events = st.builds(
    AuditEvent,
    id=_ids.map(EventId),
    at=moments,
    kind=st.sampled_from(Kind),
    actor_kind=st.sampled_from(ActorKind),
    actor_id=texts,
    action=st.sampled_from(["project.created", "limit.refused", "login"]) | texts,
    resource_type=st.sampled_from(["project", "limit", "compute", ""]) | texts,
    resource_id=texts,
    changes=mappings(texts, st.builds(Change, before=_values, after=_values)),
    address=st.none() | texts,
    user_agent=st.none() | texts,
    request_id=st.none() | texts,
)

works = st.builds(
    Work,
    id=_ids.map(WorkId),
    at=moments,
    kind=st.sampled_from(WorkKind),
    organization_id=organization_ids,
    subject=mappings(texts, texts),
    attempts=st.integers(0, 100),
)
persons = st.builds(
    Person, id=person_ids, email=emails, name=texts, password_hash=texts, created_at=moments, version=versions,
    trial_of=st.none() | organization_ids,
)  # fmt: skip
memberships = st.builds(
    Membership,
    person_id=person_ids,
    organization_id=organization_ids,
    user_id=user_ids,
    role=st.sampled_from(Role),
    status=st.sampled_from(UserStatus),
    organization_name=texts,
)
sessions = st.builds(
    Session,
    id=_ids.map(SessionId),
    person_id=person_ids,
    organization_id=organization_ids,
    user_id=user_ids,
    methods=st.lists(st.sampled_from(["pwd", "otp", "hwk"]), max_size=3).map(tuple),
    started_at=moments,
    refreshed_at=moments,
    refresh_hash=hashes,
    spent_hashes=st.lists(hashes, max_size=8).map(tuple),
    ended=st.booleans(),
    version=versions,
)
answers = st.builds(Answer, fingerprint=hashes, body=st.binary(max_size=200), expires_at=moments)
certificates = st.builds(
    ErasureCertificate,
    organization_id=organization_ids,
    erased_at=moments,
    reason=texts,
    erased=mappings(texts, numbers),
)
invitation_addresses = st.builds(
    InvitationAddress, token_hash=hashes, organization_id=organization_ids, invitation_id=invitation_ids
)
