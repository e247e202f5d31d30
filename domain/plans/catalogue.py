"""The catalogue: every plan that was ever sold, in its versions, and which of them fits."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.errors import Conflict, InvalidRequest
from domain.limits.refusals import Upgrade
from domain.plans.plan import Plan, PlanId


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Plans by rising size within the newest version; an organization keeps the version it bought."""

    version: int
    plans: tuple[Plan, ...]
    """The plans on offer, smallest first."""
    former: tuple[Plan, ...] = ()
    """Earlier versions, kept for those who bought them."""
    sold: bool = True
    """False: no payments are taken, and plans are changed by the operator alone."""

    def __post_init__(self) -> None:
        ids = [plan.id for plan in self.plans]
        if len(set(ids)) != len(ids) or not ids:
            raise ValueError("a catalogue offers each plan once, and at least one")

    def offered(self, plan_id: str) -> Plan:
        """Return the newest version of a plan; InvalidRequest when there is none of that name."""
        for plan in self.plans:
            if plan.id == plan_id:
                return plan
        raise InvalidRequest.at("/plan", f"there is no plan named {plan_id[:40]!r}")

    def chosen(self, plan_id: str) -> Plan:
        """Return a plan that a customer may choose; InvalidRequest for one that only the operator grants."""
        plan = self.offered(plan_id)
        if not plan.self_service:
            raise InvalidRequest.at("/plan", f"the plan {plan_id} is arranged with us, it cannot be chosen")
        return plan

    def begun_with(self, plan_id: str) -> Plan:
        """Return a plan that an organization may sign up for; InvalidRequest for any other."""
        plan = self.chosen(plan_id)
        if plan.paid and not self.sold:
            raise InvalidRequest.at("/plan", f"the plan {plan_id} is granted by the operator, after signing up")
        return plan

    def check_sold(self) -> None:
        """Refuse with Conflict what is about buying plans where none is sold."""
        if not self.sold:
            raise Conflict("no payments are taken here: the operator changes plans")

    def bought(self, plan_id: str) -> Plan:
        """Return a plan that a customer may choose and has to pay; InvalidRequest for any other."""
        plan = self.chosen(plan_id)
        if not plan.paid:
            raise InvalidRequest.at("/plan", f"the plan {plan_id} costs nothing")
        return plan

    def version_of(self, plan_id: str, version: int) -> Plan | None:
        """Return one version of a plan, also one that is no longer on offer; None when it is not known."""
        known = (*self.plans, *self.former)
        return next((plan for plan in known if plan.id == plan_id and plan.version == version), None)

    @property
    def unpaid(self) -> Plan:
        """The plan of those who pay nothing: the smallest that costs nothing, else the smallest of all."""
        return next((plan for plan in self.plans if not plan.paid), self.plans[0])

    def rank(self, plan_id: PlanId) -> int:
        """Return the place of a plan from the smallest up; plans no longer offered stand below all."""
        return next((place for place, plan in enumerate(self.plans) if plan.id == plan_id), -1)

    def upgrade_from(self, current: Plan, fits: Callable[[Plan], bool]) -> Upgrade | None:
        """Return the cheapest larger plan that `fits`, or None."""
        larger = self.plans[self.rank(current.id) + 1 :]
        for plan in larger:
            if fits(plan):
                return Upgrade(plan.id, plan.price_cents)
        return None
