"""The export of usage to Stripe's meters: https://docs.stripe.com/api/billing/meter-event."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final, final
from weakref import WeakValueDictionary

from adapters.stripe.connection import StripeConnection
from adapters.stripe.failures import AlreadyThere, understood
from adapters.stripe.reading import seconds
from application.ports.payments import ProviderRefused
from application.ports.usage_exporter import UsageExporter
from domain.billing.export import ExportRow
from domain.billing.subscription import CustomerId
from domain.billing_cycle import BillingCycle

CUSTOMER_KEY: Final = "stripe_customer_id"
VALUE_KEY: Final = "value"


@final
class StripeUsageExporter(UsageExporter):
    """Meter events, known by the identifiers of their rows for at least 24 hours.

    They have no idempotency key of ours: under one, Stripe would also repeat its own failure for a day.
    """

    def __init__(self, connection: StripeConnection) -> None:
        self._connection = connection
        self._meters: dict[str, str] = {}
        self._guard = Lock()
        self._turns: WeakValueDictionary[tuple[str, str], Lock] = WeakValueDictionary()

    def export(self, customer: CustomerId, row: ExportRow) -> None:
        with self._turn(customer, row.meter):
            try:
                self._connection.ask(
                    lambda client: client.v1.billing.meter_events.create(
                        {
                            "event_name": row.meter,
                            "identifier": row.id,
                            "timestamp": seconds(row.at),
                            "payload": {CUSTOMER_KEY: customer, VALUE_KEY: str(row.units)},
                        }
                    )
                )
            except AlreadyThere:  # told before, and the answer was lost
                return

    @understood()
    def counted(self, customer: CustomerId, meter: str, cycle: BillingCycle) -> int:
        name = self._meter(meter)
        with self._turn(customer, meter):
            summaries = self._connection.ask(
                lambda client: list(
                    client.v1.billing.meters.event_summaries.list(
                        name,
                        {
                            "customer": customer,
                            "start_time": seconds(cycle.start),
                            "end_time": seconds(cycle.end),
                            "limit": 100,
                        },
                    ).auto_paging_iter()
                )
            )
        return sum(round(summary.aggregated_value) for summary in summaries)

    def _meter(self, event_name: str) -> str:
        if event_name not in self._meters:
            self._meters |= self._known_meters()
        if event_name not in self._meters:
            raise ProviderRefused(f"Stripe has no meter {event_name}: the set-up must be applied first")
        return self._meters[event_name]

    def _known_meters(self) -> dict[str, str]:
        known = self._connection.ask(
            lambda client: list(client.v1.billing.meters.list({"limit": 100}).auto_paging_iter())
        )
        return {meter.event_name: meter.id for meter in known}

    @contextmanager
    def _turn(self, customer: CustomerId, meter: str) -> Iterator[None]:
        """Let one call at a time be under way for a customer and a meter: Stripe refuses the second with 429."""
        with self._guard:
            turn = self._turns.setdefault((customer, meter), Lock())
        with turn:
            yield
