"""What a scenario can do with the product, in words of the business; each assembly has its own driver.

People, companies, projects, keys and invitations go by their names; a driver keeps the ids to itself. Every method
raises `Refused` when the product says no.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from tests.features.billing import Billing, Provider
from tests.features.words import Caller, Key, Person, Usage

PASSWORD = "correct horse battery staple"
WRONG_PASSWORD = "incorrect horse battery staple"


@dataclass(frozen=True)
class Limit:
    """How far a limit is used, as a refusal tells it."""

    meter: str
    most: Decimal
    used: Decimal
    requested: Decimal
    remaining: Decimal
    resets_at: datetime | None


@dataclass(frozen=True)
class Offer:
    """The plan that would be large enough, its price a month in cents, and where to get it."""

    plan: str
    price_cents: int | None
    url: str


@dataclass(eq=False)
class Refused(Exception):
    """The product said no; `reason` is the slug of its problem."""

    reason: str
    detail: str
    limit: Limit | None = None
    offer: Offer | None = None
    must_go: frozenset[str] = frozenset()
    come_again_in: int | None = None

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"


@dataclass(frozen=True)
class Entry:
    """One usage record as its sender means it."""

    project: str
    usage: Usage
    record: str | None = None
    moment: datetime | None = None
    corrects: str | None = None


@dataclass(frozen=True)
class Receipt:
    """The answer to one usage record."""

    resource: str
    record: str
    usage: Usage
    moment: datetime
    month: str


@dataclass(frozen=True)
class BatchReceipt:
    """The answer to a batch: counts, and what was refused by its index, from 0."""

    accepted: int
    known: int
    refused: Mapping[int, Refused]


@dataclass(frozen=True)
class CompanyPage:
    """What a user reads about the company."""

    name: str
    status: str
    reason: str | None
    plan: str
    seats: int | None
    projects: int | None
    session_timeout: int


@dataclass(frozen=True)
class UserPage:
    role: str
    status: str


@dataclass(frozen=True)
class ReportLine:
    """One meter of a report: quantities in the meter's unit, the rate in dollars as it is printed, cents."""

    used: Decimal
    included: Decimal | None
    beyond: Decimal
    rate: Decimal
    cents: int


@dataclass(frozen=True)
class Report:
    """A usage report; `projects` gives what each project used of each meter, and its cents."""

    lines: Mapping[str, ReportLine]
    used: Mapping[str, Mapping[str, Decimal]]
    project_cents: Mapping[str, int]
    total_cents: int
    plan_cents: int | None


@dataclass(frozen=True)
class AuditLine:
    """One line of the audit log; `actor` is a person's name, `operator`, `system`, or a key."""

    action: str
    actor: str
    kind: str
    changes: Mapping[str, tuple[object, object]]
    text: str = field(compare=False)


@dataclass(frozen=True)
class Mail:
    subject: str
    text: str
    token: str | None


@dataclass(frozen=True)
class Contract:
    """What an enterprise customer agreed on; what is left out has no limit."""

    api_calls: int | None = None
    requests_per_minute: int | None = None
    records: int | None = None
    price_cents: int | None = None


class Entering(Protocol):
    """Coming in: signing up, accepting an invitation, sessions."""

    def plans(self) -> tuple[str, ...]: ...
    def announced(self) -> Mapping[str, tuple[str, ...]]:
        """Return which features that do not exist yet each plan names."""
        ...

    def sign_up(
        self, person: Person, company: str, plan: str, *, slug: str | None = None, signed_in_as: Person | None = None
    ) -> None: ...
    def accept(
        self, person: Person, company: str, *, password: str | None = None, signed_in_as: Person | None = None
    ) -> None: ...
    def accept_what_nobody_sent(self, person: Person) -> None: ...
    def sign_in(self, person: Person, *, company: str | None = None, password: str = PASSWORD) -> None: ...
    def carry_on(self, person: Person) -> None: ...
    def sign_out(self, person: Person) -> None: ...
    def switch(self, person: Person, company: str) -> None: ...
    def works_for(self, person: Person) -> str: ...
    def companies_of(self, person: Person) -> Mapping[str, str]: ...
    def comes_from(self, address: str) -> None: ...
    def mails(self, person: Person) -> tuple[Mail, ...]: ...


class Companies(Protocol):
    """The company itself: its page, settings, end, and what the operator does to it."""

    def page(self, who: Caller, company: str) -> CompanyPage: ...
    def rename(self, who: Caller, company: str, name: str) -> None: ...
    def set_billing_contact(self, who: Caller, company: str, address: str) -> None: ...
    def change_settings(self, who: Caller, company: str, settings: Mapping[str, object]) -> None: ...
    def close(self, who: Caller, company: str) -> None: ...
    def reopen(self, who: Caller, company: str) -> None: ...
    def hand_over(self, who: Caller, company: str, to: Person) -> None: ...
    def operator_moves(self, company: str, plan: str, contract: Contract | None = None) -> None: ...
    def operator_extends_trial(self, company: str, until: date) -> None: ...
    def operator_suspends(self, company: str, reason: str) -> None: ...
    def operator_lets_work(self, company: str) -> None: ...
    def seats_filled(self, company: str) -> int: ...
    def projects_active(self, company: str) -> int: ...


class People(Protocol):
    """Invitations and users."""

    def invite(
        self, who: Caller, company: str, invitee: Person, role: str | None, projects: Sequence[str] = ()
    ) -> None: ...
    def invite_together(self, who: Caller, company: str, invitees: Sequence[Person]) -> tuple[Refused | None, ...]: ...
    def send_invitation_again(self, who: Caller, company: str, invitee: Person) -> None: ...
    def revoke_invitation(self, who: Caller, company: str, invitee: Person) -> None: ...
    def invitations(self, who: Caller, company: str) -> tuple[str, ...]: ...
    def users(self, who: Caller, company: str) -> tuple[str, ...]: ...
    def user(self, who: Caller, company: str, person: Person) -> UserPage: ...
    def change_role(self, who: Caller, company: str, person: Person, role: str) -> None: ...
    def suspend(self, who: Caller, company: str, person: Person) -> None: ...
    def let_back_in(self, who: Caller, company: str, person: Person) -> None: ...
    def remove(self, who: Caller, company: str, person: Person) -> tuple[str, ...]: ...


class Projects(Protocol):
    def start(self, who: Caller, company: str, project: str, *, slug: str | None = None) -> None: ...
    def start_together(self, who: Caller, company: str, projects: Sequence[str]) -> tuple[Refused | None, ...]: ...
    def describe_together(
        self, who: Caller, company: str, projects: Sequence[str], description: str
    ) -> tuple[Refused | None, ...]: ...
    def archive(self, who: Caller, project: str) -> None: ...
    def restore(self, who: Caller, project: str) -> None: ...
    def rename_project(self, who: Caller, company: str, project: str, name: str) -> None: ...
    def projects(self, who: Caller, company: str) -> tuple[str, ...]: ...
    def team(self, who: Caller, company: str, project: str) -> Mapping[str, str]: ...
    def set_team_role(self, who: Caller, project: str, person: Person, role: str | None) -> None: ...


class Metering(Protocol):
    """Usage: recording it and reading it."""

    def record(self, who: Caller, entry: Entry) -> Receipt: ...
    def record_batch(self, who: Caller, company: str, entries: Sequence[Entry]) -> BatchReceipt: ...
    def records(self, who: Caller, company: str, project: str) -> int: ...
    def report(self, who: Caller, company: str, month: str | None = None) -> Report: ...
    def days(self, who: Caller, company: str, project: str) -> Mapping[tuple[str, str], Decimal]: ...


class Keys(Protocol):
    def make_key(
        self,
        who: Caller,
        company: str,
        key: str,
        scopes: Sequence[str],
        *,
        project: str | None = None,
        requests_per_hour: int | None = None,
        until: datetime | None = None,
    ) -> None: ...
    def rotate(self, who: Caller, key: str, *, overlap: int = 0) -> None: ...
    def revoke(self, who: Caller, key: str) -> None: ...
    def keys(self, who: Caller, company: str) -> tuple[str, ...]: ...
    def keys_as_shown(self, who: Caller, company: str) -> str: ...
    def secret(self, key: Key) -> str: ...


class Driver(Entering, Companies, People, Projects, Metering, Keys, Billing, Protocol):
    """One assembly of the product, under a clock that the scenario moves, and its payment provider."""

    provider: Provider

    def now(self) -> datetime: ...
    def move_to(self, moment: datetime) -> None: ...
    def company_of(self, project_or_key: str) -> str: ...
    def owner_of(self, company: str) -> Person: ...
    def first_project_of(self, company: str) -> str: ...
    def address_of(self, person: Person) -> str: ...
    def audit(
        self, who: Caller, company: str, *, action: str | None = None, person: Person | None = None
    ) -> tuple[AuditLine, ...]: ...
