"""What is mailed when a limit is nearly, or fully, used: used, limit, percent, reset, and what would help."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from domain.billing_cycle import BillingCycle
from domain.money import GIGABYTE, spend_units_per_cent
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.plans.limits import narrows
from domain.plans.meter import MEASURES, Meter
from domain.plans.plan import Plan
from domain.usage.allowance import SPEND

WORDS: Final[Mapping[str, str]] = {
    Meter.API_CALL: "API calls",
    Meter.COMPUTE: "compute minutes",
    Meter.STORAGE: "storage",
    SPEND: "spend cap",
}

PLURALS: Final = frozenset((Meter.API_CALL.value, Meter.COMPUTE.value))


class Warned(NamedTuple):
    """A threshold that was reached, and where things stand when the mail is written. Amounts in smallest units."""

    meter: str
    percent: int
    cycle: BillingCycle
    used: int
    limit: int


def subject(name: str, warned: Warned) -> str:
    """Return the subject: whose limit, and how much of it."""
    verb = "are" if warned.meter in PLURALS else "is"
    return f"{name}: {warned.percent} % of the {WORDS[warned.meter]} {verb} used"


def text(
    name: str, warned: Warned, organization: Organization, catalogue: Catalogue, public_url: str, now: datetime
) -> str:
    """Return the text of the mail."""
    used, limit = _amount(warned, warned.used), _amount(warned, warned.limit)
    share = f" ({100 * warned.used // warned.limit} %)" if warned.limit else ""
    things = f" {WORDS[warned.meter]}" if warned.meter in PLURALS else f" of the {WORDS[warned.meter]}"
    help_ = "\n".join(f"- {line}" for line in _help(warned, organization, catalogue, public_url, now))
    return (
        f"{subject(name, warned)}.\n\n"
        f"Used: {used} of {limit}{things}{share}\n"
        f"Billing cycle: {warned.cycle.text}\n"
        f"Reset: {_reset(warned)}\n\n"
        f"{_consequence(warned, organization, now)} What would help:\n\n{help_}\n\n"
        f"Usage: {public_url}/organizations/{organization.id}/usage\n"
    )


def _amount(warned: Warned, amount: int) -> str:
    if warned.meter == SPEND:
        cents = -(-amount // spend_units_per_cent(warned.cycle))
        return _dollars(cents)
    return _quantity(Meter(warned.meter), amount)


def _quantity(meter: Meter, amount: int) -> str:
    if meter is Meter.STORAGE:
        return f"{_number(amount / GIGABYTE)} GB"
    return _number(amount / MEASURES[meter].scale)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def _dollars(cents: int) -> str:
    return f"${cents // 100:,}.{cents % 100:02}"


def _reset(warned: Warned) -> str:
    if warned.meter == Meter.STORAGE:
        return "none; it falls when you delete what you store"
    return f"{warned.cycle.end:%-d %B %Y, %H:%M} UTC"


def _consequence(warned: Warned, organization: Organization, now: datetime) -> str:
    if warned.meter != SPEND and _overage(organization, now):
        return "Usage past the limit is accepted and charged as overage, up to your spend cap."
    return "Once all of it is used, more is refused."


def _overage(organization: Organization, now: datetime) -> bool:
    return organization.settings.overage.enabled and organization.plan(now).priced


def _help(
    warned: Warned, organization: Organization, catalogue: Catalogue, public_url: str, now: datetime
) -> Iterator[str]:
    settings = f"{public_url}/organizations/{organization.id}/settings"
    plan = organization.plan(now)
    if warned.meter == SPEND:
        yield f"An owner can raise the spend cap in the settings: {settings}"
        return
    meter = Meter(warned.meter)
    larger = catalogue.upgrade_from(plan, lambda other: narrows(other.included[meter], plan.included[meter]))
    if larger is not None:
        yield f"{_offer(meter, catalogue.offered(larger.plan))} {public_url}/plans"
    if plan.priced and not organization.settings.overage.enabled:
        yield f"An owner can allow overage, up to a spend cap, in the settings: {settings}"
    yield "Delete what you no longer need." if meter is Meter.STORAGE else "Use less until the reset."


def _offer(meter: Meter, plan: Plan) -> str:
    price = "by contract" if plan.price_cents is None else f"for {_dollars(plan.price_cents)} a month"
    volume = plan.included[meter]
    allowed = "as much as agreed" if volume is None else _quantity(meter, volume)
    return f"The {plan.id} plan, {price}, allows {allowed}{f' {WORDS[meter]}' if volume is not None else ''}."
