"""Stores of any size: so many tenants, so many usage records, and the operations to time on them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from application.application import Application
from application.usage.requests import UsageRequest
from domain.ids import RecordId
from domain.plans.meter import Meter
from entrypoints.container import Assembly
from tests.benchmarks.founding import HERE, Founded, found, house

BATCH: Final = 100
PAGE: Final = 10


@dataclass(frozen=True, slots=True)
class Population:
    tenants: int
    operations: Mapping[str, Callable[[int], object]]
    """By name; each is called with the number of the tenant that it is to work for."""


def populate(tenants: int, usage_records: int) -> Population:
    """Found that many tenants, with the records spread evenly over them."""
    assembly = house()
    companies = [found(assembly, f"company-{number}") for number in range(tenants)]
    ids, use = count(), assembly.application
    for company in companies:
        _record(use, company, ids, usage_records // tenants)
    return Population(
        tenants, {**_accesses(assembly, companies), **_changes(use, companies, ids), **_readings(use, companies)}
    )


def _accesses(assembly: Assembly, companies: Sequence[Founded]) -> dict[str, Callable[[int], object]]:
    use = assembly.application

    def by_key(tenant: int) -> object:
        company = companies[tenant]
        return use.throttle(use.authenticate_key(company.owner.organization_id, company.key, HERE))

    def by_token(tenant: int) -> object:
        return use.throttle(use.authenticate_token(companies[tenant].token, HERE))

    return {"authenticate a key and count its request": by_key, "authenticate a token and count its request": by_token}


def _changes(use: Application, companies: Sequence[Founded], ids: "count[int]") -> dict[str, Callable[[int], object]]:
    def record(tenant: int) -> object:
        return _record(use, companies[tenant], ids, 1)

    def record_batch(tenant: int) -> object:
        return _record(use, companies[tenant], ids, BATCH)

    def describe_project(tenant: int) -> object:
        company = companies[tenant]
        return use.update_project(company.owner, project_id=company.project.id, description=f"Description {next(ids)}")

    return {
        "record one usage record": record,
        f"record a batch of {BATCH}": record_batch,
        "change a project, with its audit event": describe_project,
    }


def _readings(use: Application, companies: Sequence[Founded]) -> dict[str, Callable[[int], object]]:
    def read_project(tenant: int) -> object:
        return use.read_project(companies[tenant].owner, project_id=companies[tenant].project.id)

    def list_users(tenant: int) -> object:
        return use.list_users(companies[tenant].owner, after=None, limit=PAGE)

    def list_resources(tenant: int) -> object:
        company = companies[tenant]
        return use.list_resources(company.owner, project_id=company.project.id, limit=PAGE)

    def report_usage(tenant: int) -> object:
        return use.report_usage(companies[tenant].owner)

    def query_audit(tenant: int) -> object:
        return use.query_audit(companies[tenant].owner, after=None, limit=PAGE)

    return {
        "read a project": read_project,
        "list users": list_users,
        f"list the newest {PAGE} usage records": list_resources,
        "report a cycle's usage": report_usage,
        f"list the newest {PAGE} audit events": query_audit,
    }


def _record(use: Application, company: Founded, ids: "count[int]", amount: int) -> object:
    if amount == 1:
        return use.record_usage(
            company.owner,
            project_id=company.project.id,
            meter=Meter.API_CALL,
            amount=1,
            metadata={},
            record_id=RecordId(f"r{next(ids)}"),
        )
    requests = [
        UsageRequest(company.project.id, Meter.API_CALL, 1, {}, RecordId(f"r{next(ids)}")) for _ in range(amount)
    ]
    return use.record_batch(company.owner, records=requests)
