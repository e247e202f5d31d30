"""Every port that keeps state, on one DynamoDB table."""

from collections.abc import Iterator

import pytest

from adapters.dynamodb.engine.gateway import Wire
from tests.assemblies.contents import read_contents
from tests.assemblies.storage import Storage
from tests.assemblies.tables import over_table, table_on
from tests.contract.agenda_contract import AgendaContract
from tests.contract.answers_contract import AnswersContract
from tests.contract.audit_log_contract import AuditLogContract
from tests.contract.billing_contract import BillingContract
from tests.contract.claims_contract import ClaimsContract
from tests.contract.commits_contract import CommitsContract
from tests.contract.credentials_contract import CredentialsContract
from tests.contract.customers_contract import CustomersContract
from tests.contract.directory_contract import DirectoryContract
from tests.contract.erasure_contract import ErasureContract, company, erase
from tests.contract.isolation_contract import IsolationContract
from tests.contract.lists_contract import ListsContract
from tests.contract.rate_limiter_contract import RateLimiterContract
from tests.contract.restriction_contract import RestrictionContract
from tests.contract.sessions_contract import SessionsContract
from tests.contract.usage_contract import UsageContract


class OnDynamoDb:
    @pytest.fixture
    def wire(self, dynamodb_endpoint: str) -> Iterator[Wire]:
        with table_on(dynamodb_endpoint) as wire:
            yield wire

    @pytest.fixture
    def storage(self, wire: Wire) -> Storage:
        return over_table(wire)


class TestCommits(OnDynamoDb, CommitsContract):
    pass


class TestClaims(OnDynamoDb, ClaimsContract):
    pass


class TestUsage(OnDynamoDb, UsageContract):
    pass


class TestRestriction(OnDynamoDb, RestrictionContract):
    pass


class TestLists(OnDynamoDb, ListsContract):
    pass


class TestIsolation(OnDynamoDb, IsolationContract):
    pass


class TestErasure(OnDynamoDb, ErasureContract):
    def test_no_item_of_an_erased_company_is_left(self, storage: Storage, wire: Wire) -> None:
        company(storage)

        erase(storage)

        left = read_contents(wire.connect(), wire.table)
        assert left.tenants == ()
        assert left.customers == {}


class TestDirectory(OnDynamoDb, DirectoryContract):
    pass


class TestBilling(OnDynamoDb, BillingContract):
    pass


class TestCustomers(OnDynamoDb, CustomersContract):
    pass


class TestCredentials(OnDynamoDb, CredentialsContract):
    pass


class TestAuditLog(OnDynamoDb, AuditLogContract):
    pass


class TestAnswers(OnDynamoDb, AnswersContract):
    pass


class TestSessions(OnDynamoDb, SessionsContract):
    pass


class TestAgenda(OnDynamoDb, AgendaContract):
    pass


class TestRateLimiter(OnDynamoDb, RateLimiterContract):
    pass
