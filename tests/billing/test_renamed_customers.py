"""An organization's name and billing address, as the payment provider has them."""

from domain.billing.payer import Payer
from domain.billing.reconciliation import Name
from domain.organizations.names import EmailAddress
from domain.organizations.settings_changes import SettingsChanges
from tests.billing.world import HOUR, World, in_memory_world

ACCOUNTS = EmailAddress("accounts@acme.example")


def test_a_new_name_and_address_reach_the_provider(world: World) -> None:
    world.usual.use.update_organization(world.alice, name="Acme Inc.", billing_email=ACCOUNTS)

    world.usual.run()

    assert _there(world) == Payer(world.alice.organization_id, "Acme Inc.", ACCOUNTS.text)


def test_so_does_an_address_that_is_changed_among_the_settings(world: World) -> None:
    world.usual.use.change_settings(world.alice, changes=SettingsChanges(billing_email=ACCOUNTS))

    world.usual.run()

    assert _there(world) == Payer(world.alice.organization_id, "Acme", ACCOUNTS.text)


def test_they_reach_it_after_an_outage(world: World) -> None:
    with world.side.outage():
        world.usual.use.update_organization(world.alice, name="Acme Inc.")
        world.live(world.now + 5 * HOUR, HOUR)

    world.live(world.now + 2 * HOUR, HOUR)

    assert _there(world).name == "Acme Inc."


def test_what_is_told_is_what_holds_then(world: World) -> None:
    world.usual.use.update_organization(world.alice, name="Acme Inc.")
    world.usual.use.update_organization(world.alice, name="Acme Ltd.")

    world.usual.run()

    assert _there(world).name == "Acme Ltd."


def test_reconciliation_compares_them(world: World) -> None:
    world.side.ports.payments.rename_customer(
        world.customer, Payer(world.alice.organization_id, "Other", "o@x.example")
    )

    found = world.reconciled()
    repaired = world.reconciled(repair=True)

    assert [one.name for one in found.found] == [Name.CUSTOMER]
    assert [one.name for one in repaired.repaired] == [Name.CUSTOMER]
    assert _there(world).name == "Acme"


def test_a_company_without_a_customer_is_renamed_here_alone() -> None:
    world = in_memory_world()
    world.found("free")

    world.usual.use.update_organization(world.alice, name="Acme Inc.")
    world.usual.run()

    assert world.open().organization.name == "Acme Inc."
    assert world.side.customers == ()


def _there(world: World) -> Payer:
    known = world.side.ports.payments.payer(world.customer)
    assert known is not None
    return known
