"""Companies and what the operator does to them, by use cases."""

from collections.abc import Callable, Mapping
from datetime import date
from ipaddress import ip_network
from typing import Any

from application.actor import Actor, operator
from domain.ids import UserId
from domain.organizations.names import EmailAddress
from domain.organizations.organization import Organization
from domain.organizations.settings import Overage
from domain.organizations.settings_changes import SettingsChanges
from domain.organizations.standing import Suspended
from domain.plans import contract as plans
from domain.roles.role import Role
from tests.features.driver import CompanyPage, Contract
from tests.features.drivers.application.acting import Acting, told
from tests.features.words import Caller, Person

READERS: dict[str, Callable[[Any], object]] = {
    "allowed_domains": frozenset,
    "ip_allowlist": lambda networks: tuple(ip_network(network) for network in networks),
    "default_role": Role,
    "overage": lambda terms: Overage(**terms),
}


class Companies(Acting):
    def page(self, who: Caller, company: str) -> CompanyPage:
        read_organization = self.application.read_organization
        with told():
            organization = read_organization(self.acting(who, company, read_organization.permission))
        return self.shown(organization)

    def shown(self, organization: Organization) -> CompanyPage:
        plan, standing = organization.plan(self.clock.now()), organization.standing
        return CompanyPage(
            name=organization.name,
            status=organization.status.value,
            reason=standing.reason if isinstance(standing, Suspended) else organization.restriction,
            plan=plan.id,
            seats=plan.users,
            projects=plan.projects,
            session_timeout=organization.settings.session_timeout,
        )

    def rename(self, who: Caller, company: str, name: str) -> None:
        update_organization = self.application.update_organization
        with told():
            update_organization(self.acting(who, company, update_organization.permission), name=name)

    def set_billing_contact(self, who: Caller, company: str, address: str) -> None:
        update_organization = self.application.update_organization
        with told():
            update_organization(
                self.acting(who, company, update_organization.permission), billing_email=EmailAddress.parse(address)
            )

    def change_settings(self, who: Caller, company: str, settings: Mapping[str, object]) -> None:
        change_settings = self.application.change_settings
        with told():
            read: dict[str, Any] = {
                name: READERS[name](value) if name in READERS else value for name, value in settings.items()
            }
            change_settings(self.acting(who, company, change_settings.permission), changes=SettingsChanges(**read))

    def close(self, who: Caller, company: str) -> None:
        with told():
            self.application.close_organization(
                self.acting(who, company, self.application.close_organization.permission)
            )

    def reopen(self, who: Caller, company: str) -> None:
        with told():
            self.application.reopen_organization(
                self.acting(who, company, self.application.reopen_organization.permission)
            )

    def hand_over(self, who: Caller, company: str, to: Person) -> None:
        transfer_ownership = self.application.transfer_ownership
        with told():
            transfer_ownership(
                self.acting(who, company, transfer_ownership.permission), user_id=UserId(self.user_id(company, to))
            )
        self.owners[company] = to

    def operator(self, company: str) -> Actor:
        return operator(self.organization_id(company), "olga")

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
        with told():
            self.application.suspend_organization(self.operator(company), reason=reason)

    def operator_lets_work(self, company: str) -> None:
        with told():
            self.application.lift_suspension(self.operator(company))


def terms(contract: Contract) -> plans.Contract:
    return plans.Contract(
        api_calls=contract.api_calls,
        requests_per_minute=contract.requests_per_minute,
        records=contract.records,
        price_cents=contract.price_cents,
    )
