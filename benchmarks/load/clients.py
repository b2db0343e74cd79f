"""Hand-written clients for one purpose: to cost as little as possible beside the server that is measured.

A `Mouth` posts messages over one kept HTTP/1.1 connection, an `Ear` listens on a WebSocket. Neither parses JSON.
"""

import asyncio
import re
from collections.abc import Callable
from typing import cast

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_END = b"\r\n\r\n"
_TEXT, _CLOSE, _PING = 0x1, 0x8, 0x9
_FINAL, _MASKED = 0x80, 0x80
_NO_MASK = b"\0\0\0\0"  # a client must mask; nothing says with what


class Broken(Exception):
    """A connection ended, or said what it never should."""


class _Client(asyncio.Protocol):
    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self.gone = "not connected"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.gone = ""
        self.transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone = self.gone or f"connection lost: {exc}"


class Mouth(_Client):
    """One customer's connection: one request at a time, answered by `on_answer(mouth, status, body)`."""

    def __init__(self, address: str, headers: str, on_answer: Callable[["Mouth", bytes, bytes], None]) -> None:
        super().__init__()
        self._head = (
            f"POST /widget/v1/messages HTTP/1.1\r\nHost: {address}\r\n{headers}"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()
        self._on_answer = on_answer
        self._got = b""
        self.due = 0.0

    def say(self, body: bytes, due: float) -> None:
        """Post a message that is due at an instant."""
        self.due = due
        self.transport.write(b"%s%d\r\n\r\n%s" % (self._head, len(body), body))

    def data_received(self, data: bytes) -> None:
        data = self._got + data
        end = data.find(_END)
        length = _LENGTH.search(data, 0, end) if end >= 0 else None
        if length is None or len(data) < end + 4 + int(length[1]):
            self._got = data
            return
        self._got = b""
        self._on_answer(self, data[9:12], data[end + 4 :])


class Ear(_Client):
    """One agent's socket: `on_text` gets every text frame."""

    def __init__(self, address: str, headers: str, on_text: Callable[["Ear", bytes], None]) -> None:
        super().__init__()
        self._hello = (
            f"GET /api/v1/stream HTTP/1.1\r\nHost: {address}\r\n{headers}Connection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        ).encode()
        self._on_text = on_text
        self._got = b""
        self.opened = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.transport.write(self._hello)

    def tell(self, text: bytes) -> None:
        """Send a short text frame."""
        self._frame(_TEXT, text)

    def data_received(self, data: bytes) -> None:
        data = self._got + data
        at = 0
        if not self.opened.is_set():
            at = data.find(_END) + 4
            if at < 4:
                self._got = data
                return
            if data[9:12] != b"101":
                raise Broken(data[:200].decode(errors="replace"))
            self.opened.set()
        while (body := _body_of(data, at)) is not None:
            start, at = body
            self._take(data[start - _head_size(at - start)], data[start:at])
        self._got = data[at:]

    def _take(self, first: int, payload: bytes) -> None:
        assert first & _FINAL, "a frame in pieces"
        kind = first & 0x0F
        if kind == _TEXT:
            self._on_text(self, payload)
        elif kind == _PING:
            self._frame(0xA, payload)
        elif kind == _CLOSE:
            self.gone = f"closed with {int.from_bytes(payload[:2])}"

    def _frame(self, kind: int, payload: bytes) -> None:
        assert len(payload) < 126
        self.transport.write(bytes((_FINAL | kind, _MASKED | len(payload))) + _NO_MASK + payload)


def _head_size(length: int) -> int:
    return 2 if length < 126 else 4 if length < 1 << 16 else 10


def _body_of(data: bytes, at: int) -> tuple[int, int] | None:
    """Where the payload of the frame at a place begins and ends; None until all of it is there."""
    if len(data) < at + 2:
        return None
    length = data[at + 1]
    start = at + 2
    if length > 125:
        size = 2 if length == 126 else 8
        if len(data) < start + size:
            return None
        length = int.from_bytes(data[start : start + size])
        start += size
    return (start, start + length) if len(data) >= start + length else None
