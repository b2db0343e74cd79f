"""uvicorn's HTTP protocol with bounds on what a stranger may send before anybody looks at it."""

import asyncio
from collections.abc import Iterable
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from openline.server.passage import BODY

MAX_HEAD_BYTES = 32_000
HEAD_WITHIN_S = 20.0
LINGER_S = 1.0
MOST_GATHERED_BYTES = 64_000
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class Gathered:
    """A transport that sends all that is written in one pass of the loop at its end: a head and its body, or the
    frames of a whole batch, are one call of the system and mostly one packet.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self.is_closing = transport.is_closing
        self._waiting: list[bytes] = []
        self._bytes = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Soon, in order; much at once, so that whoever writes learns that the other side is slow."""
        if not self._waiting:
            self._loop.call_soon(self._send)
        self._waiting.append(data)
        self._bytes += len(data)
        if self._bytes > MOST_GATHERED_BYTES:
            self._send()

    def writelines(self, pieces: Iterable[bytes]) -> None:
        """The same for several."""
        self.write(b"".join(pieces))

    def write_eof(self) -> None:
        """After all that was written."""
        self._send()
        self._transport.write_eof()

    def close(self) -> None:
        """After all that was written."""
        self._send()
        self._transport.close()

    def _send(self) -> None:
        waiting, self._waiting, self._bytes = self._waiting, [], 0
        if waiting and not self.is_closing():
            self._transport.write(waiting[0] if len(waiting) == 1 else b"".join(waiting))


class BoundedProtocol(HttpToolsProtocol):
    """Refuses a head that is too long, and hangs up on one that does not come."""

    head_within_s = HEAD_WITHIN_S

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_bytes = 0
        self._in_head = True
        self._head_just_read = False
        self._refused = False
        self._too_late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(Gathered(transport, self.loop))  # type: ignore[arg-type]
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_here()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        self._head_just_read = False
        if not self._in_head or self.transport.is_closing():
            return
        if self._head_bytes > MAX_HEAD_BYTES:
            self._refuse()
        elif self._head_bytes and self._too_late is None:
            self._expect_head()

    def _refuse(self) -> None:
        """Say why, and hang up a little later: at once, the rest that is still under way would cut the answer off."""
        self._refused = True
        self._head_is_here()
        self.transport.write(_TOO_LARGE)
        self.transport.write_eof()
        self.loop.call_later(LINGER_S, self.transport.close)

    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head_is_here()
        self._head_just_read = True
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        cycle: Any = self.cycle
        scope: Any = self.scope
        if self._head_just_read and cycle is not None and cycle.scope is scope:
            # All in one piece: nobody has taken any of the body yet. A socket's handshake begins no cycle.
            scope[BODY] = bytes(cycle.body)
        # What follows on this connection is the next head; between requests the keep-alive time counts.
        self._in_head, self._head_bytes = True, 0

    def _expect_head(self) -> None:
        self._too_late = self.loop.call_later(self.head_within_s, self.transport.close)

    def _head_is_here(self) -> None:
        self._in_head, self._head_bytes = False, 0
        if self._too_late is not None:
            self._too_late.cancel()
            self._too_late = None
