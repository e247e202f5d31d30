"""The outbox keeps the last mails, newest first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from adapters.mail.outbox_mailbox import OutboxMailbox
from application.ports.mailbox import Mail

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)


def mail(subject: str) -> Mail:
    return Mail(to="bob@acme.example", subject=subject, text="Come in.", sent_at=NOW)


def test_the_newest_mail_comes_first() -> None:
    outbox = OutboxMailbox()

    outbox.send(mail("first"))
    outbox.send(mail("second"))

    assert [sent.subject for sent in outbox.sent()] == ["second", "first"]


def test_the_oldest_mail_gives_way() -> None:
    outbox = OutboxMailbox(kept=1)

    outbox.send(mail("first"))
    outbox.send(mail("second"))

    assert outbox.sent() == (mail("second"),)


def test_it_can_be_asked_for_a_few() -> None:
    outbox = OutboxMailbox()

    outbox.send(mail("first"))
    outbox.send(mail("second"))

    assert outbox.sent(most=1) == (mail("second"),)


def test_no_mail_of_any_thread_is_lost() -> None:
    outbox = OutboxMailbox()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(outbox.send, [mail(str(number)) for number in range(500)]))

    assert {sent.subject for sent in outbox.sent()} == {str(number) for number in range(500)}
