"""What a call to the simulated payment provider costs with many paying customers, against the same with few."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Final

from adapters.simulated.answers import MOST
from adapters.simulated.books import Card
from adapters.simulated.exporter import SimulatedExporter
from adapters.simulated.pages import SimulatedPages
from adapters.simulated.payments import SimulatedPayments
from adapters.simulated.provider import SimulatedProvider
from adapters.system.clocks import MovableClock
from application.ports.payments import Order
from domain.billing.charges import ExportMeter
from domain.billing.export import ExportRow
from domain.billing.payer import Payer
from domain.billing.subscription import CustomerId, SubscriptionId
from domain.ids import OrganizationId
from domain.plans.meter import Meter
from entrypoints.wsgi import settle
from tests.benchmarks.counts import counted
from tests.benchmarks.measure import Run, cpu_of_each, interleave
from tests.benchmarks.report import AtMost, Line, Section, micros
from tests.contract.payment_stage import CATALOGUE, PRO

SMALL: Final = 10
LARGE: Final = counted(10_000, 20)
CALLS: Final = counted(2_000, 20)
IN_A_ROW: Final = 10
START: Final = datetime(2026, 4, 16, tzinfo=UTC)
TICK: Final = timedelta(seconds=1)
"""Passes before each call, so that the provider looks each time for what has become due."""

NOTES: Final = f"""
The simulated provider called directly. Every customer has paid for the plan pro, both remember as many answers as they
ever do, and a second passes before each call.
Each of the {CALLS:,} calls a run is made for a customer drawn again after every {IN_A_ROW}.
"""


@dataclass(frozen=True, slots=True)
class Market:
    """A provider with so many paying customers, and its clock."""

    clock: MovableClock
    payments: SimulatedPayments
    exporter: SimulatedExporter
    customers: tuple[tuple[CustomerId, SubscriptionId], ...]
    keys: "count[int]"

    def works(self) -> dict[str, Callable[[int], object]]:
        """By name; each is called with the number of the customer that it is for."""
        return {
            "read a customer's subscriptions": lambda number: self.payments.subscriptions(self.customers[number][0]),
            "read a customer's invoices": lambda number: self.payments.invoices(self.customers[number][0], START),
            "open a checkout": self._open_checkout,
            "schedule a subscription's end": self._end_later,
            "count usage": self._export,
        }

    def _open_checkout(self, number: int) -> object:
        order = Order(PRO, self.clock.now())
        return self.payments.checkout(self.customers[number][0], order, "http://localhost", self._key())

    def _end_later(self, number: int) -> object:
        return self.payments.end_later(self.customers[number][1], datetime(2026, 5, 1, tzinfo=UTC), self._key())

    def _export(self, number: int) -> None:
        row = ExportRow(self._key(), ExportMeter(PRO, Meter.API_CALL).name, 1, self.clock.now())
        self.exporter.export(self.customers[number][0], row)

    def _key(self) -> str:
        return f"key-{next(self.keys)}"


def measure(runs: int) -> list[Section]:
    markets = _market(LARGE), _market(SMALL)
    settle()
    lines = tuple(_line(work, markets, runs) for work in markets[0].works())
    return [Section(f"Billing: {LARGE:,} paying customers against {SMALL}", lines, notes=NOTES)]


def _market(size: int) -> Market:
    clock = MovableClock(START)
    provider = SimulatedProvider(clock, CATALOGUE, "http://localhost", b"only for the benchmark")
    payments, pages = SimulatedPayments(provider), SimulatedPages(provider)
    customers = []
    for number in range(size):
        name = f"company-{number}"
        customer = payments.open_customer(Payer(OrganizationId(name), name, f"owner@{name}.example"), f"open-{number}")
        pages.change_card(customer, Card.WORKS)
        customers.append((customer, payments.subscribe(customer, Order(PRO, START), f"subscribe-{number}").id))
    market = Market(clock, payments, SimulatedExporter(provider), tuple(customers), count())
    for number in range(counted(MOST, 1)):
        market.works()["open a checkout"](number % size)
    return market


def _line(work: str, markets: tuple[Market, Market], runs: int) -> Line:
    large, small = (_run(market, work) for market in markets)
    compared = interleave(large, small, runs)
    ours, against = f"{micros(compared.our_median)} with many", f"{micros(compared.their_median)} with few"
    return Line(work, ours, against, compared.ratio, AtMost(1.2))


def _run(market: Market, work: str) -> Run:
    operation, chance = market.works()[work], Random(work)  # noqa: S311

    def after_a_second(number: int) -> None:
        market.clock.advance(TICK)
        operation(number)

    def run() -> float:
        market.clock.set(START)
        drawn = [chance.randrange(len(market.customers)) for _ in range(CALLS // IN_A_ROW)]
        return cpu_of_each(after_a_second, [number for number in drawn for _ in range(IN_A_ROW)])

    return run
