"""Telling owners what happens to their plan and its payment."""

from dataclasses import dataclass
from typing import final

from application.actor import system
from application.agenda.letters import deciders, one_line, send_to_all
from application.billing.letters import Topic, letter
from application.billing.planning import PLAN, TOPIC
from application.ports.agenda import Work
from application.ports.clock import Clock
from application.ports.mailbox import Mailbox
from application.ports.workspaces import Workspaces
from domain.errors import NotFound


@final
@dataclass(frozen=True, slots=True)
class TellBilling:
    """Mails owners and billing contact about trial, payment and plan. News that are no longer true are not sent."""

    workspaces: Workspaces
    mailbox: Mailbox
    clock: Clock
    public_url: str

    def __call__(self, work: Work) -> None:
        now = self.clock.now()
        try:
            with self.workspaces.open_current(system(work.organization_id, "billing")) as workspace:
                organization, addresses = workspace.organization, deciders(workspace)
        except NotFound:
            return
        url = f"{self.public_url.rstrip('/')}/organizations/{organization.id}/billing"
        topic, plan = Topic(work.subject[TOPIC]), work.subject.get(PLAN, "")
        told = letter(topic, one_line(organization.name), organization, url, now, plan)
        if told is not None:
            subject, text = told
            send_to_all(self.mailbox, addresses, subject, text, now)
