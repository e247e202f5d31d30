"""What one company does with the store, each errand under a number of its own, as the rows on a table time it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from adapters.system.clocks import MovableClock
from application.usage.requests import UsageRequest
from domain.ids import RecordId
from domain.organizations.names import EmailAddress, Slug
from domain.plans.meter import Meter
from domain.projects.project import Environment, ProjectType
from entrypoints.container import Assembly
from tests.benchmarks.founding import HERE, SCOPES, Founded

BATCH: Final = 100
PAGE: Final = 50
START: Final = datetime(2026, 3, 10, 12, tzinfo=UTC)
STALE: Final = timedelta(seconds=3)
"""What is remembered for two seconds is too old then, and of a time that is still to come when the clock goes back."""
LATER: Final = timedelta(hours=1)
"""Than everything else, so that no gauge record is older than one before it."""

Errand = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Customer:
    """A company, the house that it is served by, and the clock of both."""

    assembly: Assembly
    clock: MovableClock
    company: Founded

    def errands(self) -> Mapping[str, Errand]:
        """By name; a number is used once."""
        return {
            "authenticate a key, cold": self.by_key,
            "authenticate a session, cold": self.by_token,
            "record one usage record": self.record,
            "record one gauge record": self.store,
            f"record a batch of {BATCH}": self.record_batch,
            "create a project": self.create_project,
            "invite a user": self.invite,
            "create a key": self.create_key,
            "read a project": self.read_project,
            f"list a page of {PAGE} usage records": self.list_resources,
            "report a cycle's usage": self.report,
        }

    def by_key(self, _: int) -> object:
        self.clock.advance(STALE)
        return self.assembly.application.authenticate_key(self.company.owner.organization_id, self.company.key, HERE)

    def by_token(self, _: int) -> object:
        self.clock.set(START + STALE if self.clock.now() == START else START)
        return self.assembly.application.authenticate_token(self.company.token, HERE)

    def record(self, number: int) -> object:
        return self._record(number, Meter.API_CALL, 1)

    def store(self, number: int) -> object:
        self.clock.set(START + LATER)
        return self._record(number, Meter.STORAGE, 1_000 + number)

    def record_batch(self, number: int) -> object:
        project = self.company.project.id
        requests = [
            UsageRequest(project, Meter.API_CALL, 1, {"region": "eu"}, RecordId(f"b{number}-{place}"))
            for place in range(BATCH)
        ]
        return self.assembly.application.record_batch(self.company.owner, records=requests)

    def create_project(self, number: int) -> object:
        return self.assembly.application.create_project(
            self.company.owner,
            name=f"Project {number}",
            slug=Slug(f"project-{number}"),
            type=ProjectType.WEB,
            environment=Environment.PRODUCTION,
        )

    def invite(self, number: int) -> object:
        email = EmailAddress(f"guest{number}@acme.example")
        return self.assembly.application.invite_user(self.company.owner, email=email)

    def create_key(self, number: int) -> object:
        return self.assembly.application.create_api_key(
            self.company.owner, name=f"Key {number}", scopes=SCOPES, rate_limit=1_000
        )

    def read_project(self, _: int) -> object:
        return self.assembly.application.read_project(self.company.owner, project_id=self.company.project.id)

    def list_resources(self, _: int) -> object:
        project = self.company.project.id
        return self.assembly.application.list_resources(self.company.owner, project_id=project, limit=PAGE)

    def report(self, _: int) -> object:
        return self.assembly.application.report_usage(self.company.owner)

    def _record(self, number: int, meter: Meter, amount: int) -> object:
        return self.assembly.application.record_usage(
            self.company.owner,
            project_id=self.company.project.id,
            meter=meter,
            amount=amount,
            metadata={"region": "eu"},
            record_id=RecordId(f"{meter}-{number}"),
        )
