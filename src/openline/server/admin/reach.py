"""Asks the running server by its own addresses, as a browser would: HTTP, proxy headers, a real WebSocket handshake."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import httpx
import msgspec
import websockets

from openline.server.probe import HEADER, Arrival, Probes

TIMEOUT_S = 10.0
STREAM = "/api/v1/stream"
LOGIN_NEEDED = 4401
_TRUST = "Set OPENLINE_TRUSTED_PROXIES to the proxy's address"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """`state` is ok, warning or failure; `cure` says what to do."""

    name: str
    state: str
    text: str
    cure: str = ""


def fine(name: str, text: str) -> Finding:
    """All is well."""
    return Finding(name=name, state="ok", text=text)


def warning(name: str, text: str, cure: str) -> Finding:
    """It works, but not as it should."""
    return Finding(name=name, state="warning", text=text, cure=cure)


def failure(name: str, text: str, cure: str) -> Finding:
    """It does not work."""
    return Finding(name=name, state="failure", text=text, cure=cure)


class Reach:
    """The addresses of this server, from inside and as its users know it."""

    def __init__(self, own_url: str, public_url: str | None, probes: Probes) -> None:
        self._own = own_url
        self._public = public_url
        self._probes = probes

    async def examine(self) -> list[Finding]:
        """What can be reached, and how it arrives."""
        found = [await self._http("own address", self._own), await self._handshake("own socket", self._own)]
        if self._public is None:
            cure = "Set OPENLINE_PUBLIC_URL, so that links and snippets carry the address people use."
            return [*found, warning("public address", "not set", cure)]
        found.append(await self._http("public address", self._public))
        if found[-1].state != "failure":
            found.append(await self._handshake("public socket", self._public))
        return found

    async def _http(self, name: str, url: str) -> Finding:
        key = self._probes.give_out()
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
                answer = await client.get(f"{url}/healthz", headers={HEADER: key})
        except httpx.HTTPError as error:
            arrival, text = self._probes.take_back(key), f"{url}: {type(error).__name__}"
            return failure(name, text, "Look at name resolution, firewall, certificate and the proxy in front.")
        arrival = self._probes.take_back(key)
        if answer.status_code != 200 or arrival is None:
            text = f"{url} answers {answer.status_code}, but not from this server"
            return failure(name, text, "Let the proxy send this address here.")
        return _judge(name, url, arrival)

    async def _handshake(self, name: str, url: str) -> Finding:
        address = url.replace("http", "ws", 1) + STREAM
        try:
            async with websockets.connect(address, origin=websockets.Origin(url), open_timeout=TIMEOUT_S) as socket:
                await socket.wait_closed()
        except (OSError, TimeoutError, websockets.WebSocketException) as error:
            text = f"{address}: {type(error).__name__}"
            cure = "Let the proxy pass on the headers Upgrade and Connection, with HTTP/1.1 and long timeouts."
            return failure(name, text, cure)
        if socket.close_code != LOGIN_NEEDED:
            return warning(name, f"{address} was closed with {socket.close_code}", "See the server's log.")
        return fine(name, "WebSockets pass")


def _judge(name: str, url: str, arrival: Arrival) -> Finding:
    """Compare how the request left with how it arrived."""
    wanted = urlsplit(url)
    problems: Sequence[tuple[bool, str, str]] = (
        (arrival.host.lower() != wanted.netloc.lower(), f"arrives for host {arrival.host or '(none)'}",
         "Let the proxy pass on the header Host unchanged."),
        (arrival.scheme != wanted.scheme, f"arrives as {arrival.scheme}",
         f"Let the proxy send X-Forwarded-Proto. {_TRUST} ({arrival.client})."),
    )  # fmt: skip
    for is_wrong, text, cure in problems:
        if is_wrong:
            return warning(name, f"{url} {text}", cure)
    return fine(name, f"{url} is reached" + ("" if arrival.direct else f" through a proxy, as {arrival.client}"))
