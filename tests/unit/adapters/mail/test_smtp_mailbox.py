"""Mail over SMTP, given to a real server on loopback."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from adapters.mail.smtp_mailbox import SmtpMailbox
from application.ports.mailbox import Mail, MailUndelivered
from tests.contract.mail_server import MailServer, Postbox, serving

SENDER = "no-reply@tenantry.example"
MAIL = Mail(
    to="bob@acme.example",
    subject="Alice invites you to Acmé",
    text="Grüß Gott, Bob.\nCome in.\n",
    sent_at=datetime(2026, 3, 14, 9, 26, tzinfo=UTC),
)


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def server(postbox: Postbox) -> Iterator[MailServer]:
    with serving(postbox) as server:
        yield server


@pytest.fixture
def mailbox(server: MailServer) -> SmtpMailbox:
    return SmtpMailbox(f"smtp://127.0.0.1:{server.port}", SENDER)


def test_a_mail_arrives_as_it_was_written(mailbox: SmtpMailbox, postbox: Postbox) -> None:
    mailbox.send(MAIL)

    [message] = postbox.messages
    assert (message["To"], message["From"], message["Subject"]) == (MAIL.to, SENDER, MAIL.subject)
    assert message.get_content().splitlines() == MAIL.text.splitlines()
    assert message["Date"].datetime == MAIL.sent_at


def test_the_same_mail_sent_again_has_the_same_message_id(mailbox: SmtpMailbox, postbox: Postbox) -> None:
    mailbox.send(MAIL)
    mailbox.send(MAIL)

    first, second = postbox.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_a_subject_cannot_add_headers(mailbox: SmtpMailbox, postbox: Postbox) -> None:
    mailbox.send(Mail(MAIL.to, "Welcome\r\nBcc: mallory@evil.example", "Come in.", MAIL.sent_at))

    [message] = postbox.messages
    assert message["Bcc"] is None
    assert postbox.envelopes[0].rcpt_tos == [MAIL.to]


def test_a_mail_that_the_server_does_not_take_is_undelivered(mailbox: SmtpMailbox) -> None:
    with pytest.raises(MailUndelivered):
        mailbox.send(Mail("unknown@acme.example", "Welcome", "Come in.", MAIL.sent_at))


def test_a_server_that_is_away_leaves_the_mail_undelivered() -> None:
    nobody = SmtpMailbox("smtp://127.0.0.1:1", SENDER)

    with pytest.raises(MailUndelivered):
        nobody.send(MAIL)


def test_a_password_is_not_sent_to_a_server_without_encryption(mailbox: SmtpMailbox, server: MailServer) -> None:
    careful = SmtpMailbox(f"smtp://tenantry:password@127.0.0.1:{server.port}", SENDER)

    with pytest.raises(MailUndelivered):
        careful.send(MAIL)


@pytest.mark.parametrize("url", ["", "localhost:25", "http://localhost", "smtp://"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="smtp://host:25"):
        SmtpMailbox(url, SENDER)
