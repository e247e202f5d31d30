"""The billing contact: its address stays when its person leaves or hands over, and owners are told so."""

from datetime import datetime
from typing import Final

from application.ports.agenda import Work, WorkKind
from application.ports.ids import Ids
from application.ports.workspaces import Workspace
from domain.organizations.names import EmailAddress
from domain.people.user import User

BILLING_CONTACT: Final = "billing-contact"
"""The topic of the mail to owners."""


def address_left(workspace: Workspace, user: User) -> EmailAddress | None:
    """Return the address that the bills still go to, if it is the user's."""
    address = workspace.organization.billing_email
    return address if user.email == address else None


def plan_telling(workspace: Workspace, ids: Ids, address: EmailAddress | None, now: datetime) -> None:
    """Stage a mail to the owners that the bills still go to `address`; nothing where they do not."""
    if address is not None:
        subject = {"topic": BILLING_CONTACT, "to": address.text}
        workspace.plan(Work(ids.work(), now, WorkKind.TELL_OWNERS, workspace.organization.id, subject))
