"""What the product tells after a history, and what the oracle would have it tell, in the same form."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId
from domain.money import spend_units_per_cent
from domain.plans.meter import COUNTING, Meter, to_public
from tests.assemblies.companies import SHOP, WEBSITE, house, machine
from tests.properties.playing import Play

Totals = Mapping[tuple[str, Meter, ProjectId | None], int]
PROJECTS = (WEBSITE, SHOP)
MONTH = timedelta(days=31)
LONG_AGO = BillingCycle.parse("2025-01").start


def totals_told(play: Play) -> Totals:
    """By cycle, meter and project; None is the whole organization. What is 0 is left out."""
    told: dict[tuple[str, Meter, ProjectId | None], int] = {}
    with play.storage.workspaces.open(machine()) as workspace:
        for cycle in play.cycles():
            found = workspace.usage.totals(cycle)
            told |= {(cycle.text, meter, None): total for meter, total in found.counted.items()}
            told |= {
                (cycle.text, meter, project): total
                for (project, meter), total in found.by_project.items()
                if meter in COUNTING
            }
    return {place: total for place, total in told.items() if total}


def totals_expected(play: Play) -> Totals:
    expected = {
        (cycle.text, meter, project): play.oracle.total(cycle, meter, project)
        for cycle in play.cycles()
        for meter in COUNTING
        for project in (*PROJECTS, None)
    }
    return {place: total for place, total in expected.items() if total}


def days_told(play: Play) -> Mapping[tuple[ProjectId, date, Meter], int]:
    first, last = play.cycles()[0].start.date(), play.cycles()[-1].end.date()
    with play.storage.workspaces.open(machine()) as workspace:
        return {
            (project, day, meter): amount
            for project in PROJECTS
            for (day, meter), amount in workspace.usage.days(project, first, last).items()
        }


def days_expected(play: Play) -> Mapping[tuple[ProjectId, date, Meter], int]:
    first, last = play.cycles()[0].start.date(), play.cycles()[-1].end.date()
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    found = {(project, day, meter) for project in PROJECTS for day in days for meter in Meter}
    amounts = {place: play.oracle.day(*place) for place in found}
    return {place: amount for place, amount in amounts.items() if amount is not None}


def held_told(play: Play) -> Mapping[ProjectId, int]:
    with play.storage.workspaces.open(machine()) as workspace:
        gauges = {project: workspace.usage.gauge(project) for project in PROJECTS}
    return {project: gauge.held for project, gauge in gauges.items() if gauge is not None}


def held_expected(play: Play) -> Mapping[ProjectId, int]:
    return {project: play.oracle.held(None, project) for project in PROJECTS if any(play.oracle.levels_of(project))}


def spend_told(play: Play) -> Mapping[str, Fraction]:
    """In cents, unrounded, of the cycles that have begun to spend."""
    with play.storage.workspaces.open(machine()) as workspace:
        opening = workspace.usage.opening()
        through = None if opening is None else opening.through
        found = {cycle: workspace.usage.totals(cycle).spend for cycle in play.cycles()}
    return {
        cycle.text: Fraction(spend, spend_units_per_cent(cycle))
        for cycle, spend in found.items()
        if through is None or cycle <= through
    }


def spend_expected(play: Play) -> Mapping[str, Fraction]:
    return {text: play.oracle.spend(BillingCycle.parse(text)) for text in spend_told(play)}


Report = Mapping[tuple[str, Meter], tuple[int, int, Mapping[ProjectId, int]]]
"""By cycle and meter: quantity, cents, and cents by project."""


def reports_told(play: Play) -> Report:
    reports = [play.desk.report_usage(machine(), cycle=cycle) for cycle in play.cycles()]
    return {
        (report.cycle.text, usage.meter): (
            usage.quantity,
            usage.cost_cents,
            {part.project_id: part.costs[usage.meter] for part in report.projects if part.costs[usage.meter]},
        )
        for report in reports
        for usage in report.meters
    }


def reports_expected(play: Play) -> Report:
    now, oracle = play.storage.clock.now(), play.oracle
    return {
        (cycle.text, meter): (
            sum(oracle.quantities(cycle, meter, now).values()),
            oracle.bill(cycle, now)[meter],
            {project: cents for project, cents in oracle.split(cycle, meter, now).items() if cents},
        )
        for cycle in play.cycles()
        for meter in Meter
    }


def warnings_told(play: Play) -> list[tuple[str, str, int, str]]:
    """By what it was raised, in which cycle, at how many percent, of which limit; each as often as it was raised."""
    with play.storage.workspaces.open(house()) as workspace:
        log = workspace.audit_log.page(None, 10_000, lambda _: True, LONG_AGO, play.storage.clock.now() + MONTH)
    return sorted(
        (
            event.resource_id,
            str(event.changes["billing_cycle"].after),
            int(str(event.changes["percent"].after)),
            str(event.changes["limit"].after),
        )
        for event in log.items
        if event.action == "threshold.reached"
    )


def warnings_expected(play: Play) -> list[tuple[str, str, int, str]]:
    """Where a day had more than it may have, which of them waited depends on how records were grouped."""
    if play.oracle.silenced:
        return warnings_told(play)
    return sorted(
        (name, month, percent, str(limit if name == "spend" else to_public(Meter(name), limit)))
        for name, month, percent, limit in play.oracle.warnings
    )


def reserves_told(play: Play) -> Mapping[str, int | None]:
    """What the report holds against the cap, in cents, rounded up; of the months that have begun."""
    reports = [play.desk.report_usage(machine(), cycle=cycle) for cycle in play.cycles()[:-1]]
    return {report.cycle.text: report.spend_cents for report in reports}


def reserves_expected(play: Play) -> Mapping[str, int | None]:
    return {cycle.text: ceil(play.oracle.spend(cycle)) for cycle in play.cycles()[:-1]}


def differences(play: Play) -> Mapping[str, tuple[object, object]]:
    """Return in what product and oracle differ after a history: what is told, and what is expected."""
    both: Mapping[str, tuple[object, object]] = {
        "answers": (play.differences(), []),
        "totals": (totals_told(play), totals_expected(play)),
        "days": (days_told(play), days_expected(play)),
        "held": (held_told(play), held_expected(play)),
        "spend": (spend_told(play), spend_expected(play)),
        "reports": (reports_told(play), reports_expected(play)),
        "reserves": (reserves_told(play), reserves_expected(play)),
        "warnings": (warnings_told(play), warnings_expected(play)),
    }
    return {name: (told, expected) for name, (told, expected) in both.items() if told != expected}
