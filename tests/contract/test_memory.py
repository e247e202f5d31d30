"""Every port that keeps state, in memory."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.memory.agenda import MemoryAgenda
from adapters.memory.answers import MemoryAnswers
from adapters.memory.rate_limiter import MemoryRateLimiter
from adapters.memory.sessions import MemorySessions
from adapters.memory.store import MemoryStore
from adapters.system.clocks import MovableClock
from domain.ids import SessionId
from tests.assemblies.companies import ACME, found
from tests.assemblies.storage import NOON, RETENTION, Storage, in_memory, over
from tests.contract.agenda_contract import AgendaContract, plan, work
from tests.contract.answers_contract import AnswersContract, commit, once
from tests.contract.audit_log_contract import AuditLogContract
from tests.contract.billing_contract import BillingContract
from tests.contract.billing_deeds import hear
from tests.contract.claims_contract import ClaimsContract
from tests.contract.commits_contract import CommitsContract
from tests.contract.credentials_contract import CredentialsContract
from tests.contract.customers_contract import CustomersContract
from tests.contract.deeds import observed, see
from tests.contract.directory_contract import DirectoryContract
from tests.contract.erasure_contract import ErasureContract
from tests.contract.isolation_contract import IsolationContract
from tests.contract.lists_contract import ListsContract
from tests.contract.rate_limiter_contract import TEN_A_MINUTE, RateLimiterContract, take
from tests.contract.restriction_contract import RestrictionContract
from tests.contract.sessions_contract import SESSION, SessionsContract, begin
from tests.contract.usage_contract import UsageContract


class InMemory:
    @pytest.fixture
    def storage(self) -> Storage:
        return in_memory()


class TestCommits(InMemory, CommitsContract):
    pass


class TestClaims(InMemory, ClaimsContract):
    pass


class TestUsage(InMemory, UsageContract):
    pass


class TestRestriction(InMemory, RestrictionContract):
    pass


class TestLists(InMemory, ListsContract):
    pass


class TestIsolation(InMemory, IsolationContract):
    pass


class TestErasure(InMemory, ErasureContract):
    pass


class TestDirectory(InMemory, DirectoryContract):
    pass


class TestBilling(InMemory, BillingContract):
    pass


class TestCustomers(InMemory, CustomersContract):
    def test_memory_does_not_grow_by_notices_that_were_heard_long_ago(self) -> None:
        store, clock = MemoryStore(RETENTION), MovableClock(NOON)
        storage = over(store, clock)
        found(storage)

        hear_each_day(storage, 400)

        assert len(store.directory._customers) == 40


class TestCredentials(InMemory, CredentialsContract):
    pass


class TestAuditLog(InMemory, AuditLogContract):
    def test_memory_does_not_grow_by_events_whose_time_is_over(self) -> None:
        store, clock = MemoryStore(RETENTION), MovableClock(NOON)
        storage = over(store, clock)
        found(storage)

        see_each_day(storage, 400)

        assert store.tenant(ACME).sizes()["audit_events"] <= RETENTION.days + 1


class TestAnswers(InMemory, AnswersContract):
    def test_memory_does_not_grow_by_answers_that_have_expired(self) -> None:
        store, clock = MemoryStore(RETENTION), MovableClock(NOON)
        storage = over(store, clock)
        found(storage)

        answer_each_hour(storage, 300)

        assert isinstance(storage.answers, MemoryAnswers)
        assert len(storage.answers) <= 25


class TestSessions(InMemory, SessionsContract):
    def test_memory_does_not_grow_by_sessions_that_are_past_their_longest_life(self) -> None:
        storage = in_memory()
        found(storage)

        sign_in_each_hour(storage, 300)

        assert isinstance(storage.sessions, MemorySessions)
        assert len(storage.sessions) <= 25
        assert len(storage.sessions._by_hash) <= 25


class TestAgenda(InMemory, AgendaContract):
    def test_memory_does_not_grow_by_work_that_is_done(self, storage: Storage) -> None:
        found(storage)

        plan_and_do_each_hour(storage, 300)

        assert isinstance(storage.agenda, MemoryAgenda)
        assert len(storage.agenda) == 0
        assert len(storage.agenda._queue) <= 2


class TestRateLimiter(InMemory, RateLimiterContract):
    def test_memory_does_not_grow_by_subjects_whose_quota_is_whole_again(self, storage: Storage) -> None:
        ask_each_second(storage, 600)

        assert isinstance(storage.rate_limiter, MemoryRateLimiter)
        assert len(storage.rate_limiter._debts) <= 30


def see_each_day(storage: Storage, days: int) -> None:
    for _ in range(days):
        storage.clock.advance(timedelta(days=1))
        see(storage, observed(storage))


def hear_each_day(storage: Storage, days: int) -> None:
    for day in range(days):
        storage.clock.advance(timedelta(days=1))
        hear(storage, f"evt_{day}")


def answer_each_hour(storage: Storage, hours: int) -> None:
    for hour in range(hours):
        storage.clock.advance(timedelta(hours=1))
        commit(storage, once(f"key-{hour}"))


def sign_in_each_hour(storage: Storage, hours: int) -> None:
    for hour in range(hours):
        storage.clock.advance(timedelta(hours=1))
        now = storage.clock.now()
        signed_in = replace(SESSION, id=SessionId(f"ses_{hour}"), started_at=now, refreshed_at=now)
        begin(storage, replace(signed_in, refresh_hash=f"hash-{hour}"))


def plan_and_do_each_hour(storage: Storage, hours: int) -> None:
    for hour in range(hours):
        storage.clock.advance(timedelta(hours=1))
        plan(storage, work(hour, storage.clock.now()))
        [due] = storage.agenda.due(storage.clock.now(), 10)
        storage.agenda.done(due)


def ask_each_second(storage: Storage, seconds: int) -> None:
    for second in range(seconds):
        storage.clock.advance(timedelta(seconds=1))
        take(storage, 1, TEN_A_MINUTE._replace(subject=f"key_{second}"))
