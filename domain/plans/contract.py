"""The terms of one organization's contract, on top of a plan that the operator grants."""

from dataclasses import dataclass, replace

from domain.plans.meter import Meter
from domain.plans.plan import Plan, frozen


@dataclass(frozen=True, slots=True)
class Contract:
    """Limits and price that were agreed; None: unlimited, or (the price) nothing a month."""

    users: int | None = None
    projects: int | None = None
    api_calls: int | None = None
    """A cycle."""
    compute_minutes: int | None = None
    """A cycle."""
    storage_bytes: int | None = None
    requests_per_minute: int | None = None
    records: int | None = None
    """Usage records a cycle, of any meter."""
    price_cents: int | None = None

    def applied_to(self, plan: Plan) -> Plan:
        """Return the plan with the terms of the contract."""
        minutes = self.compute_minutes
        return replace(
            plan,
            users=self.users,
            projects=self.projects,
            included=frozen(
                {
                    Meter.API_CALL: self.api_calls,
                    Meter.COMPUTE: None if minutes is None else minutes * 10**6,
                    Meter.STORAGE: self.storage_bytes,
                }
            ),
            requests_per_minute=self.requests_per_minute,
            own_records=self.records,
            price_cents=self.price_cents,
        )
