"""Warning of a limit that is nearly, or fully, used."""

from dataclasses import dataclass
from datetime import datetime
from typing import final

from application.actor import system
from application.agenda.letters import deciders, one_line, send_to_all
from application.agenda.threshold_letter import Warned, subject, text
from application.ports.agenda import Work
from application.ports.clock import Clock
from application.ports.mailbox import Mailbox
from application.ports.workspaces import Workspace, Workspaces
from domain.billing_cycle import BillingCycle
from domain.errors import NotFound
from domain.plans.catalogue import Catalogue
from domain.usage.allowance import Bound, terms_of


@final
@dataclass(frozen=True, slots=True)
class TellThreshold:
    """Mails owners and billing contact that 80 % or 100 % of a meter's limit or the spend cap are used.

    What is used is read when the mail is written; the limit is the one that was reached. Once the cycle is closed it
    is no news any more, and not sent: mail that nobody takes is not tried for ever.
    """

    workspaces: Workspaces
    mailbox: Mailbox
    clock: Clock
    catalogue: Catalogue
    public_url: str

    def __call__(self, work: Work) -> None:
        now = self.clock.now()
        if BillingCycle.parse(work.subject["billing_cycle"]).is_closed(now):
            return
        try:
            with self.workspaces.open(system(work.organization_id, "thresholds")) as workspace:
                organization, addresses = workspace.organization, deciders(workspace)
                warned = _warned(workspace, work, now)
        except NotFound:
            return
        name = one_line(organization.name)
        body = text(name, warned, organization, self.catalogue, self.public_url.rstrip("/"), now)
        send_to_all(self.mailbox, addresses, subject(name, warned), body, now)


def _warned(workspace: Workspace, work: Work, now: datetime) -> Warned:
    """Return what was reached; work of before limits were told means the limit in force."""
    meter, cycle = work.subject["meter"], BillingCycle.parse(work.subject["billing_cycle"])
    bound = _bound(workspace, meter, cycle, now)
    in_force = bound.thresholds[-1].limit if bound.thresholds else 0
    limit = int(work.subject.get("limit", in_force))
    return Warned(meter, int(work.subject["percent"]), cycle, workspace.total(bound.limit), limit)


def _bound(workspace: Workspace, meter: str, cycle: BillingCycle, now: datetime) -> Bound:
    terms = terms_of(workspace.organization, cycle, now)
    bounds = (*(allowance.bound for allowance in terms.allowances.values()), terms.spend)
    return next(bound for bound in bounds if bound.name == meter)
