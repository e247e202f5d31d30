"""What else is wrong with a body that is refused anyway: what only the plans on offer, or the time, can tell."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from adapters.http.call import Surroundings
from adapters.http.fields import TIMESTAMP, moment_of
from application.api_keys.reach import check_terms
from domain.errors import FieldError, InvalidRequest
from domain.plans.catalogue import Catalogue
from domain.plans.plan import Plan
from domain.usage.timeliness import check_lead

Beside = Callable[[Surroundings, Mapping[str, Any]], list[FieldError]]
"""Returns what is wrong in a JSON object of any members, each of any type; nothing where the form tells it already."""


def plan_by(choose: Callable[[Catalogue, str], Plan]) -> Beside:
    """Return what tells whether `plan` can be chosen."""

    def wrong_plan(at: Surroundings, sent: Mapping[str, Any]) -> list[FieldError]:
        plan = sent.get("plan")
        return _errors_of(lambda: choose(at.application.catalogue, plan)) if isinstance(plan, str) else []

    return wrong_plan


chosen: Final = plan_by(Catalogue.chosen)
bought: Final = plan_by(Catalogue.bought)
begun_with: Final = plan_by(Catalogue.begun_with)


def expiry(at: Surroundings, sent: Mapping[str, Any]) -> list[FieldError]:
    """Tell whether `expires_at` is over."""
    return _at_a_time(sent.get("expires_at"), lambda moment: check_terms(None, None, moment, at.now()))


def timestamp(at: Surroundings, sent: Mapping[str, Any]) -> list[FieldError]:
    """Tell whether `timestamp` is ahead."""
    return _at_a_time(sent.get("timestamp"), lambda moment: check_lead(moment, at.now()))


def _at_a_time(text: object, check: Callable[[Any], object]) -> list[FieldError]:
    if not isinstance(text, str) or not TIMESTAMP.fullmatch(text):
        return []
    try:
        moment = moment_of(text)
    except (ValueError, OverflowError):
        return []
    return _errors_of(lambda: check(moment))


def _errors_of(check: Callable[[], object]) -> list[FieldError]:
    try:
        check()
    except InvalidRequest as refusal:
        return list(refusal.errors)
    return []
