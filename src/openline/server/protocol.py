"""uvicorn's HTTP protocol with bounds on what a stranger may send before anybody looks at it."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD_BYTES = 32_000
HEAD_WITHIN_S = 20.0
LINGER_S = 1.0
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class BoundedProtocol(HttpToolsProtocol):
    """Refuses a head that is too long, and hangs up on one that does not come."""

    head_within_s = HEAD_WITHIN_S

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_bytes = 0
        self._in_head = True
        self._refused = False
        self._too_late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
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
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        # What follows on this connection is the next head; between requests the keep-alive time counts.
        self._in_head, self._head_bytes = True, 0

    def _expect_head(self) -> None:
        self._too_late = self.loop.call_later(self.head_within_s, self.transport.close)

    def _head_is_here(self) -> None:
        self._in_head, self._head_bytes = False, 0
        if self._too_late is not None:
            self._too_late.cancel()
            self._too_late = None
