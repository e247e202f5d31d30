"""Plans that are paid for, over HTTP. The operator reconciles by a use case, as in life."""

from datetime import datetime

from tests.features.billing import Bill, BillingPage, BillLine, PlanPreview, Reconciled
from tests.features.drivers.application.acting import told
from tests.features.drivers.application.billing import reconciled
from tests.features.drivers.http.asking import Json
from tests.features.drivers.http.companies import Companies
from tests.features.words import Caller


class Billing(Companies):
    def billing(self, who: Caller, company: str) -> BillingPage:
        answer = self.ask(who, company, "GET", self.path(company, "billing"))
        pending = answer["pending"]
        return BillingPage(
            plan=answer["plan"],
            state=answer["state"],
            status=answer["status"],
            price_cents=answer["price_cents"],
            trial_ends_at=moment(answer["trial_ends_at"]),
            restricted_at=moment(answer["restricted_at"]),
            pending=None if pending is None else (pending["plan"], datetime.fromisoformat(pending["at"])),
        )

    def choose_plan(self, who: Caller, company: str, plan: str) -> None:
        self.ask(who, company, "PUT", self.path(company, "billing", "plan"), json={"plan": plan})
        self.settle()

    def preview(self, who: Caller, company: str, plan: str) -> PlanPreview:
        answer = self.ask(who, company, "POST", self.path(company, "billing", "preview"), json={"plan": plan})
        return PlanPreview(
            effective_at=datetime.fromisoformat(answer["effective_at"]),
            trial_ends_at=moment(answer["trial_ends_at"]),
            lines=tuple(map(bill_line, answer["lines"])),
            due_cents=answer["due_now_cents"],
            month_cents=answer["month_cents"],
            holds_until=datetime.fromisoformat(answer["holds_until"]),
        )

    def cancel(self, who: Caller, company: str) -> None:
        self.ask(who, company, "POST", self.path(company, "billing", "cancel"))
        self.settle()

    def invoices(self, who: Caller, company: str) -> tuple[Bill, ...]:
        rows = self.all_of(who, company, self.path(company, "billing", "invoices"))
        return tuple(bill(row) for row in rows if row["lines"])

    def open_checkout(self, who: Caller, company: str, plan: str) -> str:
        return self.opened(who, company, "checkout", plan=plan)

    def open_portal(self, who: Caller, company: str) -> str:
        return self.opened(who, company, "portal")

    def opened(self, who: Caller, company: str, page: str, **body: str) -> str:
        url: str = self.ask(who, company, "POST", self.path(company, "billing", page), json=body)["url"]
        return url

    def reconcile(self, company: str) -> Reconciled:
        with told():
            found = reconciled(self.application.reconcile, self.operator(company))
        self.settle()
        return found


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def bill(row: Json) -> Bill:
    return Bill(
        status=row["status"],
        created_at=datetime.fromisoformat(row["created_at"]),
        lines=tuple(map(bill_line, row["lines"])),
        total_cents=row["total_cents"],
        due_cents=row["due_cents"],
        paid_cents=row["paid_cents"],
    )


def bill_line(row: Json) -> BillLine:
    return BillLine(row["description"], row["amount_cents"], row.get("meter"))
