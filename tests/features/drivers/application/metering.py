"""Recording usage and reading it, by use cases."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import count

from application.usage.requests import UsageRequest
from domain.billing_cycle import BillingCycle
from domain.errors import FieldError, InvalidRequest, Refusal
from domain.ids import ProjectId, RecordId
from domain.plans.meter import Meter, from_public, to_public
from domain.usage.cost import MeterUsage
from domain.usage.record import UsageRecord, resource_id
from tests.features.driver import BatchReceipt, Entry, Receipt, Report, ReportLine
from tests.features.drivers.application.acting import Acting, refused, told
from tests.features.words import Caller, Usage

MOST = 1_000


class Metering(Acting):
    unnamed = count()

    def request(self, entry: Entry) -> UsageRequest:
        meter = Meter(entry.usage.meter)
        return UsageRequest(
            project_id=ProjectId(self.project_id(entry.project)),
            meter=meter,
            amount=from_public(meter, entry.usage.quantity),
            metadata={},
            record_id=RecordId(entry.record or f"unnamed-{next(self.unnamed)}"),
            timestamp=entry.moment,
            corrects=None if entry.corrects is None else RecordId(entry.corrects),
        )

    def record(self, who: Caller, entry: Entry) -> Receipt:
        record_usage = self.application.record_usage
        company = self.company_of(entry.project)
        with told():
            actor = self.acting(who, company, record_usage.permission)
            recorded = record_usage(actor, **self.request(entry)._asdict())
        return receipt(recorded.record)

    def record_batch(self, who: Caller, company: str, entries: Sequence[Entry]) -> BatchReceipt:
        record_batch = self.application.record_batch
        with told():
            actor = self.acting(who, company, record_batch.permission)
            if len(entries) > MOST:
                raise InvalidRequest.at("/records", "these are too many")
            outcome = record_batch(actor, records=[self.request_or_refusal(entry) for entry in entries])
        known = {index: refused(refusal) for index, refusal in outcome.refused}
        return BatchReceipt(outcome.accepted, outcome.duplicates, known)

    def request_or_refusal(self, entry: Entry) -> UsageRequest | Refusal:
        try:
            return self.request(entry)
        except ValueError as wrong:
            return InvalidRequest((FieldError("/quantity", str(wrong)),))

    def records(self, who: Caller, company: str, project: str) -> int:
        list_resources = self.application.list_resources
        with told():
            actor = self.acting(who, company, list_resources.permission)
            page = list_resources(actor, project_id=ProjectId(self.project_id(project)))
        return len(page.items)

    def report(self, who: Caller, company: str, month: str | None = None) -> Report:
        report_usage = self.application.report_usage
        with told():
            cycle = None if month is None else BillingCycle.parse(month)
            told_usage = report_usage(self.acting(who, company, report_usage.permission), cycle=cycle)
        return Report(
            lines={usage.meter.value: line(usage) for usage in told_usage.meters},
            used={
                self.name_of_project(usage.project_id): {
                    meter.value: public(meter, amount) for meter, amount in usage.quantities.items()
                }
                for usage in told_usage.projects
            },
            project_cents={self.name_of_project(usage.project_id): usage.cost_cents for usage in told_usage.projects},
            total_cents=told_usage.total_cents,
            plan_cents=told_usage.plan_price_cents,
        )

    def days(self, who: Caller, company: str, project: str) -> Mapping[tuple[str, str], Decimal]:
        report_project_usage = self.application.report_project_usage
        with told():
            actor = self.acting(who, company, report_project_usage.permission)
            told_days = report_project_usage(actor, project_id=ProjectId(self.project_id(project)))
        return {
            (day.isoformat(), meter.value): public(meter, amount) for (day, meter), amount in told_days.days.items()
        }


def receipt(record: UsageRecord) -> Receipt:
    return Receipt(
        resource=resource_id(record.record_id),
        record=record.record_id,
        usage=Usage(Meter(record.meter).value, public(record.meter, record.amount)),
        moment=record.timestamp,
        month=record.cycle.text,
    )


def line(usage: MeterUsage) -> ReportLine:
    """Return a line as the report shows it: of storage, what is held now."""
    return ReportLine(
        used=public(usage.meter, usage.used or 0),
        included=None if usage.included is None else public(usage.meter, usage.included),
        beyond=public(usage.meter, usage.excess),
        rate=usage.rate_cents / 100,
        cents=usage.cost_cents,
    )


def public(meter: Meter, amount: int) -> Decimal:
    return Decimal(to_public(meter, amount))
