"""Blots secrets out of what others may read: answers that repeat them, words of errors."""

from collections.abc import Iterable
from urllib.parse import quote

from openline.kit.wire import Secret

BLOT = "•••"
# Shorter ones would blot out half of any text; no platform has such.
SHORTEST = 6


class Redactor:
    """Knows the secrets of one connection, as they are and as they stand in an address."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        found = {secret.reveal() for secret in secrets}
        forms = {form for text in found for form in (text, quote(text, safe=""), quote(text))}
        # The longest first: one secret may begin like another.
        self._forms = sorted((form for form in forms if len(form) >= SHORTEST), key=len, reverse=True)

    def text(self, text: str) -> str:
        """The text without secrets."""
        for form in self._forms:
            text = text.replace(form, BLOT)
        return text

    def body(self, body: bytes) -> bytes:
        """The same for bytes."""
        for form in self._forms:
            body = body.replace(form.encode(), BLOT.encode())
        return body

    def __repr__(self) -> str:
        return "Redactor(…)"
