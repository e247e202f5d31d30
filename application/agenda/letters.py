"""Mail to those who decide for an organization: its owners and its billing contact."""

from collections.abc import Iterable
from datetime import datetime

from application.ports.mailbox import Mail, Mailbox
from application.ports.workspaces import Workspace


def deciders(workspace: Workspace) -> tuple[str, ...]:
    """Return the addresses of the owners and of the billing contact, each once."""
    owners = (owner.email.text for owner in workspace.users.owners())
    return tuple(dict.fromkeys((*owners, workspace.organization.billing_email.text)))


def send_to_all(mailbox: Mailbox, addresses: Iterable[str], subject: str, text: str, now: datetime) -> None:
    """Send each address the same mail of its own."""
    for address in addresses:
        mailbox.send(Mail(address, subject, text, now))


def one_line(text: str) -> str:
    """Return a text that cannot break out of a subject line."""
    return " ".join(text.split())
