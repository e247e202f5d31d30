"""The tenant's door, on DynamoDB."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Final, Self, final

from adapters.dynamodb.agenda import DynamoDbAgenda
from adapters.dynamodb.engine.gateway import Wire, tenant_gateway
from adapters.dynamodb.engine.writes import Write
from adapters.dynamodb.items import organization as organizations
from adapters.dynamodb.keys import TenantKeys
from adapters.dynamodb.knowledge import Knowledge
from adapters.dynamodb.last_uses import LastUses
from adapters.dynamodb.layout import outside
from adapters.dynamodb.layout.totals import total_of
from adapters.dynamodb.tenant.audit_log import DynamoDbAuditLog
from adapters.dynamodb.tenant.billing import DynamoDbBilling
from adapters.dynamodb.tenant.collections import (
    DynamoDbApiKeys,
    DynamoDbInvitations,
    DynamoDbProjects,
    DynamoDbUsers,
    existing,
)
from adapters.dynamodb.tenant.commit import Commit
from adapters.dynamodb.tenant.erasure import Erasing
from adapters.dynamodb.tenant.step import Step
from adapters.dynamodb.tenant.usage import DynamoDbUsage, StorageLook
from application.actor import Actor
from application.ports.agenda import Work
from application.ports.answers import Answer
from application.ports.api_keys import ApiKeys
from application.ports.audit_log import AuditLog
from application.ports.billing import Billing
from application.ports.clock import Clock
from application.ports.directory import SaveSession
from application.ports.invitations import Invitations
from application.ports.projects import Projects
from application.ports.usage import Usage
from application.ports.users import Users
from application.ports.workspaces import Result, Workspace, Workspaces
from application.staging import Staging
from application.unit_of_work import CommitRefused, Erasure, Staged
from domain.api_keys.api_key import ApiKey
from domain.errors import Unavailable
from domain.limits.claim import Limit
from domain.organizations.organization import Organization
from domain.people.user import User
from domain.projects.project import Project
from domain.usage.allowance import STORAGE_TOTAL

CAPACITY: Final = 66
"""Records and their projects' totals in one transaction of 100 actions, which leaves room for three meters' totals,
the spend, and the mark, told limit, event and mail of two thresholds of each, with the warnings of the day."""


@dataclass(frozen=True, slots=True)
class Store:
    """What all workspaces of a process share."""

    wire: Wire
    knowledge: Knowledge
    agenda: DynamoDbAgenda
    last_uses: LastUses
    clock: Clock
    retention: timedelta


@final
class DynamoDbWorkspace(Staging, Workspace):
    """One tenant for one use case; what is staged lies here until a commit writes it, or forgets it."""

    __slots__ = ("_actor", "_gateway", "_keys", "_look", "_organization", "_store")

    def __init__(self, store: Store, organization: Organization, actor: Actor) -> None:
        super().__init__()
        self._store = store
        self._actor = actor
        self._organization = organization
        self._keys = TenantKeys(organization.id)
        self._gateway = tenant_gateway(store.wire, self._keys)
        self._look = self._new_look()

    def _new_look(self) -> StorageLook:
        contended = self._store.knowledge.contended.get(self._organization.id) is not None
        return StorageLook(self._gateway, self._keys, consistent=contended)

    @property
    def organization(self) -> Organization:
        return self._organization

    @property
    def users(self) -> Users:
        return DynamoDbUsers(self._gateway, self._keys, self._store.knowledge.users)

    @property
    def invitations(self) -> Invitations:
        return DynamoDbInvitations(self._gateway, self._keys)

    @property
    def projects(self) -> Projects:
        return DynamoDbProjects(self._gateway, self._keys, self._store.knowledge.projects)

    @property
    def api_keys(self) -> ApiKeys:
        return DynamoDbApiKeys(self._gateway, self._keys, self._store.last_uses)

    @property
    def audit_log(self) -> AuditLog:
        return DynamoDbAuditLog(self._gateway, self._keys, self._store.clock, self._store.retention)

    @property
    def usage(self) -> Usage:
        return DynamoDbUsage(self._gateway, self._keys, self._look)

    @property
    def billing(self) -> Billing:
        return DynamoDbBilling(self._gateway, self._keys)

    @property
    def capacity(self) -> int:
        return CAPACITY

    def total(self, limit: Limit) -> int:
        if limit == STORAGE_TOTAL:
            return self._look.state.total
        return total_of(self._gateway.get(self._keys.total(limit)))

    def holds(self, name: str) -> bool:
        return self._gateway.get(self._keys.name(name)) is not None

    def held(self, names: Sequence[str]) -> frozenset[str]:
        found = self._gateway.get_many([self._keys.name(name) for name in names])
        return frozenset(key.sort for key in found)

    def erase(self, at: datetime, reason: str) -> None:
        self._staged.erasure = Erasure(at, reason, self._organization.version)

    def founding(self, organization: Organization) -> Self:
        """Stage the organization itself, as new."""
        self._organization = self.save(organization)
        return self

    def commit(self, result: Result) -> Result:
        staged = self._taken()
        body = b"" if self._actor.once is None else self._actor.once.render(result)
        try:
            if staged.erasure is not None:
                self._erase(staged.erasure, staged.works)
            else:
                self._write(staged, body)
        except CommitRefused as refused:
            self._learn(refused)
            raise
        finally:
            self._forget_what_changed(staged)
            self._look = self._new_look()
        if staged.works:
            self._store.agenda.added.set()
        return result

    def _write(self, staged: Staged, body: bytes) -> None:
        """Write what is staged, with what it claims of a cycle's records covered by what is ahead."""
        covered = self._store.knowledge.slices.cover(self._organization.id, staged.claims)
        try:
            while True:
                staged.claims = covered.claims()
                try:
                    self._write_claimed(staged, body)
                except CommitRefused as refused:
                    if not covered.refused(refused):
                        raise
                else:
                    break
        except BaseException:
            covered.given_back()
            raise
        covered.granted()

    def _write_claimed(self, staged: Staged, body: bytes) -> None:
        step = Step(self._keys, self._gateway, self._store.knowledge.totals)
        for presuming in (True, False):
            commit = Commit(
                self._keys,
                self._store.knowledge.totals,
                self._look,
                staged,
                self._store.retention,
                presuming=presuming,
            )
            if step.take(commit, self._outside(staged, body), staged.claims):
                return
        raise Unavailable

    def _erase(self, erasure: Erasure, works: Sequence[Work]) -> None:
        erasing = Erasing(self._keys, self._gateway, self._store.wire)
        erasing.close_door(self._organization, erasure, works, self._store.clock.now())
        erasing.sweep(self._organization.id, self._organization.created_at, self._store.clock.now())

    def _learn(self, refused: CommitRefused) -> None:
        organization_id = self._organization.id
        contended = self._store.knowledge.contended
        contended.put(organization_id, organization_id, contended.begin())
        if refused.stale or refused.moved_on:
            self._store.knowledge.organizations.forget(organization_id)

    def _forget_what_changed(self, staged: Staged) -> None:
        """Whatever became of a commit, what it would change is looked up anew, in this process at once."""
        knowledge, keys = self._store.knowledge, self._keys
        for resource in (*staged.saves, *staged.removals):
            match resource:
                case Organization():
                    knowledge.organizations.forget(resource.id)
                case User():
                    knowledge.users.forget(keys.user(resource.id))
                case ApiKey():
                    knowledge.api_keys.forget(keys.api_key(resource.id))
                case Project():
                    knowledge.projects.forget(keys.project(resource.id))
                case _:
                    pass
        for entry in staged.entries:
            if isinstance(entry, SaveSession):
                knowledge.sessions.forget(entry.session.id)
        if staged.erasure is not None:
            knowledge.organizations.forget(self._organization.id)

    def _outside(self, staged: Staged, body: bytes) -> list[Write]:
        once, now = self._actor.once, self._store.clock.now()
        entered = (outside.entered(entry, self._organization.id, now) for entry in staged.entries)
        writes = list(chain.from_iterable(entered))
        writes += map(outside.planned, staged.works)
        if once is not None:
            writes.append(outside.answered(once, Answer(once.fingerprint, body, now + once.kept_for), now))
        return writes


@final
class DynamoDbWorkspaces(Workspaces):
    """Opens tenants of one table."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, actor: Actor) -> Workspace:
        organization = self._store.knowledge.organizations.get(actor.organization_id)
        return self.open_current(actor) if organization is None else DynamoDbWorkspace(self._store, organization, actor)

    def open_current(self, actor: Actor) -> Workspace:
        keys = TenantKeys(actor.organization_id)
        recent = self._store.knowledge.organizations
        begun = recent.begin()
        item = tenant_gateway(self._store.wire, keys).get(keys.organization)
        organization = existing(item, organizations.from_item)
        recent.put(organization.id, organization, begun)
        return DynamoDbWorkspace(self._store, organization, actor)

    def found(self, organization: Organization, actor: Actor) -> Workspace:
        return DynamoDbWorkspace(self._store, organization, actor).founding(organization)

    def sweep(self, actor: Actor, since: datetime) -> None:
        keys = TenantKeys(actor.organization_id)
        gateway = tenant_gateway(self._store.wire, keys)
        if gateway.get(keys.organization) is not None:
            raise ValueError("what stands is not swept away")
        Erasing(keys, gateway, self._store.wire).sweep(actor.organization_id, since, self._store.clock.now())
