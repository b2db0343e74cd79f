"""Sending mail: a protocol, and SMTP by the standard library on a thread of its own. Knows no texts and no people."""

import asyncio
import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr, formatdate, make_msgid
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

TIMEOUT_S = 20
AT_ONCE = 2
_PORTS = {"smtp": 587, "smtps": 465}
_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail to one person, plain text."""

    to: str
    subject: str
    body: str


class MailFailed(Exception):
    """The mail was not taken; the text is for the log and holds no secret."""


class Mailer(Protocol):
    """Sends mail."""

    async def send(self, mail: Mail) -> None:
        """Hand the mail over.

        Raises MailFailed.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where mail is handed over: `smtp://user:password@host:587?from=desk@example.com`, `smtps://` for TLS at once.

    `smtp://` changes to TLS when the server offers it, and insists on it when there is a password to protect.
    """

    host: str
    port: int
    tls_at_once: bool
    user: str | None
    password: str | None
    sender: str

    @classmethod
    def parse(cls, url: str) -> "SmtpServer":
        """The server of an address.

        Raises ValueError, never with the address in it: it may hold a password.
        """
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("must be an address such as smtp://user:password@host:587?from=desk@example.com")
        user = unquote(parts.username) if parts.username else None
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            tls_at_once=parts.scheme == "smtps",
            user=user,
            password=unquote(parts.password) if parts.password else None,
            sender=_sender(parts, user),
        )


def _sender(parts: SplitResult, user: str | None) -> str:
    named = parse_qs(parts.query).get("from")
    sender = named[0] if named else user or ""
    if "@" not in sender or any(c.isspace() for c in sender):
        raise ValueError("must name the sender: add ?from=desk@example.com")
    return sender


class SmtpMailer:
    """One connection per mail: rare mails need no pool, and a stale connection cannot lose one."""

    def __init__(self, server: SmtpServer, context: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._context = context or ssl.create_default_context()
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def send(self, mail: Mail) -> None:
        """Hand the mail over, off the loop.

        Raises MailFailed.
        """
        try:
            message = self._message(mail)
        except (ValueError, IndexError, MessageError) as error:  # not one address, or a line break
            raise MailFailed("the mail cannot be written") from error
        async with self._turn:
            try:
                await asyncio.to_thread(self._deliver, message)
            except (smtplib.SMTPException, OSError) as error:
                raise MailFailed(f"{type(error).__name__} from {self._server.host}:{self._server.port}") from error

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"] = formataddr(("Openline", self._server.sender))
        message["To"] = Address(addr_spec=mail.to)
        message["Subject"] = mail.subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=self._server.sender.partition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body)
        return message

    def _deliver(self, message: EmailMessage) -> None:
        with self._connect() as smtp:
            if self._server.user and self._server.password is not None:
                smtp.login(self._server.user, self._server.password)
            smtp.send_message(message)

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.tls_at_once:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=self._context)
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
        try:
            smtp.ehlo()
            if smtp.has_extn("starttls"):
                smtp.starttls(context=self._context)
                smtp.ehlo()
            elif server.password is not None and server.host not in _LOCAL:
                raise smtplib.SMTPNotSupportedError("no TLS")
        except BaseException:
            smtp.close()
            raise
        return smtp
