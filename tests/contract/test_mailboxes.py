"""Every mailbox hands over what it was given, to whom it was addressed, in its order."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import final

import pytest

from adapters.mail.outbox_mailbox import OutboxMailbox
from adapters.mail.smtp_mailbox import SmtpMailbox
from application.ports.mailbox import Mail, Mailbox
from tests.contract.mail_server import Postbox, serving

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
WELCOME = Mail("bob@acme.example", "Alice lädt dich ein", "Grüß Gott, Bob.\nCome in.\n", NOW, token="t0ken")
REMINDER = Mail("carol@acme.example", "Still there", "Come in, Carol.\n", NOW)

Delivered = tuple[str, str, str, datetime]


def told(mail: Mail) -> Delivered:
    return (mail.to, mail.subject, mail.text, mail.sent_at)


class MailboxContract(ABC):
    """Subclasses say how a mailbox is made, and how what it handed over is read, oldest first."""

    @pytest.fixture
    @abstractmethod
    def mailbox(self) -> Mailbox: ...

    @abstractmethod
    def delivered(self) -> list[Delivered]: ...

    def test_a_mail_arrives_as_it_was_given(self, mailbox: Mailbox) -> None:
        mailbox.send(WELCOME)

        assert self.delivered() == [told(WELCOME)]

    def test_mails_arrive_in_their_order(self, mailbox: Mailbox) -> None:
        mailbox.send(WELCOME)
        mailbox.send(REMINDER)

        assert self.delivered() == [told(WELCOME), told(REMINDER)]

    def test_the_same_mail_may_be_sent_again(self, mailbox: Mailbox) -> None:
        mailbox.send(WELCOME)
        mailbox.send(WELCOME)

        assert self.delivered() == [told(WELCOME)] * 2


@final
class TestOutboxMailbox(MailboxContract):
    @pytest.fixture
    def mailbox(self) -> Mailbox:
        self.outbox = OutboxMailbox()
        return self.outbox

    def delivered(self) -> list[Delivered]:
        return [told(mail) for mail in reversed(self.outbox.sent())]


@final
class TestSmtpMailbox(MailboxContract):
    @pytest.fixture
    def mailbox(self) -> Iterator[Mailbox]:
        self.postbox = Postbox()
        with serving(self.postbox) as server:
            yield SmtpMailbox(f"smtp://127.0.0.1:{server.port}", "no-reply@tenantry.example")

    def delivered(self) -> list[Delivered]:
        return [
            (message["To"], message["Subject"], _text(message.get_content()), message["Date"].datetime)
            for message in self.postbox.messages
        ]


def _text(content: str) -> str:
    return content.replace("\r\n", "\n")
