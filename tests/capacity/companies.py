"""Companies as they are in life, with long names, ids and addresses, in the states that what they ask depends on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from application.actor import operator
from domain.ids import OrganizationId
from domain.money import GIGABYTE
from domain.plans.contract import Contract
from tests.capacity.product import PLENTY, Premises, Process, new_name
from tests.http.site import PASSWORD

Json = dict[str, Any]
Credential = Mapping[str, str]

SCOPES: Final = ("write:resources", "read:resources", "read:usage")
METADATA: Final = {"endpoint": "/v1/orders/search", "region": "eu-west-1", "status": "200"}
A_DAY: Final = {"api_call": 83_719, "compute": 417.25, "bandwidth": 7 * GIGABYTE + 12_345}
"""What a busy project counts."""

STATED_ON: Final = (1, 11, 21)
"""The days of the month on which a busy project states its storage."""

AGREED: Final = Contract(
    users=1_000,
    projects=1_000,
    api_calls=10**12,
    compute_minutes=10**9,
    storage_bytes=2**50,
    requests_per_minute=PLENTY,
    price_cents=100_000,
)
"""Every limit is there, none is reached."""

INCLUDED: Final = 1_000_000
"""API calls of the plan pro."""


@dataclass(frozen=True)
class Company:
    """A company, and the credentials of those who ask."""

    org_id: OrganizationId
    owner: Credential
    member: Credential
    key: Credential
    user_ids: Sequence[str]
    project_ids: Sequence[str]

    def path(self, rest: str = "") -> str:
        return f"/organizations/{self.org_id}{rest}"


Found = Callable[[Premises], Company]


def new(premises: Premises) -> Company:
    """Five people on the plan pro with three projects, who have recorded nothing yet."""
    return founded(premises.founder, f"acme-{new_name()[-4:]}", people=5, projects=3)


def usual(premises: Premises) -> Company:
    """The same, in the middle of a cycle in which the first project has recorded calls and storage."""
    company = new(premises)
    for meter in ("api_call", "storage"):
        sent(premises.founder, company.key, "POST", company.path("/resources"), record(company.project_ids[0], meter))
    return company


def storing(premises: Premises) -> Company:
    """One whose storage has changed twenty times: as often as one item takes."""
    company = new(premises)
    stated = [record(company.project_ids[0], "storage", GIGABYTE + number) for number in range(20)]
    sent(premises.founder, company.key, "POST", company.path("/resources/batch"), {"records": stated})
    return company


def capped(premises: Premises) -> Company:
    """One that has used what its plan includes, is past its trial, and pays for more up to a cap that is far away."""
    company = usual(premises)
    premises.founder.assembly.application.change_plan(operator(company.org_id, "olga"), plan="pro")
    settings = {"overage": {"enabled": True, "spend_cap_cents": 10_000_000}}
    sent(premises.founder, company.owner, "PUT", company.path("/settings"), settings)
    used_up = record(company.project_ids[0], quantity=INCLUDED)
    sent(premises.founder, company.key, "POST", company.path("/resources"), used_up)
    return company


def busy(premises: Premises, stated_on: Sequence[int] = STATED_ON) -> Company:
    """One of 20 projects, at the end of a month in which each has counted every meter on every day."""
    company = _agreed(premises.founder, "initech", people=1, projects=20)
    now = premises.clock.now()
    days = [now.replace(day=day) for day in range(1, now.day + 1)]
    for project_id in company.project_ids:
        _record_month(premises.founder, company, project_id, days, stated_on)
    return company


def crowded(premises: Premises) -> Company:
    """One with more of everything than a page of 50 holds."""
    company = _agreed(premises.founder, "hooli", people=52, projects=52)
    for number in range(52):
        sent(premises.founder, company.owner, "POST", company.path("/invitations"), invited(number))
        sent(premises.founder, company.owner, "POST", company.path("/api-keys"), wanted_key(number))
    records = {"records": [record(company.project_ids[0]) for _ in range(52)]}
    sent(premises.founder, company.key, "POST", company.path("/resources/batch"), records)
    return company


def sent(process: Process, who: Credential, method: str, path: str, body: Json | None = None) -> Json:
    """Let somebody ask what must succeed, each change under an idempotency key, and return the answer."""
    once = {"Idempotency-Key": new_name()} if method == "POST" else {}
    answer = process.caller({**who, **once}).ask(method, path, body)
    assert answer.status_code < 300, answer.text
    return dict(answer.get_json() or {})


def record(project_id: str, meter: str = "api_call", quantity: float = 1, **more: object) -> Json:
    """Return a usage record as a metering client sends it."""
    said = {"project_id": project_id, "type": meter, "quantity": quantity}
    return {**said, "metadata": METADATA, "record_id": new_name(), **more}


def invited(number: int) -> Json:
    return {"email": address(f"maximiliane.hohenstein{number}"), "role": "member"}


def wanted_key(number: int) -> Json:
    return {"name": f"Metering of the production cluster {number}", "scopes": list(SCOPES), "rate_limit": PLENTY}


def wanted_project(number: int) -> Json:
    return {
        "name": f"Customer data platform {number}",
        "slug": f"customer-data-platform-{number}",
        "type": "web",
        "environment": "production",
        "description": "Collects what visitors do on the shop and the blog.",
        "tags": ["web", "data", "2026"],
    }


def address(name: str) -> str:
    return f"{name}@analytics.acme.example"


def _agreed(process: Process, slug: str, *, people: int, projects: int) -> Company:
    return founded(process, slug, people=people, projects=projects, contract=AGREED)


def founded(
    process: Process,
    slug: str,
    *,
    people: int,
    projects: int,
    plan: str = "pro",
    contract: Contract | None = None,
) -> Company:
    """Found a company with its owner and members, projects that the owner leads, and a key of the organization."""
    owner_address = address(f"alexandra.fernandez.{slug}")
    body = {"name": f"{slug.title()} Analytics International", "slug": f"{slug}-analytics", "plan": plan}
    org_id = sent(process, {}, "POST", "/organizations", {**body, "owner_email": owner_address})["org_id"]
    if contract is not None:
        process.assembly.application.change_plan(operator(org_id, "olga"), plan="enterprise", contract=contract)
    owner, owner_id = _let_in(process, owner_address)
    path, user_ids, member = f"/organizations/{org_id}", [owner_id], owner
    for number in range(people - 1):
        joining = address(f"konstantin.wassermann{number}.{slug}")
        sent(process, owner, "POST", f"{path}/invitations", {"email": joining, "role": "member"})
        member, user_id = _let_in(process, joining)
        user_ids.append(user_id)
    started = [
        sent(process, owner, "POST", f"{path}/projects", wanted_project(1_000 + number)) for number in range(projects)
    ]
    key = {"X-API-Key": sent(process, owner, "POST", f"{path}/api-keys", wanted_key(1_000))["key"]}
    return Company(org_id, owner, member, key, user_ids, [project["project_id"] for project in started])


def _let_in(process: Process, email: str) -> tuple[Credential, str]:
    process.settle()
    assert process.assembly.outbox is not None
    token = next(mail.token for mail in process.assembly.outbox.sent() if mail.to == email)
    body = {"token": token, "name": "Konstantin Wassermann", "password": PASSWORD}
    answer = sent(process, {}, "POST", "/invitations/accept", body)
    return {"Authorization": f"Bearer {answer['access_token']}"}, answer["user"]["user_id"]


def _record_month(
    process: Process, company: Company, project_id: str, days: Sequence[datetime], stated_on: Sequence[int]
) -> None:
    counted = [
        record(project_id, meter, quantity, timestamp=_written(day))
        for day in days
        for meter, quantity in A_DAY.items()
    ]
    stated = [
        record(project_id, "storage", 3 * GIGABYTE + 98_765_432 * day.day, timestamp=_written(day - timedelta(hours=1)))
        for day in days
        if day.day in stated_on
    ]
    for records in (counted, stated):
        sent(process, company.key, "POST", company.path("/resources/batch"), {"records": records})


def _written(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
