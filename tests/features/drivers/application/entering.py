"""Signing up, accepting invitations and sessions, by use cases."""

from collections.abc import Mapping

from application.sessions.signed_in import SignedIn
from domain.ids import PersonId
from domain.organizations.names import EmailAddress, Slug
from domain.plans.plan import ANNOUNCED
from tests.features.driver import PASSWORD, Mail
from tests.features.drivers.application.acting import Acting, told
from tests.features.drivers.names import Session
from tests.features.words import Person


class Entering(Acting):
    def plans(self) -> tuple[str, ...]:
        return tuple(str(plan.id) for plan in self.application.catalogue.plans)

    def announced(self) -> Mapping[str, tuple[str, ...]]:
        plans = self.application.catalogue.plans
        return {plan.id: tuple(sorted(feature.value for feature in plan.features & ANNOUNCED)) for plan in plans}

    def sign_up(
        self,
        person: Person,
        company: str,
        plan: str,
        *,
        slug: str | None = None,
        signed_in_as: Person | None = None,
    ) -> None:
        with told():
            organization = self.application.sign_up(
                self.source,
                name=company,
                slug=Slug(company.lower() if slug is None else slug),
                owner_email=EmailAddress.parse(self.address_of(person)),
                plan=plan,
                person=self.person_id(signed_in_as),
            )
        self.settle()
        self.note_owner(company, organization.id, person)
        if signed_in_as is not None:
            self.note_user(person, company)

    def person_id(self, person: Person | None) -> PersonId | None:
        if person is None:
            return None
        return self.authenticated(person, self.home_of(person, "")).actor.person_id

    def note_user(self, person: Person, company: str) -> None:
        """Sign somebody in at a company, and note under which id it knows them."""
        session = self.log_in(person, company)
        actor = self.application.authenticate_token(session.access_token, self.source).actor
        self.user_ids[company, person.key] = actor.id

    def accept(
        self,
        person: Person,
        company: str,
        *,
        password: str | None = None,
        signed_in_as: Person | None = None,
    ) -> None:
        with told():
            accepted = self.application.accept_invitation(
                self.source,
                token=self.token_of(person, company),
                name=None if signed_in_as else person.name,
                password=None if signed_in_as else password or PASSWORD,
                person=self.person_id(signed_in_as),
            )
        self.user_ids[company, person.key] = accepted.user.id
        self.keep(person, accepted.signed_in)

    def token_of(self, person: Person, company: str) -> str:
        """Return what the last mail to somebody about a company carries."""
        mails = [mail for mail in self.mails(person) if mail.token and company in mail.subject + mail.text]
        return mails[0].token or ""

    def accept_what_nobody_sent(self, person: Person) -> None:
        with told():
            self.application.accept_invitation(self.source, token="A" * 43, name=person.name, password=PASSWORD)

    def log_in(self, who: Person, company: str | None, password: str = PASSWORD) -> Session:
        organization_id = None if company is None else self.organization_id(company)
        signed_in = self.application.log_in(
            self.source, email=self.address_of(who), password=password, organization_id=organization_id
        )
        return self.keep(who, signed_in)

    def keep(self, who: Person, signed_in: SignedIn) -> Session:
        actor = self.application.authenticate_token(signed_in.access_token, self.source).actor
        company = self.name_of_company(actor.organization_id)
        session = Session(company, signed_in.access_token, signed_in.refresh_token, self.clock.now())
        self.sessions[who.key, company] = session
        self.at[who.key] = company
        return session

    def sign_in(self, person: Person, *, company: str | None = None, password: str = PASSWORD) -> None:
        with told():
            self.log_in(person, company, password)

    def carry_on(self, person: Person) -> None:
        session = self.sessions[person.key, self.at[person.key]]
        with told():
            self.keep(person, self.application.refresh_session(self.source, refresh_token=session.refresh_token))

    def sign_out(self, person: Person) -> None:
        with told():
            company = self.at[person.key]
            self.application.log_out(self.acting(person, company, self.application.log_out.permission))

    def switch(self, person: Person, company: str) -> None:
        with told():
            switch_organization = self.application.switch_organization
            actor = self.acting(person, self.home_of(person, ""), switch_organization.permission)
            organization_id = self.organization_id(company)
            self.keep(person, switch_organization(actor, organization_id=organization_id))

    def works_for(self, person: Person) -> str:
        session = self.sessions[person.key, self.at[person.key]]
        with told():
            found = self.application.authenticate_token(session.access_token, self.source)
        return found.organization.name

    def companies_of(self, person: Person) -> Mapping[str, str]:
        with told():
            home = self.log_in(person, None).company
            lines = self.application.list_organizations(
                self.acting(person, home, self.application.list_organizations.permission)
            ).items
        return {self.name_of_company(line.organization_id): line.role.value for line in lines}

    def mails(self, person: Person) -> tuple[Mail, ...]:
        """Return somebody's mails, newest first, after all that is due was sent."""
        self.settle()
        address = self.address_of(person).lower()
        return tuple(Mail(mail.subject, mail.text, mail.token) for mail in self.outbox.sent() if mail.to == address)
