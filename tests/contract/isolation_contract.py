"""The contract of Workspaces about tenants: behind one company's door there is nothing of another's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from application.actor import Actor, Once
from application.unit_of_work import CommitRefused
from domain.billing_cycle import BillingCycle
from domain.errors import NotFound
from domain.ids import ID_ALPHABET, OrganizationId, RecordId, UserId
from domain.limits.claim import SEATS, Claim, Limit
from domain.organizations.names import Slug
from domain.plans.meter import Meter
from domain.usage.cost import CycleTotals
from domain.usage.gauge import Gauge, StorageOpening
from tests.assemblies.companies import ACME, ALICE, GLOBEX, WEBSITE, admit, found, house, organization, project, start
from tests.assemblies.storage import NOON, Storage
from tests.contract.billing_deeds import ACCOUNT, BOOK, invoice
from tests.contract.deeds import changed, events_of
from tests.contract.lists_contract import invitation, key
from tests.contract.usage_contract import record

MARCH = BillingCycle.parse("2026-03")
YEAR = timedelta(days=365)


def two_companies(storage: Storage) -> None:
    """Acme (org_1), which has everything, and Globex (org_12), which has nothing."""
    found(storage)
    found(storage, organization(GLOBEX))
    admit(storage, ALICE)
    start(storage, project())
    with storage.workspaces.open(house()) as workspace:
        workspace.save(invitation(1, -YEAR))
        workspace.save(key(1))
        workspace.save(Gauge(WEBSITE, 7, NOON))
        workspace.save(StorageOpening(MARCH))
        workspace.save(ACCOUNT)
        workspace.save(BOOK)
        workspace.save(invoice(1))
        workspace.count([record()])
        workspace.claim(Claim(Limit("api_call", "2026-03"), 5), Claim(Limit("spend", "2026-03"), 5))
        workspace.reserve("a-name")
        workspace.record(changed(storage))
        workspace.commit(None)


def once(company: OrganizationId) -> Actor:
    """The operator in a company, with a request that takes effect once."""
    return house(company).once_only(Once(f"{company}/usr_1", "key-1", "print", lambda result: str(result).encode()))


EVERY_CHARACTER = OrganizationId("org_" + "".join(sorted(ID_ALPHABET)))
LOOK_ALIKES = (
    *(OrganizationId(f"org_1{more}") for more in ("", "2", "_", "_1", "1", "_user_usr_1", "org_1", "x")),
    EVERY_CHARACTER,
    OrganizationId(f"{EVERY_CHARACTER}_"),
    OrganizationId(EVERY_CHARACTER[:-1]),
)
"""Ids of which each begins like another one, or is all that an id can be."""


def settle_in(storage: Storage, companies: Sequence[OrganizationId]) -> None:
    """Give each company things under the same ids and names, in amounts of its own."""
    for place, company in enumerate(companies):
        found(storage, replace(organization(), id=company, name=f"Name {place}", slug=Slug(f"company-{place}")))
        admit(storage, ALICE, organization_id=company)
        with storage.workspaces.open(house(company)) as workspace:
            workspace.save(Gauge(WEBSITE, place + 1, NOON))
            workspace.count([record(amount=place + 1)])
            workspace.claim(Claim(Limit("api_call", "2026-03"), place + 1))
            workspace.save(replace(ACCOUNT, aligned=place + 1))
            workspace.save(replace(invoice(1), total_cents=place + 1))
            workspace.commit(None)


def belongings(storage: Storage, company: OrganizationId) -> tuple[int, int, str, list[UserId], int, int, list[int]]:
    """The calls, bytes, name and users of a company, the amount of its record, its account, and all its invoices."""
    workspace = storage.workspaces.open(house(company))
    gauge, kept = workspace.usage.gauge(WEBSITE), workspace.usage.record(RecordId("r-1"))
    users = [user.id for user in workspace.users.page(None, 10, lambda _: True).items]
    assert gauge is not None
    assert kept is not None
    calls = workspace.usage.totals(MARCH).counted[Meter.API_CALL]
    invoiced = [known.total_cents for known in workspace.billing.invoices(None, 10).items]
    name, aligned = workspace.organization.name, workspace.billing.account().aligned
    return calls, gauge.held, name, users, kept.amount, aligned, invoiced


class IsolationContract:
    def test_companies_whose_ids_begin_alike_have_each_their_own(self, storage: Storage) -> None:
        settle_in(storage, LOOK_ALIKES)

        assert [belongings(storage, company) for company in LOOK_ALIKES] == [
            (place + 1, place + 1, f"Name {place}", [ALICE.id], place + 1, place + 1, [place + 1])
            for place in range(len(LOOK_ALIKES))
        ]

    def test_nothing_of_the_other_company_is_found_by_id(self, storage: Storage) -> None:
        two_companies(storage)
        globex = storage.workspaces.open(house(GLOBEX))

        with pytest.raises(NotFound):
            globex.users.get(ALICE.id)
        with pytest.raises(NotFound):
            globex.projects.get(WEBSITE)
        with pytest.raises(NotFound):
            globex.invitations.get(invitation(1).id)
        with pytest.raises(NotFound):
            globex.api_keys.get(key(1).id)
        assert globex.usage.record(RecordId("r-1")) is None
        assert globex.usage.gauge(WEBSITE) is None
        assert globex.usage.opening() is None
        assert globex.users.by_email(ALICE.email) is None
        assert globex.billing.account().version == 0
        assert globex.billing.exports(MARCH).version == 0
        assert globex.billing.invoice(invoice(1).id) is None

    def test_nothing_of_the_other_company_is_listed(self, storage: Storage) -> None:
        two_companies(storage)
        globex = storage.workspaces.open(house(GLOBEX))

        assert globex.users.page(None, 10, lambda _: True).items == ()
        assert globex.users.owners() == ()
        assert globex.projects.page(None, 10, lambda _: True).items == ()
        assert globex.invitations.page(None, 10, lambda _: True).items == ()
        assert globex.invitations.run_out(NOON) == ()
        assert globex.api_keys.page(None, 10, lambda _: True).items == ()
        assert globex.api_keys.made_by(ALICE.id) == ()
        assert globex.usage.page(WEBSITE, None, 10, lambda _: True, None, None).items == ()
        assert globex.billing.invoices(None, 10).items == ()
        assert [event.resource_id for event in events_of(storage, GLOBEX)] == [GLOBEX]

    def test_nothing_of_the_other_company_is_counted(self, storage: Storage) -> None:
        two_companies(storage)
        globex = storage.workspaces.open(house(GLOBEX))

        assert globex.total(SEATS) == 0
        assert globex.total(Limit("api_call", "2026-03")) == 0
        assert not globex.holds("a-name")
        assert globex.usage.totals(MARCH) == CycleTotals({}, {}, {}, {}, opened=False, spend=0)
        assert globex.usage.days(WEBSITE, date(2026, 3, 1), date(2026, 3, 31)) == {}

    def test_the_same_ids_and_names_are_free_in_the_other_company(self, storage: Storage) -> None:
        two_companies(storage)

        admit(storage, ALICE, organization_id=GLOBEX)
        start(storage, project(), organization_id=GLOBEX)
        with storage.workspaces.open(house(GLOBEX)) as workspace:
            workspace.count([record(amount=1)])
            workspace.reserve("a-name")
            workspace.commit(None)

        acme, globex = storage.workspaces.open(house()), storage.workspaces.open(house(GLOBEX))
        assert [known and known.amount for known in (acme.usage.record(RecordId("r-1")),)] == [5]
        assert [known and known.amount for known in (globex.usage.record(RecordId("r-1")),)] == [1]
        assert (acme.total(SEATS), globex.total(SEATS)) == (1, 1)

    def test_what_was_read_in_one_company_cannot_be_saved_in_the_other(self, storage: Storage) -> None:
        two_companies(storage)
        read = storage.workspaces.open(house()).projects.get(WEBSITE)

        with storage.workspaces.open(house(GLOBEX)) as workspace:
            workspace.save(read)
            workspace.record(changed(storage, GLOBEX))
            with pytest.raises(CommitRefused) as refused:
                workspace.commit(None)

        assert refused.value.stale

    def test_the_keys_of_idempotent_requests_are_each_companys_own(self, storage: Storage) -> None:
        two_companies(storage)
        storage.workspaces.open(once(ACME)).commit(ACME)

        storage.workspaces.open(once(GLOBEX)).commit(GLOBEX)

        answers = [storage.answers.find(f"{company}/usr_1", "key-1", NOON) for company in (ACME, GLOBEX)]
        assert [answer and answer.body for answer in answers] == [b"org_1", b"org_12"]

    def test_the_erasure_of_one_company_leaves_the_other_as_it_was(self, storage: Storage) -> None:
        two_companies(storage)

        with storage.workspaces.open(house(GLOBEX)) as workspace:
            workspace.erase(NOON, "asked for")
            workspace.commit(None)

        acme = storage.workspaces.open(house())
        assert acme.users.get(ALICE.id).version == 1
        assert acme.usage.record(RecordId("r-1")) == record()
        assert acme.billing.account() == replace(ACCOUNT, version=1)
        assert acme.billing.invoice(invoice(1).id) == replace(invoice(1), version=1)
        assert acme.total(Limit("api_call", "2026-03")) == 5
        assert storage.directory.organization_by_slug(Slug("company-1")) == ACME
