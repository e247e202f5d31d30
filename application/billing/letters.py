"""What billing mails to those who decide: the topics, and their words."""

from datetime import datetime
from enum import StrEnum
from typing import assert_never

from domain.billing.state import TRIAL_WARNING, PastDue, Paying, Restricted, Trialing, Unbilled
from domain.organizations.excess import Excess
from domain.organizations.organization import Organization

Letter = tuple[str, str]
"""Subject and text."""


class Topic(StrEnum):
    """What there is to tell."""

    TRIAL_ENDING = "trial-ending"
    PAYMENT_FAILED = "payment-failed"
    RESTRICTED = "restricted"
    PAID = "paid"
    PLAN_CHANGED = "plan-changed"
    TRIAL_ENDED = "trial-ended"
    NO_TRIAL = "no-trial"
    EXCESS_FOUND = "excess-found"
    OVER_LIMIT = "over-limit"
    RESTRICTION_LIFTED = "restriction-lifted"


def letter(
    topic: Topic,
    name: str,
    organization: Organization,
    address: str,
    now: datetime,
    plan: str = "",
    unfit: tuple[str, ...] = (),
) -> Letter | None:
    """Return what is mailed; None for what is no news any more.

    `address` is where billing is seen to; `plan` the one that was asked for, where the mail is about that; `unfit`
    what does not fit the plan.
    """
    match topic:
        case Topic.PAYMENT_FAILED | Topic.RESTRICTED | Topic.PAID:
            return _about_payments(topic, name, organization, address)
        case Topic.PLAN_CHANGED:
            return f"The plan of {name} has changed", _plans(name, organization, address, now, unfit)
        case Topic.TRIAL_ENDING | Topic.TRIAL_ENDED | Topic.NO_TRIAL:
            return _about_trials(topic, name, organization, address, now, plan)
        case Topic.EXCESS_FOUND | Topic.OVER_LIMIT | Topic.RESTRICTION_LIFTED:
            return _about_limits(topic, name, organization, address, unfit)
        case _:
            assert_never(topic)


def _about_payments(topic: Topic, name: str, organization: Organization, address: str) -> Letter | None:
    match topic, organization.billing:
        case Topic.PAYMENT_FAILED, PastDue(restricted_at=restricted_at):
            return f"A payment of {name} has failed", (
                f"Everything works until {restricted_at:%d %B %Y, %H:%M} UTC. Please look at how you pay: {address}\n"
            )
        case Topic.RESTRICTED, Restricted(since=since):
            return f"{name} is restricted", (
                f"A payment has failed since {since:%d %B %Y}. All that is there can be read; usage and new things are "
                f"refused until it is paid: {address}\n"
            )
        case Topic.PAID, billing if not isinstance(billing, PastDue | Restricted):
            still = organization.restriction
            state = (
                f"{name} works without limitation again" if still is None else f"{name} is still restricted: {still}"
            )
            return f"{name} has paid", f"Thank you. {state}.\n"
        case _:
            return None


def _about_limits(
    topic: Topic, name: str, organization: Organization, address: str, unfit: tuple[str, ...]
) -> Letter | None:
    match topic, organization.excess:
        case Topic.EXCESS_FOUND, Excess(restricted=False, restricted_at=restricted_at) if unfit:
            return f"{name} has more than its plan allows", (
                f"This does not fit the plan of {name}:\n\n{_listed(unfit)}\nNothing is removed, but more of it is "
                f"refused. What still does not fit on {restricted_at:%d %B %Y, %H:%M} UTC restricts {name} to reading. "
                f"Reduce it, or choose a larger plan: {address}\n"
            )
        case Topic.OVER_LIMIT, Excess(restricted=True) if unfit:
            return f"{name} is restricted", (
                f"{name} has had more than its plan allows for 30 days:\n\n{_listed(unfit)}\nEverything can still be "
                "read. Usage and new things are refused until all of this fits: remove users, revoke invitations, "
                f"archive projects or delete stored data, or choose a larger plan: {address}\n"
            )
        case Topic.RESTRICTION_LIFTED, _ if organization.restriction is None:
            return f"{name} is no longer restricted", (
                f"Everything that {name} has fits its plan. It works without limitation again.\n"
            )
        case _:
            return None


def _about_trials(
    topic: Topic, name: str, organization: Organization, address: str, now: datetime, plan: str
) -> Letter | None:
    current = organization.plan(now).id
    match topic, organization.billing:
        case Topic.TRIAL_ENDING, Trialing(ends_at=ends_at) if _is_near(ends_at, now) and _goes_on(organization, now):
            return f"The trial of {name} ends on {ends_at:%d %B}", (
                f"{name} tries the {current} plan until {ends_at:%d %B %Y, %H:%M} UTC. To keep it, "
                f"enter how you pay: {address}\n\nOtherwise {name} moves to the free plan then; nothing is lost.\n"
            )
        case Topic.TRIAL_ENDED, Paying():
            text = f"{name} stays on the {current} plan, which is paid from now on. See {address}\n"
            return f"The trial of {name} is over", text
        case Topic.NO_TRIAL, Unbilled():
            return f"{name} begins on the {current} plan", (
                f"There is one trial for each person, and you have had yours. {name} begins on the {current} plan; the "
                f"{plan} plan can be bought at any time: {address}\n"
            )
        case _:
            return None


def _is_near(ends_at: datetime, now: datetime) -> bool:
    """Tell whether it is time to remind of a trial's end: it may have been extended since the mail was planned."""
    return ends_at - TRIAL_WARNING <= now < ends_at


def _goes_on(organization: Organization, now: datetime) -> bool:
    """Tell whether nobody has decided to leave the plan."""
    pending = organization.plans.pending(now)
    return organization.plan(now).paid and (pending is None or pending.plan.paid)


def _plans(name: str, organization: Organization, address: str, now: datetime, unfit: tuple[str, ...]) -> str:
    pending = organization.plans.pending(now)
    follows = "" if pending is None else f" From {pending.at:%d %B %Y} on it is the {pending.plan.id} plan."
    return f"{name} is on the {organization.plan(now).id} plan.{follows}{_exceeded(unfit)} See {address}\n"


def _exceeded(unfit: tuple[str, ...]) -> str:
    if not unfit:
        return ""
    return (
        f"\n\nThis does not fit the plan:\n\n{_listed(unfit)}\nNothing is removed, but more of it is refused. Reduce "
        "what does not fit, or choose a larger plan. What still does not fit 30 days after the plan has changed "
        "restricts the organization."
    )


def _listed(unfit: tuple[str, ...]) -> str:
    return "".join(f"- {line}\n" for line in unfit)
