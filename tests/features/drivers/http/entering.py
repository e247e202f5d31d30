"""Signing up, accepting invitations and sessions, over HTTP."""

from collections.abc import Mapping

from tests.features.driver import PASSWORD, Mail
from tests.features.drivers.http.asking import Asking, Json
from tests.features.drivers.names import Session
from tests.features.words import Person


class Entering(Asking):
    def plans(self) -> tuple[str, ...]:
        return tuple(plan["plan"] for plan in self.ask(None, "", "GET", "/plans")["data"])

    def announced(self) -> Mapping[str, tuple[str, ...]]:
        return {plan["plan"]: tuple(plan["announced"]) for plan in self.ask(None, "", "GET", "/plans")["data"]}

    def sign_up(
        self,
        person: Person,
        company: str,
        plan: str,
        *,
        slug: str | None = None,
        signed_in_as: Person | None = None,
    ) -> None:
        body = {
            "name": company,
            "slug": company.lower() if slug is None else slug,
            "owner_email": self.address_of(person),
            "plan": plan,
        }
        organization = self.ask(signed_in_as, "", "POST", "/organizations", json=body)
        self.settle()
        self.note_owner(company, organization["org_id"], person)
        if signed_in_as is not None:
            self.log_in(person, company)
            self.note_user(person, company)

    def note_user(self, person: Person, company: str) -> None:
        """Note under which id a company knows somebody who is in."""
        self.user_ids[company, person.key] = ""
        rows = self.all_of(person, company, self.path(company, "users"))
        ids = {row["email"]: row["user_id"] for row in rows}
        self.user_ids[company, person.key] = ids[self.address_of(person).lower()]

    def accept(
        self,
        person: Person,
        company: str,
        *,
        password: str | None = None,
        signed_in_as: Person | None = None,
    ) -> None:
        body = {"token": self.token_of(person, company)}
        if signed_in_as is None:
            body |= {"name": person.name, "password": password or PASSWORD}
        answer = self.ask(signed_in_as, "", "POST", "/invitations/accept", json=body)
        self.user_ids[company, person.key] = answer["user"]["user_id"]
        self.keep(person, company, answer)

    def token_of(self, person: Person, company: str) -> str:
        """Return what the last mail to somebody about a company carries."""
        mails = [mail for mail in self.mails(person) if mail.token and company in mail.subject + mail.text]
        return mails[0].token or ""

    def accept_what_nobody_sent(self, person: Person) -> None:
        body = {"token": "A" * 43, "name": person.name, "password": PASSWORD}
        self.ask(None, "", "POST", "/invitations/accept", json=body)

    def log_in(self, who: Person, company: str | None, password: str = PASSWORD) -> Session:
        body = {"email": self.address_of(who), "password": password}
        if company is not None:
            body["org_id"] = self.companies[company]
        answer = self.ask(None, "", "POST", "/auth/login", json=body)
        return self.keep(who, company or self.bound_to(answer), answer)

    def keep(self, who: Person, company: str, answer: Json) -> Session:
        session = Session(company, answer["access_token"], answer["refresh_token"], self.clock.now())
        self.sessions[who.key, company] = session
        self.at[who.key] = company
        return session

    def bound_to(self, answer: Json) -> str:
        """Return the company that a new token works for: the one whose page it opens."""
        headers = {"Authorization": f"Bearer {answer['access_token']}", "X-Forwarded-For": self.address}
        opened = [
            self.name_of_company(line["org_id"])
            for line in answer["organizations"]
            if self.client.get(f"/organizations/{line['org_id']}", headers=headers).is_success
        ]
        return opened[0]

    def sign_in(self, person: Person, *, company: str | None = None, password: str = PASSWORD) -> None:
        self.log_in(person, company, password)

    def carry_on(self, person: Person) -> None:
        session = self.sessions[person.key, self.at[person.key]]
        body = {"refresh_token": session.refresh_token}
        self.keep(person, session.company, self.ask(None, "", "POST", "/auth/refresh", json=body))

    def sign_out(self, person: Person) -> None:
        self.ask(person, self.at[person.key], "POST", "/auth/logout")

    def switch(self, person: Person, company: str) -> None:
        home = self.home_of(person, "")
        body = {"org_id": self.companies[company]}
        self.keep(person, company, self.ask(person, home, "POST", "/auth/switch", json=body))

    def works_for(self, person: Person) -> str:
        session = self.sessions[person.key, self.at[person.key]]
        return self.bound_to({"access_token": session.access_token, "organizations": self.lines(person)})

    def lines(self, person: Person) -> list[Json]:
        """Return the companies of somebody, read with the session that they have."""
        still = Person(person.name, still_signed_in=True)
        rows: list[Json] = self.ask(still, self.at[person.key], "GET", "/organizations")["data"]
        return rows

    def companies_of(self, person: Person) -> Mapping[str, str]:
        self.log_in(person, None)
        return {self.name_of_company(line["org_id"]): line["role"] for line in self.lines(person)}

    def mails(self, person: Person) -> tuple[Mail, ...]:
        """Return somebody's mails, newest first, after all that is due was sent."""
        self.settle()
        address = self.address_of(person).lower()
        outbox = self.ask(None, "", "GET", "/dev/outbox")["data"]
        return tuple(Mail(mail["subject"], mail["text"], mail["token"]) for mail in outbox if mail["to"] == address)
