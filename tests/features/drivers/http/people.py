"""Invitations and users, over HTTP."""

from collections.abc import Sequence

from tests.features.driver import Refused, UserPage
from tests.features.drivers.http.asking import Asking, outcomes
from tests.features.words import Caller, Person


class People(Asking):
    def invite(
        self, who: Caller, company: str, invitee: Person, role: str | None, projects: Sequence[str] = ()
    ) -> None:
        body: dict[str, object] = {"email": self.address_of(invitee)}
        if role is not None:
            body["role"] = role
        if projects:
            body["projects"] = [self.project_id(project) for project in projects]
        invitation = self.ask(who, company, "POST", self.path(company, "invitations"), json=body)
        self.invited[company, invitee.key] = invitation["invitation_id"]
        self.settle()

    def invite_together(self, who: Caller, company: str, invitees: Sequence[Person]) -> tuple[Refused | None, ...]:
        body = {"invitations": [{"email": self.address_of(invitee)} for invitee in invitees]}
        return outcomes(self.ask(who, company, "POST", self.path(company, "invitations", "batch"), json=body))

    def invitation(self, company: str, invitee: Person, *parts: str) -> str:
        return self.path(company, "invitations", self.invited_id(company, invitee), *parts)

    def send_invitation_again(self, who: Caller, company: str, invitee: Person) -> None:
        self.ask(who, company, "POST", self.invitation(company, invitee, "resend"))
        self.settle()

    def revoke_invitation(self, who: Caller, company: str, invitee: Person) -> None:
        self.ask(who, company, "DELETE", self.invitation(company, invitee))

    def invitations(self, who: Caller, company: str) -> tuple[str, ...]:
        return tuple(row["email"] for row in self.all_of(who, company, self.path(company, "invitations")))

    def users(self, who: Caller, company: str) -> tuple[str, ...]:
        return tuple(row["email"] for row in self.all_of(who, company, self.path(company, "users")))

    def seats_filled(self, company: str) -> int:
        owner = self.owner_of(company)
        return len(self.users(owner, company)) + len(self.invitations(owner, company))

    def user_path(self, company: str, person: Person) -> str:
        return self.path(company, "users", self.user_id(company, person))

    def user(self, who: Caller, company: str, person: Person) -> UserPage:
        user = self.ask(who, company, "GET", self.user_path(company, person))
        return UserPage(user["role"], user["status"])

    def change_role(self, who: Caller, company: str, person: Person, role: str) -> None:
        self.ask(who, company, "PUT", self.user_path(company, person), json={"role": role})

    def suspend(self, who: Caller, company: str, person: Person) -> None:
        self.ask(who, company, "PUT", self.user_path(company, person), json={"status": "suspended"})

    def let_back_in(self, who: Caller, company: str, person: Person) -> None:
        self.ask(who, company, "PUT", self.user_path(company, person), json={"status": "active"})

    def remove(self, who: Caller, company: str, person: Person) -> tuple[str, ...]:
        answer = self.ask(who, company, "DELETE", self.user_path(company, person))
        return tuple(key["name"] for key in answer["api_keys"]) if answer else ()
