"""Telling owners what happens to their plan and its payment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, final

from application.actor import system
from application.agenda.letters import deciders, one_line, send_to_all
from application.billing.letters import Topic, letter
from application.billing.planning import PLAN, TOPIC
from application.ports.agenda import Work
from application.ports.clock import Clock
from application.ports.mailbox import Mailbox
from application.ports.workspaces import Workspace, Workspaces
from domain.errors import NotFound
from domain.limits.claim import PROJECTS, SEATS
from domain.plans.change import what_does_not_fit
from domain.usage.allowance import STORAGE_TOTAL

ABOUT_PLANS: Final = frozenset({Topic.PLAN_CHANGED, Topic.EXCESS_FOUND, Topic.OVER_LIMIT})
"""Mails that list what does not fit."""


@final
@dataclass(frozen=True, slots=True)
class TellBilling:
    """Mails owners and billing contact about trial, payment and plan. News that are no longer true are not sent."""

    workspaces: Workspaces
    mailbox: Mailbox
    clock: Clock
    public_url: str

    def __call__(self, work: Work) -> None:
        now, topic = self.clock.now(), Topic(work.subject[TOPIC])
        try:
            with self.workspaces.open_current(system(work.organization_id, "billing")) as workspace:
                organization, addresses = workspace.organization, deciders(workspace)
                unfit = _unfit(workspace, now) if topic in ABOUT_PLANS else ()
        except NotFound:
            return
        url = f"{self.public_url.rstrip('/')}/organizations/{organization.id}/billing"
        plan = work.subject.get(PLAN, "")
        told = letter(topic, one_line(organization.name), organization, url, now, plan, unfit)
        if told is not None:
            subject, text = told
            send_to_all(self.mailbox, addresses, subject, text, now)


def _unfit(workspace: Workspace, now: datetime) -> tuple[str, ...]:
    """Return what does not fit the plan in force, or the one that waits."""
    *_, plan = workspace.organization.plans.binding(now)
    return what_does_not_fit(
        plan,
        users=workspace.total(SEATS),
        projects=workspace.total(PROJECTS),
        storage=workspace.total(STORAGE_TOTAL),
    )
