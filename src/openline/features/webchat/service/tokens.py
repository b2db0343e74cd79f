"""Visitor tokens: signed, so that no request of a visitor needs a look-up to know whose it is."""

from functools import lru_cache

from openline.features.webchat.errors import VisitorTokenRefused
from openline.features.webchat.types import Visitor
from openline.kit.secrets import Keyring

_PURPOSE = "visitor"
_BEARER = "Bearer "
_PARTS = 3
_LONGEST = 96  # three numbers of 63 bits in hex and a signature
_REMEMBERED = 20_000


class VisitorTokens:
    """Makes and reads them. A token says account, connection and visitor; it grants nothing else."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self._known = lru_cache(_REMEMBERED)(self._read)  # a token means the same for ever

    def token_of(self, visitor: Visitor) -> str:
        """The token of a visitor."""
        text = f"{visitor.account_id:x}-{visitor.connection_id:x}-{visitor.visitor_id:x}"
        return self._keyring.sign(_PURPOSE, text)

    def visitor_of(self, token: str) -> Visitor | None:
        """Whose token it is; None for one that this server did not make."""
        return self._known(token) if len(token) <= _LONGEST else None

    def _read(self, token: str) -> Visitor | None:
        text = self._keyring.verify(_PURPOSE, token)
        if text is None:
            return None
        parts = text.split("-")
        if len(parts) != _PARTS:
            return None
        account_id, connection_id, visitor_id = (int(part, 16) for part in parts)
        return Visitor(account_id, connection_id, visitor_id)

    def required(self, authorization: str | None) -> Visitor:
        """The visitor of an Authorization header.

        Raises VisitorTokenRefused.
        """
        visitor = self.optional(authorization)
        if visitor is None:
            raise VisitorTokenRefused
        return visitor

    def optional(self, authorization: str | None) -> Visitor | None:
        """The same where a visitor may be new."""
        if not authorization or not authorization.startswith(_BEARER):
            return None
        return self.visitor_of(authorization.removeprefix(_BEARER))
