"""What settings admit, and which of them cannot be."""

from ipaddress import ip_network

import pytest

from domain.errors import Conflict, InvalidRequest
from domain.organizations.names import EmailAddress
from domain.organizations.organization import Organization
from domain.organizations.settings import Overage, Settings
from domain.organizations.settings_changes import SettingsChanges, check_author_stays
from domain.roles.role import Role

OFFICE = (ip_network("192.0.2.0/24"), ip_network("2001:db8::/32"))


def test_any_domain_is_allowed_where_none_is_named() -> None:
    assert Settings().admits_email(EmailAddress("bob@elsewhere.example"))


@pytest.mark.parametrize("address", ["bob@mail.acme.example", "bob@notacme.example", "bob@acme.example.org"])
def test_a_domain_that_merely_looks_alike_is_not_allowed(address: str) -> None:
    settings = Settings(allowed_domains=frozenset({"acme.example"}))

    assert not settings.admits_email(EmailAddress(address))


@pytest.mark.parametrize("address", ["192.0.2.7", "2001:db8::7", "::ffff:192.0.2.7"])
def test_an_address_of_the_office_is_admitted(address: str) -> None:
    assert Settings(ip_allowlist=OFFICE).admits_address(address)


@pytest.mark.parametrize("address", ["198.51.100.9", "2001:db9::7", "", "office", "192.0.2.7, 198.51.100.9"])
def test_any_other_address_is_not(address: str) -> None:
    assert not Settings(ip_allowlist=OFFICE).admits_address(address)


@pytest.mark.parametrize("minutes", [5, 60, 1440])
def test_a_session_may_rest_for_minutes_or_a_day(minutes: int) -> None:
    assert Settings(session_timeout=minutes).session_lifetime.total_seconds() == minutes * 60


def test_overage_needs_a_cap() -> None:
    with pytest.raises(ValueError, match="spend cap"):
        Overage(enabled=True)


def test_what_is_not_named_stays_as_it_is(acme: Organization) -> None:
    changed = SettingsChanges(session_timeout=30).applied_to(acme)

    changed = SettingsChanges(default_role=Role.VIEWER).applied_to(changed)

    assert changed.settings == Settings(session_timeout=30, default_role=Role.VIEWER)


def test_all_that_cannot_be_is_told_at_once(acme: Organization) -> None:
    changes = SettingsChanges(
        session_timeout=4, default_role=Role.OWNER, allowed_domains=frozenset({"no domain"}), require_mfa=True
    )

    with pytest.raises(InvalidRequest) as refusal:
        changes.applied_to(acme)

    assert {error.pointer for error in refusal.value.errors} == {
        "/session_timeout",
        "/default_role",
        "/allowed_domains",
    }


def test_domains_are_kept_in_lower_case(acme: Organization) -> None:
    changed = SettingsChanges(allowed_domains=frozenset({"ACME.example"})).applied_to(acme)

    assert changed.settings.allowed_domains == {"acme.example"}


def test_who_would_stand_outside_is_told_so() -> None:
    with pytest.raises(Conflict):
        check_author_stays(Settings(ip_allowlist=OFFICE), "198.51.100.9", ("pwd",))


def test_who_has_no_second_factor_cannot_ask_it_of_all() -> None:
    with pytest.raises(Conflict):
        check_author_stays(Settings(require_mfa=True), "192.0.2.7", ("pwd",))


def test_who_stands_inside_may_close_the_door() -> None:
    check_author_stays(Settings(require_mfa=True, ip_allowlist=OFFICE), "192.0.2.7", ("pwd", "otp"))
