"""Plans so small that a handful of records reaches every limit; their prices are as fine as the real ones."""

from decimal import Decimal
from typing import Final

from domain.money import GIGABYTE
from domain.plans.catalogue import Catalogue
from domain.plans.meter import Meter
from domain.plans.plan import Plan, PlanId, frozen

RATES: Final = {
    Meter.API_CALL: Decimal(5_000),
    Meter.COMPUTE: Decimal(10),
    Meter.BANDWIDTH: Decimal(8),
    Meter.STORAGE: Decimal(10),
}
"""5 cents a call, 10 a minute, 8 a GB, 10 a GB-month: so that a cap of some cents is soon reached."""


def plan(
    name: str, calls: int | None, minutes: int | None, gigabytes: int | None, projects: int | None, discount: str | None
) -> Plan:
    included = {
        Meter.API_CALL: calls,
        Meter.COMPUTE: None if minutes is None else minutes * 10**6,
        Meter.BANDWIDTH: None,
        Meter.STORAGE: None if gigabytes is None else gigabytes * GIGABYTE,
    }
    rates = {} if discount is None else RATES
    return Plan(PlanId(name), 1, 3, projects, frozen(included), 600, 0, rates, Decimal(discount or 0))


SMALL: Final = Catalogue(
    1,
    (
        plan("free", 7, 2, 1, 2, None),
        plan("starter", 20, 5, 3, 2, "0.1"),
        plan("pro", 50, 11, 8, 3, "0.2"),
        plan("enterprise", None, None, None, None, "0.4"),
    ),
)
FREE, STARTER, PRO, ENTERPRISE = SMALL.plans
