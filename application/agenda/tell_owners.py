"""Telling owners what happens to their organization as a whole."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, final

from application.actor import system
from application.agenda.letters import deciders, one_line, send_to_all
from application.people.billing_contact import BILLING_CONTACT
from application.ports.agenda import Work
from application.ports.clock import Clock
from application.ports.directory import Directory
from application.ports.mailbox import Mailbox
from application.ports.workspaces import Workspace, Workspaces
from domain.audit.certificate import ErasureCertificate
from domain.errors import NotFound
from domain.organizations.names import EmailAddress
from domain.organizations.standing import Closing, Suspended

ERASED: Final = "erased"

LONGEST_TRY: Final = timedelta(days=30)
"""So long the news of an erasure are tried to be delivered."""

SEPARATOR: Final = " "


@final
@dataclass(frozen=True, slots=True)
class TellOwners:
    """Mails owners and billing contact that their organization is closing, is suspended, was erased, or that its
    bills still go to somebody who is no longer an owner.

    News that are no longer true are not sent. That of an erasure goes to the addresses that the work carries.
    """

    workspaces: Workspaces
    directory: Directory
    mailbox: Mailbox
    clock: Clock

    def __call__(self, work: Work) -> None:
        if work.subject["topic"] == ERASED:
            self._tell_of_erasure(work)
        elif work.subject["topic"] == BILLING_CONTACT:
            self._tell_of_contact(work)
        else:
            self._tell_of_standing(work)

    def _tell_of_standing(self, work: Work) -> None:
        try:
            with self.workspaces.open(system(work.organization_id, "owners")) as workspace:
                addresses, news = deciders(workspace), _news(workspace)
        except NotFound:
            return
        if news is not None:
            subject, text = news
            send_to_all(self.mailbox, addresses, subject, text, self.clock.now())

    def _tell_of_contact(self, work: Work) -> None:
        """Tell the owners alone, while the bills still go to that address and it is no owner's."""
        address = EmailAddress(work.subject["to"])
        try:
            with self.workspaces.open_current(system(work.organization_id, "owners")) as workspace:
                organization = workspace.organization
                owners = [owner.email for owner in workspace.users.owners()]
        except NotFound:
            return
        if organization.billing_email != address or address in owners:
            return
        name = one_line(organization.name)
        text = (
            f"The bills and notices of {name} still go to {address.text}, who is no longer an owner of {name}. If they "
            "should go to somebody else, an owner or admin can change the billing email in the organization.\n"
        )
        subject = f"The bills of {name} still go to {address.text}"
        send_to_all(self.mailbox, [owner.text for owner in owners], subject, text, self.clock.now())

    def _tell_of_erasure(self, work: Work) -> None:
        certificate = self.directory.certificate(work.organization_id)
        if certificate is None or self.clock.now() >= certificate.erased_at + LONGEST_TRY:
            return
        name = one_line(work.subject["name"])
        addresses = work.subject["to"].split(SEPARATOR)
        send_to_all(self.mailbox, addresses, f"{name} was erased", _certified(name, certificate), self.clock.now())


def _news(workspace: Workspace) -> tuple[str, str] | None:
    name = one_line(workspace.organization.name)
    match workspace.organization.standing:
        case Closing(erased_at=erased_at):
            text = (
                f"{name} is closing. Until {erased_at:%d %B %Y, %H:%M} UTC everything can be read, and an owner "
                "can reopen it; then all its data is erased.\n"
            )
            return f"{name} is closing", text
        case Suspended(reason=reason):
            return f"{name} is suspended", f"{name} is suspended: {one_line(reason)}\n"
        case _:
            return None


def _certified(name: str, certificate: ErasureCertificate) -> str:
    counts = "".join(f"  {what}: {count}\n" for what, count in sorted(certificate.erased.items()))
    return (
        f"All data of {name} ({certificate.organization_id}) was erased on "
        f"{certificate.erased_at:%d %B %Y, %H:%M} UTC, because {certificate.reason}.\n\n{counts}"
    )
