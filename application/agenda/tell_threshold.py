"""Warning of a limit that is nearly, or fully, used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, final

from application.actor import system
from application.agenda.letters import deciders, one_line, send_to_all
from application.ports.agenda import Work
from application.ports.clock import Clock
from application.ports.mailbox import Mailbox
from application.ports.workspaces import Workspaces
from domain.billing_cycle import BillingCycle
from domain.errors import NotFound

WORDS: Final[Mapping[str, str]] = {
    "api_call": "API calls",
    "compute": "compute minutes",
    "storage": "storage",
    "spend": "spend cap",
}


@final
@dataclass(frozen=True, slots=True)
class TellThreshold:
    """Mails owners and billing contact that 80 % or 100 % of a meter's limit or the spend cap are used.

    Once the cycle is closed it is no news any more, and not sent: mail that nobody takes is not tried for ever.
    """

    workspaces: Workspaces
    mailbox: Mailbox
    clock: Clock
    public_url: str

    def __call__(self, work: Work) -> None:
        if BillingCycle.parse(work.subject["billing_cycle"]).is_closed(self.clock.now()):
            return
        try:
            with self.workspaces.open(system(work.organization_id, "thresholds")) as workspace:
                addresses, name = deciders(workspace), one_line(workspace.organization.name)
        except NotFound:
            return
        meter, percent, cycle = work.subject["meter"], work.subject["percent"], work.subject["billing_cycle"]
        used = f"{percent} % of the {WORDS.get(meter, meter)} are used"
        text = (
            f"{name}: {used}.\n\n"
            f"Meter: {meter}\nBilling cycle: {cycle}\n\n"
            "Once all of it is used, more is refused or priced, as your plan and settings say. See usage and plans "
            f"at {self.public_url}/organizations/{work.organization_id}/usage and {self.public_url}/plans\n"
        )
        send_to_all(self.mailbox, addresses, f"{name}: {used}", text, self.clock.now())
