"""What a company sets for itself."""

from collections.abc import Callable
from ipaddress import ip_network

from tests.features.differences import expect
from tests.features.driver import Driver
from tests.features.language import given, then, when
from tests.features.stage import Stage
from tests.features.words import Person

SETTINGS: dict[str, Callable[[str], dict[str, object]]] = {
    "the session timeout": lambda value: {"session_timeout": int(value)},
    "the default role": lambda value: {"default_role": value},
    "the allowed address": lambda value: {"ip_allowlist": [value]},
    "the allowed domain": lambda value: {"allowed_domains": [value]},
}


@given("{company:Company} allows only addresses of {domain:Word}")
def allows_domain(driver: Driver, company: str, domain: str) -> None:
    driver.change_settings(driver.owner_of(company), company, {"allowed_domains": [domain]})


@given("{company:Company} lets sessions rest for {minutes:Count} minutes")
def lets_sessions_rest(driver: Driver, company: str, minutes: int) -> None:
    driver.change_settings(driver.owner_of(company), company, {"session_timeout": minutes})


@given("{company:Company} allows only requests from {network:Word}, where {who:Person} works")
def allows_network(driver: Driver, company: str, network: str, who: Person) -> None:
    driver.comes_from(str(ip_network(network)[7]))
    driver.change_settings(driver.owner_of(company), company, {"ip_allowlist": [network]})


@given("the key {key:Name} is used from {address:Word}")
def key_is_used_from(driver: Driver, key: str, address: str) -> None:
    driver.comes_from(address)


@given("{company:Company} makes new people viewers")
def makes_viewers(driver: Driver, company: str) -> None:
    driver.change_settings(driver.owner_of(company), company, {"default_role": "viewer"})


@given("{contact:Person} is the billing contact of {company:Company}")
def is_billing_contact(driver: Driver, contact: Person, company: str) -> None:
    driver.set_billing_contact(driver.owner_of(company), company, driver.address_of(contact))


@when("{who:Person} tries to allow only requests from {network:Word} at {company:Company}")
def tries_network(driver: Driver, stage: Stage, who: Person, network: str, company: str) -> None:
    stage.attempt(lambda: driver.change_settings(who, company, {"ip_allowlist": [network]}), tries=True)


@when("{who:Person} tries to require a second factor at {company:Company}")
def tries_second_factor(driver: Driver, stage: Stage, who: Person, company: str) -> None:
    stage.attempt(lambda: driver.change_settings(who, company, {"require_mfa": True}), tries=True)


@when("{who:Person} changes the default role of {company:Company} to viewer")
def changes_default_role(driver: Driver, stage: Stage, who: Person, company: str) -> None:
    stage.attempt(lambda: driver.change_settings(who, company, {"default_role": "viewer"}), tries=False)


@when("{who:Person} tries to set {setting:Words} of {company:Company} to {value:Name}")
def tries_to_set(driver: Driver, stage: Stage, who: Person, setting: str, company: str, value: str) -> None:
    settings = SETTINGS[setting](value)
    stage.attempt(lambda: driver.change_settings(who, company, settings), tries=True)


@when("{who:Person} tries to send the bills of {company:Company} to {address:Name}")
def tries_billing_contact(driver: Driver, stage: Stage, who: Person, company: str, address: str) -> None:
    stage.attempt(lambda: driver.set_billing_contact(who, company, address), tries=True)


@then("{company:Company} still lets sessions rest for {minutes:Count} minutes")
def still_lets_rest(driver: Driver, company: str, minutes: int) -> None:
    expect("{} minutes", found=driver.page(driver.owner_of(company), company).session_timeout, wanted=minutes)
