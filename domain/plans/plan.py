"""A plan: what an organization may use, what it pays, and what comes with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal, NewType

from domain.billing_cycle import BillingCycle
from domain.money import spend_units_per_cent
from domain.plans.meter import Meter, paid_by_a_rate

PlanId = NewType("PlanId", str)


SHIPPED_RECORDS: Final = {"free": 50_000, "starter": 500_000, "pro": 5_000_000}
"""Usage records a cycle by plan, of plans that say nothing of it; none for plans that are not named here."""


class Feature(StrEnum):
    """What a plan may include besides volume. Announced: nothing is promised until it exists."""

    CUSTOM_DOMAIN = "custom_domain"
    SSO = "sso"


ANNOUNCED: Final = frozenset(Feature)
"""Features that do not exist yet."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of a plan, or the terms of one organization's contract. None for a limit: unlimited."""

    id: PlanId
    version: int
    users: int | None
    projects: int | None
    included: Mapping[Meter, int | None]
    """Included volume a cycle by meter, in the meter's smallest unit; storage in bytes held at once."""
    requests_per_minute: int | None
    price_cents: int | None
    """Price a month; None: by contract."""
    rates: Mapping[Meter, Decimal]
    """Overage rates before discount, in cents per `Measure.priced_per`; empty: nothing is priced."""
    discount: Decimal = Decimal(0)
    """Part of the rates that is not paid, 0 to 1."""
    features: frozenset[Feature] = frozenset()
    support: str = "community"
    self_service: bool = True
    """Whether a customer can choose it; otherwise only the operator grants it."""
    trial: bool = False
    """Whether it is tried: then its limits hold, and nothing is priced."""
    own_records: int | Literal["shipped"] | None = "shipped"
    """Usage records a cycle, of any meter; None: unlimited. `shipped`: what plans of this id are shipped with."""
    _unit_costs: dict[tuple[Meter, int], int] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.own_records is not None and self.own_records == SHIPPED_RECORDS.get(self.id):
            object.__setattr__(self, "own_records", "shipped")

    @property
    def records(self) -> int | None:
        """Usage records a cycle, of any meter and quantity; None: unlimited."""
        return SHIPPED_RECORDS.get(self.id) if self.own_records == "shipped" else self.own_records

    @property
    def paid(self) -> bool:
        """Whether this plan costs money, once a trial is over."""
        return bool(self.rates or self.price_cents)

    @property
    def priced(self) -> bool:
        """Whether usage past the included volume can cost money on this plan now."""
        return bool(self.rates) and not self.trial

    def on_trial(self, *, tried: bool = True) -> "Plan":
        """Return the plan while it is tried, or (`tried` is False) once it is paid."""
        return replace(self, trial=tried, _unit_costs={})

    def rate_cents(self, meter: Meter) -> Decimal:
        """Return the rate after discount, in cents per `Measure.priced_per`; 0 in a trial."""
        if self.trial:
            return Decimal(0)
        return self.rates.get(meter, Decimal(0)) * (1 - self.discount)

    def unit_cost(self, meter: Meter, cycle: BillingCycle) -> int:
        """Return the spend units that one smallest unit costs; for storage one byte-microsecond."""
        known = self._unit_costs.get((meter, cycle.seconds))
        if known is None:
            cost = Fraction(self.rate_cents(meter)) * spend_units_per_cent(cycle) / paid_by_a_rate(meter, cycle)
            if cost.denominator != 1:
                raise ValueError(f"the rate of {meter} in plan {self.id} is finer than spend is counted")
            known = self._unit_costs[meter, cycle.seconds] = cost.numerator
        return known


def frozen(values: Mapping[Meter, int | None]) -> Mapping[Meter, int | None]:
    """Return `values` as a mapping that nobody can change."""
    return MappingProxyType(dict(values))
