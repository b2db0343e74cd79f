"""Which addresses may be called. A name is resolved, checked and connected to in one step, so it cannot change between.

Without it, a setting with an address in it would be a way into the network of whoever runs the server.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any, Final

import httpcore

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

SETTING: Final = "OPENLINE_OUTBOUND_ALLOW"
MAX_ADDRESSES: Final = 3
# Networks whose addresses hold an IPv4 address: 6to4 and NAT64 reach it through a gateway.
_6TO4: Final = IPv6Network("2002::/16")
_NAT64: Final = IPv6Network("64:ff9b::/96")


class PrivateAddress(Exception):
    """A host leads to an address that is not the public internet's; the text names the setting that opens it."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} leads to a private address, which only {SETTING} opens")


async def system_resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, as the operating system knows them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class Guard:
    """The rule: public addresses over TLS, and the networks that the administrator has opened."""

    def __init__(self, allow: Iterable[Network] = (), resolve: Resolve = system_resolve) -> None:
        self._allow = tuple(allow)
        self._resolve = resolve

    async def addresses(self, host: str, port: int, *, public: bool) -> list[str]:
        """The addresses of a host that may be connected to, without those that may not.

        `public` is false for calls without TLS: those stay in opened networks. Raises PrivateAddress, OSError.
        """
        found = [host] if _literal(host) else await self._resolve(host, port)
        allowed = [text for text in found if (address := _literal(text)) and self._may(address, public=public)]
        if not allowed:
            raise PrivateAddress(host)
        return allowed[:MAX_ADDRESSES]

    def _may(self, address: Address, *, public: bool) -> bool:
        inside = embedded(address)
        if any(inside.version == network.version and inside in network for network in self._allow):
            return True
        return public and is_public(inside)


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet."""
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def embedded(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, where it does: the disguises of 127.0.0.1."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _6TO4:
        return IPv4Address(int(address) >> 80 & 0xFFFFFFFF)
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _literal(text: str) -> Address | None:
    try:
        return ip_address(text.partition("%")[0].strip("[]"))
    except ValueError:
        return None


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to the address that was checked, never to the name again; TLS still proves the name."""

    def __init__(self, guard: Guard, *, public: bool) -> None:
        self._guard = guard
        self._public = public
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of httpcore
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers.

        Raises PrivateAddress, and what httpcore expects.
        """
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._guard.addresses(host, port, public=self._public)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError from error
        for address in addresses[:-1]:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._network.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        """Never: a socket file is this machine."""
        raise httpcore.ConnectError

    async def sleep(self, seconds: float) -> None:
        """Waiting between tries."""
        await self._network.sleep(seconds)
