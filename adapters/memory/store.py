"""The whole store: all tenants, what is outside them, and the one place where commits happen."""

from contextlib import ExitStack
from datetime import datetime, timedelta

from adapters.memory.agenda import MemoryAgenda
from adapters.memory.answers import MemoryAnswers
from adapters.memory.directory import MemoryDirectory
from adapters.memory.sessions import MemorySessions
from adapters.memory.tenant import Tenant
from application.actor import Once
from application.ports.answers import Answer
from application.unit_of_work import CommitRefused, Erasure, Staged
from domain.audit.certificate import ErasureCertificate
from domain.errors import NotFound
from domain.ids import OrganizationId


class MemoryStore:
    """Locks are taken in one order: a tenant's, then the directory's, which also guards the kept answers."""

    def __init__(self, audit_retention: timedelta) -> None:
        self.sessions = MemorySessions()
        self.directory = MemoryDirectory(self.sessions)
        self.answers = MemoryAnswers()
        self.agenda = MemoryAgenda()
        self.audit_retention = audit_retention
        self._tenants: dict[OrganizationId, Tenant] = {}

    def tenant(self, organization_id: OrganizationId) -> Tenant:
        """Return a tenant; NotFound when there is none."""
        tenant = self._tenants.get(organization_id)
        if tenant is None:
            raise NotFound
        return tenant

    def find(self, organization_id: OrganizationId) -> Tenant | None:
        """Return a tenant, or None."""
        return self._tenants.get(organization_id)

    def commit(self, tenant: Tenant, staged: Staged, once: Once | None, body: bytes, now: datetime) -> None:
        """Write everything that is staged, or raise CommitRefused with all that was found."""
        outside = bool(staged.entries) or once is not None or staged.erasure is not None
        with ExitStack() if outside else tenant.lock as stack:
            if isinstance(stack, ExitStack):
                stack.enter_context(tenant.lock)
                stack.enter_context(self.directory.lock)
            self._check(tenant, staged, once, now)
            if staged.erasure is not None:
                self._erase(tenant, staged.erasure)
            else:
                self._apply(tenant, staged, once, body, now)
        if staged.works:
            self.agenda.put(staged.works)

    def _apply(self, tenant: Tenant, staged: Staged, once: Once | None, body: bytes, now: datetime) -> None:
        tenant.apply(staged)
        for entry in staged.entries:
            self.directory.apply(entry, now)
        for token_hash in tenant.forget_ended():
            self.directory.forget(token_hash)
        if once is not None:
            answer = Answer(once.fingerprint, body, now + once.kept_for)
            self.answers.keep(once.scope, once.key, answer, now)
        self._tenants.setdefault(tenant.organization.id, tenant)

    def _check(self, tenant: Tenant, staged: Staged, once: Once | None, now: datetime) -> None:
        inside = tenant.check(staged)
        answer = None if once is None else self.answers.find(once.scope, once.key, now)
        directory = self.directory
        stale = self._tenants.get(tenant.organization.id, tenant) is not tenant
        stale = stale or any(directory.stale(entry, now) for entry in staged.entries)
        stale = stale or (staged.erasure is not None and staged.erasure.version != tenant.organization.version)
        slug_taken = any(directory.slug_taken(entry) for entry in staged.entries)
        email_taken = any(directory.email_taken(entry) for entry in staged.entries)
        if inside is None and answer is None and not (stale or slug_taken or email_taken):
            return
        refused = inside or CommitRefused()
        refused.stale = refused.stale or stale
        refused.slug_taken, refused.email_taken, refused.answer = slug_taken, email_taken, answer
        raise refused

    def _erase(self, tenant: Tenant, erasure: Erasure) -> None:
        organization = tenant.organization
        persons = {user.person_id for user in tenant.users}
        tokens = {invitation.token_hash for invitation in tenant.invitations}
        self.directory.erase(organization, persons, tokens)
        if organization.founded:
            certificate = ErasureCertificate(organization.id, erasure.at, erasure.reason, tenant.sizes())
            self.directory.certify(certificate)
        self.agenda.forget(organization.id)
        tenant.erased = True
        del self._tenants[organization.id]
