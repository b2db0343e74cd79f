"""Who the host site says its visitor is: `{id, signature?, name?, email?, …}`, signed with the connection's secret.

The signature is the HMAC-SHA256 of the user id in hex. It proves the id only, so what stands beside it stays unproved.
"""

from typing import Any

import msgspec

from openline.connectors.base import (
    Identity,
    IdentitySet,
    RawRequest,
    Rejected,
    Settings,
    Verified,
    from_hex,
    signed_by,
)

USER = "webchat_user"
SECRETS = "identity_secrets"
MAX_USER_ID = 200
_SIGNATURE_BYTES = 32


class _Claim(msgspec.Struct, frozen=True):
    id: str | int
    signature: str | None = None


class _Body(msgspec.Struct, frozen=True):
    identity: _Claim | None = None


def proved(request: RawRequest, settings: Settings) -> Verified | Rejected:
    """Whom the body's `identity` names, and whether that is proved.

    None named: an anonymous visitor. No signature: named, but unverified. A wrong signature is refused: it is either an
    error of set-up that somebody must see, or somebody trying.
    """
    try:
        claim = msgspec.json.decode(request.body or b"{}", type=_Body).identity
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Rejected("malformed")
    if claim is None:
        return Verified()
    user = str(claim.id)
    if not 0 < len(user) <= MAX_USER_ID:
        return Rejected("user_id_length")
    if claim.signature is None:
        return Verified(_named(request, user, verified=False))
    secrets = settings.secrets(SECRETS)
    if not secrets:
        return Rejected("no_secret")
    mark = from_hex(claim.signature)
    if len(mark) != _SIGNATURE_BYTES or not signed_by(secrets, _utf8(user), mark):
        return Rejected("signature_mismatch")
    return Verified(_named(request, user, verified=True))


def _named(request: RawRequest, user: str, **verified: Any) -> IdentitySet:
    """User ids are the host site's: they mean somebody only within its connection."""
    return IdentitySet((Identity(USER, user, request.connection, **verified),))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
