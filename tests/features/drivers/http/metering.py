"""Recording usage and reading it, over HTTP."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from tests.features.driver import BatchReceipt, Entry, Receipt, Report, ReportLine
from tests.features.drivers.http.asking import Asking, Json, decimal, refused_by
from tests.features.words import Caller, Usage


class Metering(Asking):
    def body(self, entry: Entry) -> dict[str, object]:
        said: dict[str, object | None] = {
            "project_id": self.project_id(entry.project),
            "type": entry.usage.meter,
            "quantity": number(entry.usage.quantity),
            "record_id": entry.record,
            "timestamp": None if entry.moment is None else entry.moment.isoformat().replace("+00:00", "Z"),
            "corrects": entry.corrects,
        }
        return {member: value for member, value in said.items() if value is not None}

    def record(self, who: Caller, entry: Entry) -> Receipt:
        company = self.company_of(entry.project)
        return receipt(self.ask(who, company, "POST", self.path(company, "resources"), json=self.body(entry)))

    def record_batch(self, who: Caller, company: str, entries: Sequence[Entry]) -> BatchReceipt:
        body = {"records": [self.body(entry) for entry in entries]}
        answer = self.ask(who, company, "POST", self.path(company, "resources", "batch"), json=body)
        refused = {row["index"]: refused_by(row["problem"]) for row in answer["refused"]}
        return BatchReceipt(answer["accepted"], answer["duplicates"], refused)

    def records(self, who: Caller, company: str, project: str) -> int:
        path = self.path(company, "resources")
        return len(self.all_of(who, company, path, project_id=self.project_id(project)))

    def report(self, who: Caller, company: str, month: str | None = None) -> Report:
        params = {} if month is None else {"billing_cycle": month}
        answer = self.ask(who, company, "GET", self.path(company, "usage"), params=params)
        projects = {self.name_of_project(part["project_id"]): part for part in answer["projects"]}
        return Report(
            lines={row["meter"]: line(row) for row in answer["meters"]},
            used={
                name: {row["meter"]: decimal(row["quantity"]) for row in part["meters"]}
                for name, part in projects.items()
            },
            project_cents={name: part["cost_cents"] for name, part in projects.items()},
            total_cents=answer["total_cents"],
            plan_cents=answer["plan_price_cents"],
        )

    def days(self, who: Caller, company: str, project: str) -> Mapping[tuple[str, str], Decimal]:
        path = self.path(company, "projects", self.project_id(project), "usage")
        answer = self.ask(who, company, "GET", path)
        return {
            (day["date"], row["meter"]): decimal(day["quantity"]) for row in answer["meters"] for day in row["days"]
        }


def number(quantity: Decimal) -> int | float:
    return int(quantity) if quantity == int(quantity) else float(quantity)


def receipt(answer: Json) -> Receipt:
    return Receipt(
        resource=answer["resource_id"],
        record=answer["record_id"],
        usage=Usage(answer["type"], decimal(answer["quantity"])),
        moment=datetime.fromisoformat(answer["timestamp"]),
        month=answer["billing_cycle"],
    )


def line(row: Json) -> ReportLine:
    return ReportLine(
        used=decimal(row["quantity"] or 0),
        included=None if row["included"] is None else decimal(row["included"]),
        beyond=decimal(row["overage"]),
        rate=Decimal(row["rate"]),
        cents=row["cost_cents"],
    )
