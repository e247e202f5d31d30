"""The auditor's rule about warnings: each is told once a cycle and limit, and counted on its day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from application.ports.agenda import WorkKind
from domain.audit.audit_event import AuditEvent
from domain.billing_cycle import BillingCycle
from domain.usage.allowance import shown
from tests.assemblies.contents import Tenant

THRESHOLD: Final = "threshold/"
WARNINGS: Final = "warnings/"


def thresholds_are_told_once(tenant: Tenant) -> Iterator[str]:
    """Once a cycle and limit, the highest limit last: that is what its total says."""
    events = [event for event in tenant.events if event.action == "threshold.reached"]
    told = Counter(
        f"{THRESHOLD}{event.resource_id}/{event.changes['billing_cycle'].after}/{event.changes['percent'].after}"
        for event in events
    )
    marks = {name for name in tenant.names if name.startswith(THRESHOLD)}
    yield from _differs("the thresholds told", set(told), marks)
    yield from _differs("the limits told", _told_limits(tenant), _highest_limits(events))
    days = Counter((event.resource_id, event.at.date().toordinal()) for event in events)
    yield from _differs("the warnings of the day", _warned_days(tenant), _last_days(days))
    mails = Counter(
        f"{THRESHOLD}{work.subject['meter']}/{work.subject['billing_cycle']}/{work.subject['percent']}"
        for work in tenant.work
        if work.kind is WorkKind.TELL_THRESHOLD
    )
    yield from (f"{mark} is mailed {times} times" for mark, times in (mails - told).items())


def _told_limits(tenant: Tenant) -> Mapping[tuple[str, str, str], object]:
    """By meter, cycle and percent, what its total says, as customers read it."""
    told: dict[tuple[str, str, str], object] = {}
    for limit, total in tenant.totals.items():
        if limit.name.startswith(THRESHOLD) and total:
            _, name, percent = limit.name.split("/")
            told[name, limit.cycle, percent] = shown(name, total - 1, BillingCycle.parse(limit.cycle))
    return told


def _highest_limits(events: Iterable[AuditEvent]) -> Mapping[tuple[str, str, str], object]:
    highest: dict[tuple[str, str, str], object] = {}
    for event in events:
        cycle, percent = str(event.changes["billing_cycle"].after), str(event.changes["percent"].after)
        highest[event.resource_id, cycle, percent] = event.changes["limit"].after
    return highest


def _warned_days(tenant: Tenant) -> Mapping[str, tuple[int, int]]:
    """By meter, the last day on which it was warned of, and how often."""
    return {
        limit.name.removeprefix(WARNINGS): divmod(total, 8)
        for limit, total in tenant.totals.items()
        if limit.name.startswith(WARNINGS) and total
    }


def _last_days(days: Counter[tuple[str, int]]) -> Mapping[str, tuple[int, int]]:
    return {name: (day, number) for (name, day), number in sorted(days.items())}


def _differs(what: str, found: object, wanted: object) -> Iterable[str]:
    return () if found == wanted else (f"{what}: {found}, not {wanted}",)
