"""The form of a plan catalogue file, and its reading."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from domain.billing_cycle import BillingCycle
from domain.money import GIGABYTE
from domain.plans.catalogue import Catalogue
from domain.plans.meter import MEASURES, Meter
from domain.plans.plan import Feature, Plan, PlanId, frozen

SHIPPED: Final = Path(__file__).with_name("catalogue.json")
"""What is sold unless an operator names another file."""

_EVERY_LENGTH: Final = tuple(BillingCycle.parse(text) for text in ("2023-02", "2024-02", "2024-04", "2024-01"))
"""Cycles of 28, 29, 30 and 31 days."""

Limit = Annotated[int, Field(ge=0, le=10**15)] | None
"""None: unlimited."""

Rate = Annotated[Decimal, Field(ge=0, le=10**6, max_digits=16)]


class WrongCatalogue(ValueError):
    """The file is no plan catalogue; says in one line what is wrong."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Rates(_Entry):
    """Overage rates before discount, in cents."""

    per_1000_api_calls: Rate
    per_compute_minute: Rate
    per_gb_of_bandwidth: Rate
    per_gb_month_of_storage: Rate

    def by_meter(self) -> dict[Meter, Decimal]:
        """Return them in the domain's words, where each is per `Measure.priced_per`."""
        return {
            Meter.API_CALL: self.per_1000_api_calls,
            Meter.COMPUTE: self.per_compute_minute,
            Meter.BANDWIDTH: self.per_gb_of_bandwidth,
            Meter.STORAGE: self.per_gb_month_of_storage,
        }


class PlanEntry(_Entry):
    """One plan. Volumes are a cycle's, storage is what may be held at once; 1 GB is 2^30 bytes."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    users: Limit
    projects: Limit
    api_calls: Limit
    compute_minutes: Limit
    storage_gb: Limit
    requests_per_minute: Annotated[int, Field(ge=1, le=10**9)] | None
    records: Limit | Literal["shipped"] = "shipped"
    """Usage records a cycle; left out: what plans of this id are shipped with, of other plans none."""
    price_cents: Annotated[int, Field(ge=0, le=10**9)] | None
    priced_usage: bool
    discount_percent: Annotated[Decimal, Field(ge=0, le=100)]
    features: frozenset[Feature]
    support: Annotated[str, Field(min_length=1, max_length=40)]
    self_service: bool

    def plan(self, version: int, rates: Rates) -> Plan:
        """Return the plan in the domain's smallest units."""
        minute = MEASURES[Meter.COMPUTE].scale
        return Plan(
            id=PlanId(self.id),
            version=version,
            users=self.users,
            projects=self.projects,
            included=frozen(
                {
                    Meter.API_CALL: self.api_calls,
                    Meter.COMPUTE: None if self.compute_minutes is None else self.compute_minutes * minute,
                    Meter.BANDWIDTH: None,
                    Meter.STORAGE: None if self.storage_gb is None else self.storage_gb * GIGABYTE,
                }
            ),
            requests_per_minute=self.requests_per_minute,
            own_records=self.records,
            price_cents=self.price_cents,
            rates=rates.by_meter() if self.priced_usage else {},
            discount=self.discount_percent / 100,
            features=self.features,
            support=self.support,
            self_service=self.self_service,
        )


class Edition(_Entry):
    """The plans of one version, smallest first."""

    version: Annotated[int, Field(ge=1)]
    rates_cents: Rates
    plans: Annotated[tuple[PlanEntry, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        ids = [entry.id for entry in self.plans]
        if len(set(ids)) != len(ids):
            raise ValueError("a version has each plan once")
        prices = [entry.price_cents for entry in self.plans if entry.price_cents is not None]
        if prices != sorted(prices):
            raise ValueError("plans stand smallest first, so their prices rise")
        for plan in self.as_plans():
            _check_rates(plan)
        return self

    def as_plans(self) -> tuple[Plan, ...]:
        """Return them in the domain's words."""
        return tuple(entry.plan(self.version, self.rates_cents) for entry in self.plans)


class CatalogueFile(Edition):
    """The whole file: the newest version, and the former ones for those who bought them."""

    former: tuple[Edition, ...] = ()

    @model_validator(mode="after")
    def _check_versions(self) -> Self:
        versions = [*(edition.version for edition in self.former), self.version]
        if versions != sorted(set(versions)):
            raise ValueError("versions rise, and the newest one stands first, outside of `former`")
        return self

    def catalogue(self) -> Catalogue:
        """Return it in the domain's words."""
        former = tuple(plan for edition in self.former for plan in edition.as_plans())
        return Catalogue(self.version, self.as_plans(), former)


def read_catalogue(path: Path | None = None) -> Catalogue:
    """Read a catalogue file (JSON; the shipped one if none is named); WrongCatalogue if it cannot be used."""
    try:
        return CatalogueFile.model_validate_json((path or SHIPPED).read_bytes()).catalogue()
    except OSError as error:
        raise WrongCatalogue(f"{path}: {error.strerror or 'cannot be read'}") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise WrongCatalogue(f"{path}: {place}: {' '.join(first['msg'].split())}") from error


def _check_rates(plan: Plan) -> None:
    for cycle in _EVERY_LENGTH:
        for meter in Meter:
            plan.unit_cost(meter, cycle)
