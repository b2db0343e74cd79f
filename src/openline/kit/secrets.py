"""Random tokens, their stored hashes, signed tokens, and encryption of secrets at rest."""

import hashlib
import hmac
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12
_SIGNATURE_BYTES = 24


def random_token(prefix: str = "") -> str:
    """A token with 256 bits of chance, for a header or a link."""
    return prefix + secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What the store keeps of a random token: enough to recognise it, useless to a thief."""
    return hashlib.sha256(token.encode()).hexdigest()


class Keyring:
    """Keys derived from the server's one secret key, by purpose."""

    def __init__(self, secret_key: bytes) -> None:
        self._root = secret_key
        self._keys: dict[str, bytes] = {}

    def _key(self, purpose: str) -> bytes:
        """Purposes are words of the code, so there are few."""
        key = self._keys.get(purpose)
        if key is None:
            key = self._keys[purpose] = hmac.digest(self._root, purpose.encode(), "sha256")
        return key

    def sign(self, purpose: str, text: str) -> str:
        """`text.signature`: anybody can read it, only this server can make it."""
        # Not hmac.digest: it lets go of the GIL, and the store's writer then keeps it for milliseconds.
        mark = hmac.new(self._key(purpose), text.encode(), "sha256").digest()[:_SIGNATURE_BYTES]
        return f"{text}.{urlsafe_b64encode(mark).decode()}"

    def verify(self, purpose: str, token: str) -> str | None:
        """The text of a token that this server signed for this purpose, else None."""
        text, dot, _ = token.rpartition(".")
        if not dot or not token.isascii():
            return None
        return text if hmac.compare_digest(self.sign(purpose, text), token) else None

    def seal(self, purpose: str, clear: str) -> str:
        """Encrypt a secret for the store (AES-256-GCM; the purpose is bound to it)."""
        nonce = os.urandom(_NONCE_BYTES)
        box = AESGCM(self._key(purpose)).encrypt(nonce, clear.encode(), purpose.encode())
        return urlsafe_b64encode(nonce + box).decode()

    def open(self, purpose: str, sealed: str) -> str:
        """The secret again.

        Raises ValueError when the key or the purpose is another one, or the box was changed.
        """
        box = urlsafe_b64decode(sealed)
        try:
            clear = AESGCM(self._key(purpose)).decrypt(box[:_NONCE_BYTES], box[_NONCE_BYTES:], purpose.encode())
        except InvalidTag as error:
            raise ValueError("a stored secret cannot be opened with this server's secret key") from error
        return clear.decode()
