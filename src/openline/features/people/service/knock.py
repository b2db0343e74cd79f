"""Who knocks: what a request or a handshake says about itself, before anybody believes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from openline.features.accounts.types import host_name

SUBPROTOCOL = "openline.v1"
_BEARER = "bearer."
_PASSED_ON = frozenset({"forwarded", "x-real-ip", "via"})
_PASSED_ON_PREFIX = "x-forwarded-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """Header names are in small letters; `peer` is the client's address (behind a trusted proxy the forwarded one)."""

    method: str
    scheme: str
    peer: str
    headers: Mapping[str, str]
    cookies: Mapping[str, str]

    @property
    def host(self) -> str:
        """The Host header, with its port."""
        return self.headers.get("host", "")

    @property
    def own_url(self) -> str:
        """Where the caller believes to be talking to: trust it only for what is shown to that caller."""
        scheme = {"ws": "http", "wss": "https"}.get(self.scheme, self.scheme)
        return f"{scheme}://{self.host}"

    @property
    def bearer(self) -> str | None:
        """The token in the Authorization header."""
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else None

    @property
    def subprotocol_bearer(self) -> str | None:
        """The token among a handshake's subprotocols, `openline.v1, bearer.<token>`: browsers can set no header."""
        offered = [part.strip() for part in self.headers.get("sec-websocket-protocol", "").split(",")]
        if SUBPROTOCOL not in offered:
            return None
        return next((part.removeprefix(_BEARER) for part in offered if part.startswith(_BEARER)), None)

    @property
    def local(self) -> bool:
        """Whether the caller sits at this very computer, with no proxy in between (docs/behaviour/people.md, 6)."""
        if any(name in _PASSED_ON or name.startswith(_PASSED_ON_PREFIX) for name in self.headers):
            return False
        name = host_name(self.host)
        named_local = name == "localhost" or name.endswith(".localhost") or _is_loopback(name)
        return named_local and _is_loopback(self.peer)

    def came_from(self, public_url: str | None) -> bool | None:
        """Whether the page that asks is ours: by the public URL, or by the very host it asks; None: no page says so."""
        origin = self.headers.get("origin")
        if origin is None:
            return None
        if public_url and origin.lower() == public_url.lower():
            return True
        try:
            asking = urlsplit(origin).netloc.lower()
        except ValueError:
            return False
        return bool(asking) and asking == self.host.lower()


def _is_loopback(text: str) -> bool:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
