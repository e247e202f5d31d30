"""What one customer asks of DynamoDB in a month, kind by kind, each measured by the meter over HTTP."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from adapters.dynamodb.items.size import size_of
from domain.ids import UserId
from entrypoints.container.table import connection
from tests.benchmarks.counts import counted
from tests.capacity.companies import Company, Credential, Json, address, founded, invited, record, sent, wanted_key
from tests.capacity.product import Premises
from tests.http.site import PASSWORD

MONTH: Final = timedelta(days=30)
SECOND: Final = timedelta(seconds=1)
MINUTE: Final = timedelta(minutes=1)
TIMES: Final = counted(60, 2)
"""A kind of request is measured; a batch a sixth as often."""

CALLS: Final = 100_000
BATCH: Final = 100
VISITS: Final = 200
CHANGES: Final = 500
PEOPLE, PROJECTS = 10, 3
THINKING: Final = timedelta(seconds=30)
"""Between two things that a person asks."""

READS: Final = (
    "/usage",
    "/projects",
    "/projects/{project_id}/usage",
    "/users",
    "/resources?project_id={project_id}",
    "/audit",
    "/usage",
    "/projects/{project_id}",
    "/api-keys",
    "/invitations",
)
"""What a person looks at in one visit, up to 50 of what is listed."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of request, and what one takes."""

    name: str
    a_month: int
    write_units: float
    read_units: float


@dataclass(frozen=True, slots=True)
class Workload:
    """Calls are recorded in one of three ways; `house` is what a process asks by itself, for all customers together."""

    one_by_one: Kind
    in_bursts: Kind
    in_batches: Kind
    visit: Kind
    change: Kind
    house: Kind
    record_bytes: int
    """Of one record in the table, and again in the index."""


class Customer:
    """A company on the plan starter, served by one process."""

    def __init__(self, premises: Premises) -> None:
        self.premises = premises
        self.company: Final[Company] = founded(
            premises.founder, "hamilton", people=PEOPLE - 1, projects=PROJECTS, plan="starter"
        )
        wanted = {**wanted_key(0), "rate_limit": 1_000}
        self.key: Final[Credential] = {"X-API-Key": self.ask(self.company.owner, "POST", "/api-keys", wanted)["key"]}

    def workload(self) -> Workload:
        """Measure every kind."""
        self.record(1)
        every = MONTH / CALLS
        return Workload(
            one_by_one=self._recording("a record, one every 26 seconds", 1, every),
            in_bursts=self._recording("a record, ten a second", 1, SECOND / 10),
            in_batches=self._recording(f"a batch of {BATCH} records", BATCH, BATCH * every),
            visit=self._measured(f"a visit: signing in, {len(READS)} reads", VISITS, 3, timedelta(hours=3), self.visit),
            change=self._changing(),
            house=self._measured("looking for due work, a second", MONTH // SECOND, TIMES, SECOND, self._look_for_work),
            record_bytes=self._size_of_a_record(),
        )

    def ask(self, who: Credential, method: str, rest: str, body: Json | None = None) -> Json:
        return sent(self.premises.founder, who, method, self.company.path(rest), body)

    def record(self, size: int) -> None:
        records = [record(self.company.project_ids[number % PROJECTS]) for number in range(size)]
        if size == 1:
            self.ask(self.key, "POST", "/resources", records[0])
        else:
            self.ask(self.key, "POST", "/resources/batch", {"records": records})

    def visit(self) -> None:
        person = self._signed_in()
        for path in READS:
            self.premises.clock.advance(THINKING)
            self.ask(person, "GET", path.format(project_id=self.company.project_ids[0]))

    def change(self) -> int:
        """Change this and that, and return how many changes that were."""
        owner, project = self._signed_in(), f"/projects/{self.company.project_ids[0]}"
        user = f"/users/{UserId(self.company.user_ids[1])}"
        invitation = self._changed(owner, "POST", "/invitations", invited(0))["invitation_id"]
        key = self._changed(owner, "POST", "/api-keys", wanted_key(1))["key_id"]
        changes: list[tuple[str, str, Json | None]] = [
            ("DELETE", f"/invitations/{invitation}", None),
            ("PUT", f"/api-keys/{key}", {"name": "Metering of the test cluster"}),
            ("PUT", project, {"description": "Collects what visitors do on the shop."}),
            ("PUT", project, {"name": "Customer data"}),
            ("PUT", project, {"description": "", "name": "Customer data platform"}),
            ("PUT", user, {"role": "viewer"}),
            ("PUT", user, {"role": "member"}),
            ("PUT", "/settings", {"session_timeout": 45}),
            ("PUT", "/settings", {"session_timeout": 60}),
            ("DELETE", f"/api-keys/{key}", None),
        ]
        for change in changes:
            self._changed(owner, *change)
        return 2 + len(changes)

    def _recording(self, name: str, size: int, every: timedelta) -> Kind:
        """Noting the key's use, beside the way of the requests, is a unit a minute in which it is used."""
        times = TIMES if size == 1 else TIMES // 6 or 1
        kind = self._measured(name, CALLS // size, times, every, lambda: self.record(size))
        return Kind(name, kind.a_month, kind.write_units + min(1.0, every / MINUTE), kind.read_units)

    def _changing(self) -> Kind:
        made: list[int] = []
        kind = self._measured("", CHANGES, 1, timedelta(hours=3), lambda: made.append(self.change()))
        return Kind("a change", CHANGES, kind.write_units / made[0], kind.read_units / made[0])

    def _changed(self, who: Credential, method: str, rest: str, body: Json | None = None) -> Json:
        self.premises.clock.advance(THINKING)
        answer = self.ask(who, method, rest, body)
        self.premises.founder.settle()
        return answer

    def _look_for_work(self) -> None:
        self.premises.founder.assembly.work_off()

    def _signed_in(self) -> Credential:
        email = address("alexandra.fernandez.hamilton")
        body = {"email": email, "password": PASSWORD}
        answer = sent(self.premises.founder, {}, "POST", "/auth/login", body)
        return {"Authorization": f"Bearer {answer['access_token']}"}

    def _measured(self, name: str, a_month: int, times: int, every: timedelta, act: Callable[[], object]) -> Kind:
        def act_again_and_again() -> None:
            for _ in range(times):
                self.premises.clock.advance(every)
                act()

        cost = self.premises.measured(act_again_and_again).cost
        return Kind(name, a_month, cost.write_units / times, cost.read_units / times)

    def _size_of_a_record(self) -> int:
        settings = self.premises.settings
        answer = connection(settings)().query(
            TableName=settings.dynamodb_table,
            IndexName="gsi-project-resources",
            KeyConditionExpression="gsi_usage = :p",
            ExpressionAttributeValues={":p": {"S": f"org#{self.company.org_id}#project#{self.company.project_ids[0]}"}},
            Limit=1,
        )
        return size_of(answer["Items"][0])
