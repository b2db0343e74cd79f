"""Mail is handed to a real SMTP server: readable, over TLS where there is a password, refused when it could do harm."""

import datetime
import email
import email.policy
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from openline.kit.mail import Mail, MailFailed, SmtpMailer, SmtpServer

LETTER = Mail(to="lan@example.com", subject="Đặt lại mật khẩu", body="Chào Lan,\n\nhttps://chat.example.com/link#abc\n")


class Box:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.envelopes: list[Any] = []
        self.logins: list[tuple[bytes, bytes]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        self.envelopes.append(envelope)
        return "250 OK"

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"right", handled=False)


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1 that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder(
        issuer_name=name, subject_name=name, public_key=key.public_key(), serial_number=1,
        not_valid_before=start, not_valid_after=start.replace(year=2120),
    )  # fmt: skip
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def plain(box: Box) -> Iterator[Controller]:
    with _running(Controller(box, hostname="127.0.0.2", port=_free_port())) as server:
        yield server


@pytest.fixture
def safe(box: Box, certificate: Path) -> Iterator[Controller]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    controller = Controller(
        box, hostname="127.0.0.1", port=_free_port(), tls_context=context, require_starttls=True,
        authenticator=box.authenticate, auth_required=True,
    )  # fmt: skip
    with _running(controller) as server:
        yield server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])


class _running:  # noqa: N801 - reads as a statement
    def __init__(self, controller: Controller) -> None:
        self._controller = controller

    def __enter__(self) -> Controller:
        self._controller.start()
        return self._controller

    def __exit__(self, *_: object) -> None:
        self._controller.stop()


def _mailer(controller: Controller, login: str = "", trusted: Path | None = None) -> SmtpMailer:
    server = SmtpServer.parse(f"smtp://{login}{controller.hostname}:{controller.port}?from=desk@example.com")
    return SmtpMailer(server, ssl.create_default_context(cafile=trusted) if trusted else None)


async def test_a_mail_arrives_readable(plain: Controller, box: Box) -> None:
    await _mailer(plain).send(LETTER)
    (envelope,) = box.envelopes
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert envelope.rcpt_tos == ["lan@example.com"]
    assert message["From"] == "Openline <desk@example.com>"
    assert message["Subject"] == LETTER.subject
    assert message.get_content().replace("\r\n", "\n") == LETTER.body


async def test_a_password_goes_over_tls_only(plain: Controller, box: Box) -> None:
    with pytest.raises(MailFailed):
        await _mailer(plain, "me:secret@").send(LETTER)
    assert box.envelopes == []


async def test_starttls_then_login(safe: Controller, box: Box, certificate: Path) -> None:
    await _mailer(safe, "me%40example.com:right@", certificate).send(LETTER)
    assert box.logins == [(b"me@example.com", b"right")]
    assert len(box.envelopes) == 1


async def test_an_unknown_certificate_is_refused(safe: Controller, box: Box) -> None:
    with pytest.raises(MailFailed):
        await _mailer(safe, "me:right@").send(LETTER)
    assert box.logins == []


async def test_a_refusal_tells_no_secret(safe: Controller, certificate: Path) -> None:
    with pytest.raises(MailFailed, match="SMTPAuthenticationError") as failed:
        await _mailer(safe, "me:hunter2@", certificate).send(LETTER)
    assert "hunter2" not in str(failed.value)


@pytest.mark.parametrize("to", ["a@example.com, b@example.com", "a@example.com\r\nBcc: b@example.com", ""])
async def test_one_mail_has_one_reader(plain: Controller, box: Box, to: str) -> None:
    with pytest.raises(MailFailed):
        await _mailer(plain).send(Mail(to=to, subject="Hello", body="Hello"))
    assert box.envelopes == []


async def test_nobody_listening_is_a_failure() -> None:
    with pytest.raises(MailFailed):
        await SmtpMailer(SmtpServer.parse("smtp://127.0.0.1:9?from=desk@example.com")).send(LETTER)


@pytest.mark.parametrize("url", ["http://host", "smtp://", "smtp://host", "smtp://user:hunter2@host?from=nobody"])
def test_a_useless_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="must") as refused:
        SmtpServer.parse(url)
    assert "hunter2" not in str(refused.value)
