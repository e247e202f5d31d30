"""What billing mails to those who decide: the topics, and their words."""

from datetime import datetime
from typing import Final

from domain.billing.state import PastDue, Restricted, Trialing
from domain.organizations.organization import Organization

TRIAL_ENDING: Final = "trial-ending"
PAYMENT_FAILED: Final = "payment-failed"
RESTRICTED: Final = "restricted"
PAID: Final = "paid"
PLAN_CHANGED: Final = "plan-changed"


def letter(
    topic: str, name: str, organization: Organization, billing_url: str, now: datetime
) -> tuple[str, str] | None:
    """Return subject and text; None for what is no news any more."""
    billing = organization.billing
    match topic, billing:
        case str(kind), Trialing(ends_at=ends_at) if kind == TRIAL_ENDING and now < ends_at:
            return f"The trial of {name} ends on {ends_at:%d %B}", (
                f"{name} tries the {organization.plan(now).id} plan until {ends_at:%d %B %Y, %H:%M} UTC. To keep it, "
                f"enter how you pay: {billing_url}\n\nOtherwise {name} moves to the free plan then; nothing is lost.\n"
            )
        case str(kind), PastDue() if kind == PAYMENT_FAILED:
            return f"A payment of {name} has failed", (
                f"Everything works until {billing.restricted_at:%d %B %Y, %H:%M} UTC. Please look at how you pay: "
                f"{billing_url}\n"
            )
        case str(kind), Restricted() if kind == RESTRICTED:
            return f"{name} is restricted", (
                f"A payment has failed since {billing.since:%d %B %Y}. All that is there can be read; usage and new "
                f"things are refused until it is paid: {billing_url}\n"
            )
        case str(kind), _ if kind == PAID:
            return f"{name} has paid", f"Thank you. {name} works without limitation again.\n"
        case str(kind), _ if kind == PLAN_CHANGED:
            return f"The plan of {name} has changed", _plans(name, organization, billing_url, now)
        case _:
            return None


def _plans(name: str, organization: Organization, billing_url: str, now: datetime) -> str:
    pending = organization.plans.pending(now)
    follows = "" if pending is None else f" From {pending.at:%d %B %Y} on it is the {pending.plan.id} plan."
    return f"{name} is on the {organization.plan(now).id} plan.{follows} See {billing_url}\n"
