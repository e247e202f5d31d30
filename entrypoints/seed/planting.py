"""The seeded companies, brought about by the use cases that customers use."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from application.actor import Actor, Source, operator
from application.application import Application
from application.ports.clock import Clock
from application.ports.mailbox import Mail
from domain.billing_cycle import BillingCycle
from domain.ids import OrganizationId, ProjectId, UserId
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.settings import Overage
from domain.organizations.settings_changes import SettingsChanges
from domain.roles.role import Role, Scope
from entrypoints.seed.companies import COMPANIES, PASSWORD, Colleague, Company
from entrypoints.seed.month import usage

KEY_SCOPES: Final = frozenset({Scope.WRITE_RESOURCES, Scope.READ_RESOURCES, Scope.READ_USAGE})
KEY_RATE: Final = 100_000


class Unseeded(Exception):
    """A use case did not do for the seed what it does for customers."""


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody who can log in with the password of all."""

    name: str
    email: str
    role: Role


@dataclass(frozen=True, slots=True)
class Seeded:
    """A company that stands, and what it takes to try it."""

    name: str
    plan: str
    org_id: OrganizationId
    logins: tuple[Login, ...]
    project_id: ProjectId
    """Its first project."""
    api_key: str
    """May record and read usage of every project."""
    cycle: BillingCycle
    """The current one."""
    as_of: datetime
    """The moment up to which usage was recorded."""


@dataclass(frozen=True, slots=True)
class Seed:
    """Plants the companies into an application that has none of them yet.

    `work_off` does what is due, and `sent` tells the mails of which the invitations' tokens are taken.
    """

    application: Application
    clock: Clock
    work_off: Callable[[], int]
    sent: Callable[[], Iterable[Mail]]

    def __call__(self) -> tuple[Seeded, ...]:
        return tuple(self._planted(company) for company in COMPANIES)

    def _planted(self, company: Company) -> Seeded:
        source = Source(company.address, "Tenantry seed")
        owner = self._founded(company, source)
        members = {colleague.email: self._joined(owner, colleague, source) for colleague in company.people[1:]}
        for address in company.invited:
            self.application.invite_user(owner, email=EmailAddress.parse(address))
        if company.spend_cap_cents is not None:
            overage = Overage(enabled=True, spend_cap_cents=company.spend_cap_cents)
            self.application.change_settings(owner, changes=SettingsChanges(overage=overage))
        now = self.clock.now()
        projects = self._projects(owner, company, members, now)
        made = self.application.create_api_key(owner, name="Production", scopes=KEY_SCOPES, rate_limit=KEY_RATE)
        if made.secret is None:
            raise Unseeded(f"{company.name}: a new key is not shown")
        self._worked_off()
        logins = tuple(Login(colleague.name, colleague.email, colleague.role) for colleague in company.people)
        return Seeded(
            company.name,
            company.plan,
            owner.organization_id,
            logins,
            projects[0],
            made.secret,
            BillingCycle.of(now),
            now,
        )

    def _founded(self, company: Company, source: Source) -> Actor:
        """Found a company. The operator grants it its plan: its usage is priced, as if it had been paid for."""
        owner = company.people[0]
        founded = self.application.sign_up(
            source,
            name=company.name,
            slug=Slug(company.slug),
            owner_email=EmailAddress.parse(owner.email),
            plan=company.plan,
        )
        if self.application.catalogue.chosen(company.plan).paid:
            self.application.change_plan(operator(founded.id, "demo"), plan=company.plan)
        return self._accepted(owner, source)

    def _joined(self, owner: Actor, colleague: Colleague, source: Source) -> UserId:
        self.application.invite_user(owner, email=EmailAddress.parse(colleague.email), role=colleague.role)
        return UserId(self._accepted(colleague, source).id)

    def _accepted(self, colleague: Colleague, source: Source) -> Actor:
        self._worked_off()
        token = next(mail.token for mail in self.sent() if mail.to == colleague.email and mail.token)
        accepted = self.application.accept_invitation(source, token=token, name=colleague.name, password=PASSWORD)
        return self.application.authenticate_token(accepted.signed_in.access_token, source).actor

    def _projects(
        self, owner: Actor, company: Company, members: dict[str, UserId], now: datetime
    ) -> tuple[ProjectId, ...]:
        planted: list[ProjectId] = []
        for work in company.projects:
            project = self.application.create_project(
                owner,
                name=work.name,
                slug=Slug(work.slug),
                type=work.type,
                environment=work.environment,
                team={members[email]: role for email, role in work.team.items()},
            )
            cycle = BillingCycle.of(now)
            records = tuple(usage(project.id, work.slug, work.daily, cycle, now, company.calls_so_far))
            outcome = self.application.record_batch(owner, records=records)
            if outcome.refused:
                raise Unseeded(f"{company.name}: {outcome.refused[0]}")
            planted.append(project.id)
        return tuple(planted)

    def _worked_off(self) -> None:
        while self.work_off():
            pass
