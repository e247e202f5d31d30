"""A payment provider on stage, with what tests must be able to do beside its ports."""

from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from adapters.catalogue.plan_file import read_catalogue
from adapters.system.clocks import MovableClock
from application.ports.payment_notices import PaymentNotices
from application.ports.payments import Adjustment, Order, Payments
from application.ports.usage_exporter import UsageExporter
from domain.billing.export import ExportRow
from domain.billing.invoice import Invoice
from domain.billing.payer import Payer
from domain.billing.subscription import CustomerId, Subscription, SubscriptionId
from domain.errors import Unavailable
from domain.ids import OrganizationId
from domain.plans.catalogue import Catalogue
from domain.plans.contract import Contract
from domain.plans.plan import Plan

START: Final = datetime(2026, 4, 16, tzinfo=UTC)
"""When a stage opens: half of April's 30 days are left, so starter's 2900 come to 1450, and pro's 9900 to 4950."""
MAY: Final = datetime(2026, 5, 1, tzinfo=UTC)
JUNE: Final = datetime(2026, 6, 1, tzinfo=UTC)
TRIAL_END: Final = START + timedelta(days=14)
"""April 30: then one day of 30 is left, for which starter's 2900 come to 96.67, that is 97."""

SECOND: Final = timedelta(seconds=1)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
CLOSING: Final = timedelta(hours=72)
"""So long after its cycle an invoice still takes usage."""

CATALOGUE: Final = read_catalogue()
"""What the provider of each stage sells."""
STARTER: Final = CATALOGUE.offered("starter")
PRO: Final = CATALOGUE.offered("pro")
CONTRACT: Final = Contract(price_cents=50_000).applied_to(CATALOGUE.offered("enterprise"))

ACME: Final = Payer(OrganizationId("org_acme"), "Acme", "billing@acme.example")
GLOBEX: Final = Payer(OrganizationId("org_globex"), "Globex", "billing@globex.example")
BACK: Final = "https://tenantry.example/billing"

STARTER_CALLS: Final = "starter_v1_api_call"
"""0.045 cents a unit: 50 cents for 1,000 calls, less 10 %."""
PRO_CALLS: Final = "pro_v1_api_call"
"""0.04 cents a unit: 50 cents for 1,000 calls, less 20 %."""


class PaymentStage(Protocol):
    """A provider over `CATALOGUE`, whose clock stands at `START`; a subclass of a contract gives one to each test."""

    @property
    def payments(self) -> Payments: ...
    @property
    def exporter(self) -> UsageExporter: ...
    @property
    def notices(self) -> PaymentNotices: ...
    @property
    def clock(self) -> MovableClock: ...
    @property
    def catalogue(self) -> Catalogue: ...

    def card(self, customer: CustomerId, works: bool | None) -> None:
        """Let a person enter another card at the provider, or (None) take it away.

        One that works pays at once what is open because it was declined. One that does not can be attached, but
        each charge is declined.
        """
        ...

    def pay_at_checkout(self, url: str) -> None:
        """Let a person enter a card that works on the page of a checkout, and subscribe."""
        ...

    def move_trial_end(self, customer: CustomerId, ends_at: datetime) -> None:
        """Let the trial of a customer end at another moment, at the provider's own desk."""
        ...

    def delete(self, customer: CustomerId) -> None:
        """Delete a customer at the provider's own desk."""
        ...

    def come(self, moment: datetime) -> None:
        """Move the clock to a moment, and let the provider do everything that becomes due until then."""
        ...

    def outage(self) -> AbstractContextManager[None]:
        """Let the provider be out of reach for a while: nothing that is asked then is done."""
        ...

    def lose_next_answer(self) -> None:
        """Let the next request be carried out and its answer be lost, also where the adapter tries again itself."""
        ...

    def notice(self, customer: CustomerId) -> tuple[bytes, str]:
        """Return a new notice of the provider's about a customer: the body, and its signature."""
        ...


@dataclass(frozen=True, slots=True)
class Office:
    """What most tests do with a stage, in their words; keys are made up where a test does not care."""

    stage: PaymentStage
    customer: CustomerId

    def order(self, plan: Plan, trial_ends_at: datetime | None = None) -> Order:
        return Order(plan, self.stage.clock.now(), trial_ends_at)

    def subscribe(self, plan: Plan, trial_ends_at: datetime | None = None, key: str = "") -> Subscription:
        return self.stage.payments.subscribe(
            self.customer, self.order(plan, trial_ends_at), key or self._key(f"subscribe-{plan.id}")
        )

    def extend_trial(self, plan: Plan, ends_at: datetime, key: str = "") -> Subscription:
        order = self.order(plan, ends_at)
        return self.stage.payments.extend_trial(self.id, order, key or self._key(f"extend-{ends_at.isoformat()}"))

    def upgrade(self, plan: Plan, key: str = "") -> Subscription:
        return self.stage.payments.upgrade(self.id, self.order(plan), key or self._key(f"upgrade-{plan.id}"))

    def exchange(self, plan: Plan) -> Subscription:
        return self.stage.payments.exchange(self.id, self.order(plan), self._key(f"exchange-{plan.id}"))

    def schedule(self, plan: Plan) -> Subscription:
        return self.stage.payments.schedule(self.id, plan, self._key(f"schedule-{plan.id}"))

    def end_later(self, at: datetime) -> Subscription:
        return self.stage.payments.end_later(self.id, at, self._key(f"end-{at.isoformat()}"))

    def keep(self) -> Subscription:
        return self.stage.payments.keep(self.id, self._key("keep"))

    def exchange_as_of(self, plan: Plan, at: datetime) -> Subscription:
        """Change the plan as of a moment that may have passed long ago."""
        return self.stage.payments.exchange(self.id, Order(plan, at), self._key(f"exchange-{plan.id}"))

    def end_now(self, *, credited: bool = True) -> None:
        self.stage.payments.end_now(self.id, credited=credited)

    def adjust(self, cents: int, at: datetime, key: str = "adjust", *, at_once: bool = False) -> None:
        adjustment = Adjustment(cents, "Correction", at, at_once=at_once)
        self.stage.payments.adjust(self.id, adjustment, f"{self.customer}-{key}")

    def bill_usage(self, cents: int, at: datetime) -> None:
        """Put usage onto an invoice that has missed its own."""
        adjustment = Adjustment(cents, "Usage of that month", at, STARTER_CALLS)
        self.stage.payments.adjust(self.id, adjustment, f"{self.customer}-usage-{cents}")

    def use(self, units: int, at: datetime, meter: str = STARTER_CALLS, row_id: str = "") -> None:
        """Tell usage that is dated `at`."""
        row = ExportRow(row_id or f"{meter}-{at.isoformat()}-{units}", meter, units, at)
        self.stage.exporter.export(self.customer, row)

    @property
    def subscription(self) -> Subscription:
        """The newest one."""
        return self.stage.payments.subscriptions(self.customer)[0]

    @property
    def id(self) -> SubscriptionId:
        return self.subscription.id

    @property
    def live(self) -> list[Subscription]:
        return [one for one in self.stage.payments.subscriptions(self.customer) if one.live]

    @property
    def invoices(self) -> list[Invoice]:
        """All that have a line, oldest first: a provider may tell of invoices over nothing."""
        everything = self.stage.payments.invoices(self.customer, START.replace(year=2020))
        return [invoice for invoice in reversed(everything) if invoice.lines]

    @property
    def amounts(self) -> list[list[int]]:
        """The amounts on each invoice, smallest first; on which place a line stands is the provider's matter."""
        return [sorted(line.amount_cents for line in invoice.lines) for invoice in self.invoices]

    @property
    def paid(self) -> int:
        return sum(invoice.paid_cents for invoice in self.invoices)

    def _key(self, about: str) -> str:
        return f"{self.customer}-{about}-{self.stage.clock.now().isoformat()}"


def office(stage: PaymentStage, *, works: bool | None = True, payer: Payer = ACME) -> Office:
    """Open a customer, with a card or without."""
    customer = stage.payments.open_customer(payer, f"open-{payer.organization_id}")
    if works is not None:
        stage.card(customer, works)
    return Office(stage, customer)


def lost(stage: PaymentStage) -> AbstractContextManager[None]:
    """Let the answer of what is asked inside be lost."""
    stage.lose_next_answer()
    return suppress(Unavailable)
