"""TLS is proved by the name, although the connection goes to a checked address."""

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from openline.connectors.base import FailureKind, WireCall, WireFailure
from openline.connectors.http import Binding, Guard, MemoryBuckets, Outbound
from openline.connectors.http.redact import Redactor
from openline.kit.clock import Clock
from tests.support.http_server import Connection, HttpServer, Seen, reply

HOST = "platform.test"


@pytest.fixture
def own_certificate(tmp_path: Path) -> ssl.SSLContext:
    """A server that vouches for itself: the name is right, but nobody we know has signed it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "server.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


async def test_a_certificate_that_nobody_signed_is_refused(own_certificate: ssl.SSLContext) -> None:
    async def answer(seen: Seen, _: Connection) -> bytes:
        return reply(200)

    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    now = Clock().now
    outbound = Outbound(Guard([ip_network("127.0.0.0/8")], resolve), MemoryBuckets(now), now)
    binding = Binding(connector="pigeon", connection="c1", hosts=(HOST,), rates=(), redactor=Redactor([]))
    async with HttpServer(answer, own_certificate) as server:
        found = await outbound.bound(binding).call(WireCall(name="x", url=f"https://{HOST}:{server.port}/"))
    await outbound.close()
    assert found == WireFailure(kind=FailureKind.NOT_CONNECTED, reached=False)
    assert server.seen == []
