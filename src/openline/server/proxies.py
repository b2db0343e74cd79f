"""Whom to believe about the client's address and scheme: nobody but the proxies the operator named."""

from collections.abc import Mapping, MutableMapping, Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any

Network = IPv4Network | IPv6Network

FORWARDED = frozenset({b"forwarded", b"x-real-ip"})
FORWARDED_PREFIX = b"x-forwarded-"
MAX_HOPS = 20
_REMEMBERED = 4_096


class Proxies:
    """The trusted networks. With none, forwarding headers change nothing."""

    def __init__(self, networks: Sequence[Network]) -> None:
        self._networks = tuple(networks)
        self.trusts = lru_cache(_REMEMBERED)(self._trusts)

    def __bool__(self) -> bool:
        return bool(self._networks)

    def _trusts(self, address: str) -> bool:
        try:
            known = ip_address(address.strip("[]"))
        except ValueError:
            return False
        known = getattr(known, "ipv4_mapped", None) or known
        return any(known in network for network in self._networks)

    def apply(self, scope: MutableMapping[str, Any]) -> None:
        """Put the client's true address and scheme into the scope, if a trusted proxy tells them.

        The rightmost address that is not a proxy of ours is the client: what stands left of it
        was written by the client itself.
        """
        peer = scope["client"]
        if not peer or not self.trusts(peer[0]):
            return
        headers = dict(scope["headers"])
        hops = headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")[-MAX_HOPS:]
        for hop in reversed(hops):
            address = hop.strip()
            if not _is_address(address):
                break
            scope["client"] = (address, 0)
            if not self.trusts(address):
                break
        scheme = headers.get(b"x-forwarded-proto", b"").decode("latin-1").strip().lower()
        if scheme in {"http", "https"}:
            secure = scheme == "https"
            names = ("wss", "ws") if scope["type"] == "websocket" else ("https", "http")
            scope["scheme"] = names[0] if secure else names[1]


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def came_directly(scope: Mapping[str, Any]) -> bool:
    """Whether no proxy, trusted or not, says that it stands in between."""
    return not any(name in FORWARDED or name.startswith(FORWARDED_PREFIX) for name, _ in scope["headers"])
