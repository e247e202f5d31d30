"""A small catalogue: a plan of three seats, one of ten, and one without a limit that nobody chooses."""

from decimal import Decimal

from domain.plans.catalogue import Catalogue
from domain.plans.meter import Meter
from domain.plans.plan import Plan, PlanId

_INCLUDED = {Meter.API_CALL: 10_000, Meter.COMPUTE: 100, Meter.STORAGE: 2**30}

FREE = Plan(
    PlanId("free"),
    version=1,
    users=3,
    projects=1,
    included=_INCLUDED,
    requests_per_minute=600,
    price_cents=0,
    rates={},
)
STARTER = Plan(
    PlanId("starter"),
    version=1,
    users=10,
    projects=5,
    included=_INCLUDED,
    requests_per_minute=3_000,
    price_cents=2_900,
    rates={Meter.API_CALL: Decimal(50)},
)
ENTERPRISE = Plan(
    PlanId("enterprise"),
    version=1,
    users=None,
    projects=None,
    included=dict.fromkeys(_INCLUDED),
    requests_per_minute=None,
    price_cents=None,
    rates={Meter.API_CALL: Decimal(50)},
    self_service=False,
)
CATALOGUE = Catalogue(1, (FREE, STARTER, ENTERPRISE))
