"""Virus scanning by clamd, over TCP or a unix socket, with its command INSTREAM (F21, F22)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote, urlsplit

SCAN_S = 60.0
CONNECT_S = 5.0
_MOST_REPLY = 4_096


@dataclass(frozen=True, slots=True)
class Clean:
    """Nothing known was found."""


@dataclass(frozen=True, slots=True)
class Infected:
    """The name under which the scanner knows it."""

    name: str


@dataclass(frozen=True, slots=True)
class Silent:
    """No verdict: the scanner is away, busy, or was given more than it takes."""

    why: str


Verdict = Clean | Infected | Silent


class Scanner(Protocol):
    """Looks for viruses."""

    async def scan(self, chunks: AsyncIterator[bytes]) -> Verdict:
        """The verdict; silence is one. What `chunks` raises goes on."""
        ...


class Clamd:
    """`tcp://host:3310` or `unix:///run/clamav/clamd.ctl`. Its StreamMaxLength must not be below our largest file."""

    def __init__(self, url: str, *, scan_s: float = SCAN_S) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 3310
        self._path = unquote(parts.path) if parts.scheme == "unix" else None
        self._scan_s = scan_s

    async def scan(self, chunks: AsyncIterator[bytes]) -> Verdict:
        try:
            async with asyncio.timeout(self._scan_s):
                reader, writer = await self._connected()
                try:
                    return _verdict(await _asked(reader, writer, chunks))
                finally:
                    # Nothing more is wanted, nor what it has not taken yet.
                    writer.transport.abort()
        except TimeoutError:
            return Silent("no answer in time")
        except OSError as error:
            return Silent(error.strerror or type(error).__name__)

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        async with asyncio.timeout(CONNECT_S):
            if self._path is not None:
                return await asyncio.open_unix_connection(self._path, limit=_MOST_REPLY)
            return await asyncio.open_connection(self._host, self._port, limit=_MOST_REPLY)


async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, chunks: AsyncIterator[bytes]) -> str:
    """Each chunk with its length in front; the one of length 0 ends them."""
    try:
        writer.write(b"zINSTREAM\0")
        async for chunk in chunks:
            writer.write(len(chunk).to_bytes(4, "big") + chunk)
            await writer.drain()
        writer.write(bytes(4))
        await writer.drain()
    except ConnectionError:
        # Too large for it: it says so, and does not wait for the end.
        pass
    try:
        reply = await reader.readuntil(b"\0")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return ""
    return reply.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(reply: str) -> Verdict:
    if reply == "stream: OK":
        return Clean()
    if reply.startswith("stream: ") and reply.endswith(" FOUND"):
        return Infected(reply.removeprefix("stream: ").removesuffix(" FOUND")[:100])
    return Silent(reply[:100] or "it hung up")
