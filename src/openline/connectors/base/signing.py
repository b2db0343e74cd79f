"""Comparing signatures: in constant time, with several secrets, and never with an empty one."""

import hmac
from collections.abc import Sequence

from openline.kit.wire import Secret


def signature(secret: Secret, message: bytes, digest: str = "sha256") -> bytes:
    """The HMAC of a message."""
    return hmac.digest(secret.reveal().encode(), message, digest)


def same(given: str | bytes, expected: str | bytes) -> bool:
    """Whether two texts are the same, in a time that tells nothing about where they differ."""
    return hmac.compare_digest(_bytes(given), _bytes(expected))


def signed_by(secrets: Sequence[Secret], message: bytes, given: bytes, digest: str = "sha256") -> bool:
    """Whether one of the secrets made this signature. No secret, or an empty one, signs nothing."""
    found = False
    for secret in secrets:
        if secret.reveal():
            found |= same(given, signature(secret, message, digest))
    return found


def from_hex(text: str) -> bytes:
    """A signature written in hex; empty when it is not hex, so it equals nothing."""
    try:
        return bytes.fromhex(text) if text.isalnum() else b""
    except ValueError:
        return b""


def _bytes(text: str | bytes) -> bytes:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
