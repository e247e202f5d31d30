"""An organization: the tenant to whom everything but a person's login belongs."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, Self

from domain.billing.state import BillingState, PastDue, Paying, Restricted, Trialing, Unbilled
from domain.billing_cycle import BillingCycle
from domain.errors import Conflict
from domain.ids import OrganizationId
from domain.organizations.excess import Excess
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.settings import Settings
from domain.organizations.standing import Active, Closing, Standing, Suspended
from domain.plans.history import PlanHistory
from domain.plans.plan import Plan


class OrganizationStatus(StrEnum):
    """The worse of standing and billing state, as customers read it, from best to worst."""

    ACTIVE = "active"
    TRIALING = "trialing"
    PAST_DUE = "past_due"
    RESTRICTED = "restricted"
    CLOSING = "closing"
    SUSPENDED = "suspended"


_STATUS: Final = {
    Unbilled: OrganizationStatus.ACTIVE,
    Trialing: OrganizationStatus.TRIALING,
    Paying: OrganizationStatus.ACTIVE,
    PastDue: OrganizationStatus.PAST_DUE,
    Restricted: OrganizationStatus.RESTRICTED,
}


@dataclass(frozen=True, slots=True)
class Organization:
    """A tenant. `version` grows by one with every saved change."""

    id: OrganizationId
    name: str
    slug: Slug
    billing_email: EmailAddress
    created_at: datetime
    plans: PlanHistory
    settings: Settings = Settings()
    standing: Standing = Active()
    billing: BillingState = Unbilled()
    excess: Excess | None = None
    """What it has beyond its plan. May be out of date while it restricts nothing."""
    founded: bool = False
    """Whether the owner's invitation was accepted; until then the organization is erased after 7 days."""
    version: int = 0

    @property
    def status(self) -> OrganizationStatus:
        """What customers read."""
        match self.standing:
            case Active():
                return OrganizationStatus.RESTRICTED if self.over_limit else _STATUS[type(self.billing)]
            case Closing():
                return OrganizationStatus.CLOSING
            case Suspended():
                return OrganizationStatus.SUSPENDED

    @property
    def over_limit(self) -> bool:
        """Whether new use is refused because it has had more than its plan allows for too long."""
        return self.excess is not None and self.excess.restricted

    @property
    def restriction(self) -> str | None:
        """Why new use is refused while it is neither closing nor suspended; None: it is not."""
        if isinstance(self.billing, Restricted):
            return f"a payment has failed since {self.billing.since:%d %B %Y}"
        if self.excess is None or not self.excess.restricted:
            return None
        return (
            f"it has had more than its plan allows since {self.excess.since:%d %B %Y}; remove what does not fit, or "
            "choose a larger plan"
        )

    @property
    def first_cycle(self) -> BillingCycle:
        """The month in which it began: there is no usage, and no report, of any before."""
        return BillingCycle.of(self.created_at)

    def plan(self, now: datetime) -> Plan:
        """Return the plan in force at `now`."""
        return self.plans.in_force(now)

    def close(self, now: datetime) -> Self:
        """Ask for the end; closing again changes nothing. Conflict while it is suspended."""
        match self.standing:
            case Active():
                return replace(self, standing=self.standing.close(now))
            case Closing():
                return self
            case Suspended():
                raise Conflict("a suspended organization cannot be closed")

    def reopen(self) -> Self:
        """Change one's mind about closing; Conflict when it is not closing."""
        if not isinstance(self.standing, Closing):
            raise Conflict("the organization is not closing")
        return replace(self, standing=self.standing.reopen())

    def suspend(self, reason: str, now: datetime) -> Self:
        """Stop everything, for a reason that its users may read; a further reason replaces the first."""
        former = self.standing.former if isinstance(self.standing, Suspended) else self.standing
        return replace(self, standing=Suspended(since=now, reason=reason, former=former))

    def lift_suspension(self) -> Self:
        """Go back to the standing before; Conflict when it is not suspended."""
        if not isinstance(self.standing, Suspended):
            raise Conflict("the organization is not suspended")
        return replace(self, standing=self.standing.lift())
