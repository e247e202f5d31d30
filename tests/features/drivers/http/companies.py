"""Companies over HTTP. The operator has no routes, and acts through use cases here as in life."""

from collections.abc import Mapping
from datetime import date

from application.actor import Actor, operator
from domain.ids import OrganizationId
from tests.features.driver import CompanyPage, Contract
from tests.features.drivers.application.acting import told
from tests.features.drivers.application.companies import terms
from tests.features.drivers.http.asking import Asking
from tests.features.words import Caller, Person


class Companies(Asking):
    def page(self, who: Caller, company: str) -> CompanyPage:
        organization = self.ask(who, company, "GET", self.path(company))
        limits = organization["limits"]
        return CompanyPage(
            name=organization["name"],
            status=organization["status"],
            reason=organization["status_reason"],
            plan=organization["plan"],
            seats=limits["users"],
            projects=limits["projects"],
            session_timeout=organization["settings"]["session_timeout"],
        )

    def rename(self, who: Caller, company: str, name: str) -> None:
        self.ask(who, company, "PUT", self.path(company), json={"name": name})

    def set_billing_contact(self, who: Caller, company: str, address: str) -> None:
        self.ask(who, company, "PUT", self.path(company), json={"billing_email": address})

    def change_settings(self, who: Caller, company: str, settings: Mapping[str, object]) -> None:
        self.ask(who, company, "PUT", self.path(company, "settings"), json=dict(settings))

    def close(self, who: Caller, company: str) -> None:
        self.ask(who, company, "DELETE", self.path(company))

    def reopen(self, who: Caller, company: str) -> None:
        self.ask(who, company, "POST", self.path(company, "reopen"))

    def hand_over(self, who: Caller, company: str, to: Person) -> None:
        body = {"user_id": self.user_id(company, to)}
        self.ask(who, company, "POST", self.path(company, "transfer-ownership"), json=body)
        self.owners[company] = to

    def operator(self, company: str) -> Actor:
        return operator(OrganizationId(self.companies[company]), "olga")

    def operator_moves(self, company: str, plan: str, contract: Contract | None = None) -> None:
        agreed = None if contract is None else terms(contract)
        with told():
            self.application.change_plan(self.operator(company), plan=plan, contract=agreed)
        self.settle()

    def operator_extends_trial(self, company: str, until: date) -> None:
        with told():
            self.application.extend_trial(self.operator(company), until=until)
        self.settle()

    def operator_suspends(self, company: str, reason: str) -> None:
        self.application.suspend_organization(self.operator(company), reason=reason)

    def operator_lets_work(self, company: str) -> None:
        self.application.lift_suspension(self.operator(company))
