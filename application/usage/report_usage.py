"""Reporting what a cycle's usage is and costs."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, final

from application.access.authorise import authorise, sees
from application.actor import Actor
from application.ports.clock import Clock
from application.ports.workspaces import Workspaces
from domain.billing_cycle import BillingCycle
from domain.errors import InvalidRequest, NotFound
from domain.organizations.organization import Organization
from domain.roles.permission import Permission
from domain.usage.cost import MeterUsage, UsageReport
from domain.usage.report import usage_report


@final
@dataclass(frozen=True, slots=True)
class ReportUsage:
    """Reports a cycle; whoever sees only some projects gets the part of these."""

    workspaces: Workspaces
    clock: Clock
    permission: ClassVar = Permission.READ_USAGE

    def __call__(self, actor: Actor, *, cycle: BillingCycle | None = None) -> UsageReport:
        """Return the report of `cycle`, or of the current one, as of now.

        NotFound for a cycle before the organization's first; InvalidRequest for one beyond the next.
        """
        now = self.clock.now()
        asked = cycle or BillingCycle.of(now)
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            _check_told(asked, workspace.organization, now)
            report = usage_report(workspace.organization, asked, workspace.usage.totals(asked), now)
        return report if sees_all(actor) else _seen(actor, report)


def _check_told(cycle: BillingCycle, organization: Organization, now: datetime) -> None:
    if cycle < organization.first_cycle:
        raise NotFound
    if cycle > BillingCycle.of(now).next:
        raise InvalidRequest.at("query/billing_cycle", "only cycles up to the next one are told")


def sees_all(actor: Actor) -> bool:
    """Tell whether an actor sees every project of its organization."""
    if actor.role is not None:
        return actor.role.leads_everything
    return actor.project_id is None


def _seen(actor: Actor, report: UsageReport) -> UsageReport:
    projects = tuple(usage for usage in report.projects if sees(actor, usage.project_id))
    meters = tuple(
        _part(
            usage,
            sum(project.quantities[usage.meter] for project in projects),
            sum(project.costs[usage.meter] for project in projects),
        )
        for usage in report.meters
    )
    return replace(report, meters=meters, projects=projects, spend_cents=None)


def _part(usage: MeterUsage, quantity: int, cost_cents: int) -> MeterUsage:
    """Return the part of some projects: what the organization as a whole holds or exceeds is not theirs to know."""
    return replace(usage, quantity=quantity, cost_cents=cost_cents, held=None, overage=0, lines=(), maximum=None)
