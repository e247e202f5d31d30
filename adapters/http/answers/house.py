"""How the house itself is shown: whether it stands, and the mail it has sent."""

from datetime import datetime

from typing_extensions import TypedDict

from application.ports.mailbox import Mail


class StandingAnswer(TypedDict):
    """Whether the process is alive, or ready."""

    status: str


class ClockAnswer(TypedDict):
    """What time it is here."""

    now: datetime


class MailAnswer(TypedDict):
    """A mail that was sent; `token` is what its link carries."""

    to: str
    subject: str
    text: str
    sent_at: datetime
    token: str | None


def present_mail(mail: Mail) -> MailAnswer:
    """Show a mail."""
    return {
        "to": mail.to,
        "subject": mail.subject,
        "text": mail.text,
        "sent_at": mail.sent_at,
        "token": mail.token,
    }
