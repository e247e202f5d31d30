"""Mail over SMTP."""

from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from hashlib import sha256
from smtplib import SMTP, SMTP_SSL, SMTPException
from ssl import create_default_context
from typing import Final, final
from urllib.parse import unquote, urlsplit

from application.ports.mailbox import Mail, Mailbox, MailUndelivered

SECONDS_TO_WAIT: Final = 10.0

_PORTS: Final = {"smtp": 25, "smtps": 465}


@final
class SmtpMailbox(Mailbox):
    """Hands each mail to the server of `url`, in a connection of its own.

    `url` is `smtp://host[:port]` (encrypted with STARTTLS, RFC 3207, when the server offers it) or
    `smtps://host[:port]` (encrypted from the start), with `user:password@` where the server asks for it: then
    nothing is sent unencrypted. Sending the same mail again gives it the same Message-ID, so that mail readers
    can tell. Raises ValueError for another kind of address.
    """

    def __init__(self, url: str, sender: str, timeout: float = SECONDS_TO_WAIT) -> None:
        where = urlsplit(url)
        if where.scheme not in _PORTS or not where.hostname:
            raise ValueError("an address of a mail server looks like smtp://host:25 or smtps://user:password@host")
        self._encrypted = where.scheme == "smtps"
        self._host = where.hostname
        self._port = where.port or _PORTS[where.scheme]
        self._login = (unquote(where.username), unquote(where.password or "")) if where.username else None
        self._sender = sender
        self._timeout = timeout

    def send(self, mail: Mail) -> None:
        try:
            with self._connection() as server:
                self._prove_both_sides(server)
                server.send_message(self._message(mail))
        except (OSError, SMTPException) as error:
            raise MailUndelivered(f"{self._host} did not take the mail") from error

    def _connection(self) -> SMTP:
        if self._encrypted:
            return SMTP_SSL(self._host, self._port, timeout=self._timeout, context=create_default_context())
        return SMTP(self._host, self._port, timeout=self._timeout)

    def _prove_both_sides(self, server: SMTP) -> None:
        server.ehlo()
        if not self._encrypted and (self._login or server.has_extn("starttls")):
            server.starttls(context=create_default_context())
        if self._login:
            server.login(*self._login)

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage(policy=SMTP_POLICY)
        message["From"] = self._sender
        message["To"] = mail.to
        message["Subject"] = " ".join(mail.subject.split())
        message["Date"] = format_datetime(mail.sent_at)
        content = f"{mail.to}\n{mail.subject}\n{mail.text}".encode("utf-8", "replace")
        message["Message-ID"] = f"<{sha256(content).hexdigest()[:40]}@{self._sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        return message
