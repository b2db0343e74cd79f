"""One WebSocket as ASGI gives it, and the conversation on it: read, write, end. Knows no product words."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

import msgspec
import structlog

from openline.kit.clock import SECOND, Clock
from openline.kit.errors import AppError, Unavailable
from openline.realtime.limits import CLOSE_S, FRAMES_BURST, FRAMES_PER_SECOND, MAX_CLIENT_FRAME, Close
from openline.realtime.sockets import Socket

log = structlog.get_logger(__name__)

Hear = Callable[[str], Awaitable[None]]


class FrameRefused(Exception):
    """The client sent what no client of ours sends."""

    def __init__(self, why: Close) -> None:
        super().__init__(why.name)
        self.why = why


class Line:
    """The ASGI side: accepted before anything is refused, since browsers see close codes only then."""

    def __init__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        self._receive = receive
        self._send = send
        self.headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        self.subprotocols: Sequence[str] = scope.get("subprotocols", ())
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        self.query = {name: values[0] for name, values in query.items()}

    async def accept(self, subprotocol: str | None = None) -> None:
        await self._receive()
        await self._send({"type": "websocket.accept", "subprotocol": subprotocol, "headers": []})

    async def send(self, text: str) -> None:
        await self._send({"type": "websocket.send", "text": text})

    async def close(self, why: Close) -> None:
        """Say why, unless the client does not even read that."""
        with contextlib.suppress(TimeoutError, OSError, RuntimeError):
            async with asyncio.timeout(CLOSE_S):
                await self._send({"type": "websocket.close", "code": int(why), "reason": why.name.lower()})

    async def frames(self) -> AsyncIterator[str]:
        """What the client says, until it is gone.

        Raises FrameRefused.
        """
        while (message := await self._receive())["type"] == "websocket.receive":
            text = message.get("text")
            if text is None:
                raise FrameRefused(Close.JUNK)
            if len(text) > MAX_CLIENT_FRAME:
                raise FrameRefused(Close.TOO_BIG)
            yield text

    def bearer(self) -> str | None:
        """A token from the header, or from the subprotocols, where browsers can put it; never from the address."""
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and token:
            return str(token.strip())
        offered = [name.removeprefix("bearer.") for name in self.subprotocols if name.startswith("bearer.")]
        return offered[0] if offered else None

    def since(self) -> int | None:
        """The number after which the client wants to be told; None when it names none.

        Raises FrameRefused.
        """
        text = self.query.get("since", "")
        if text and not (text.isascii() and text.isdigit() and len(text) <= 18):
            raise FrameRefused(Close.JUNK)
        return int(text) if text else None


class Bucket:
    """So many frames at once, so many a second."""

    def __init__(self, now: int) -> None:
        self._left = float(FRAMES_BURST)
        self._at = now

    def take(self, now: int) -> bool:
        """Whether one more is within the rate."""
        self._left = min(FRAMES_BURST, self._left + (now - self._at) * FRAMES_PER_SECOND / SECOND)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Talk:
    """What is said on a line: `begin` goes out first, then the socket goes live with `live`."""

    def __init__(self, line: Line, socket: Socket, hear: Hear, clock: Clock) -> None:
        self._line = line
        self._socket = socket
        self._hear = hear
        self._clock = clock

    async def run(self, begin: Sequence[str], live: Callable[[], None]) -> None:
        """Until one side ends it."""
        both = [asyncio.create_task(self._read()), asyncio.create_task(self._write(begin, live))]
        ends: list[asyncio.Future[Any]] = [*both, self._socket.ended]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in both:
                task.cancel()
            await asyncio.gather(*both, return_exceptions=True)
        if self._socket.ended.done():
            await self._line.close(self._socket.ended.result())

    async def _read(self) -> None:
        socket, bucket = self._socket, Bucket(self._clock.now())
        try:
            async for text in self._line.frames():
                socket.heard_at = self._clock.now()
                if not bucket.take(socket.heard_at):
                    socket.end(Close.TOO_MANY)
                    return
                await self._obey(text)
        except FrameRefused as refused:
            socket.end(refused.why)
        except Exception as error:  # loop top: of a socket
            log.error("socket failed", account_id=socket.account_id, exc_info=error)
            socket.end(Close.FAILED)

    async def _obey(self, text: str) -> None:
        try:
            await self._hear(text)
        except msgspec.DecodeError as junk:
            raise FrameRefused(Close.JUNK) from junk
        except AppError as refusal:
            log.debug("frame refused", code=refusal.code)  # nobody waits for an answer to a hint

    async def _write(self, begin: Sequence[str], live: Callable[[], None]) -> None:
        send, socket = self._line.send, self._socket
        with contextlib.suppress(OSError):  # the client is gone: the reader notices as well
            for text in begin:
                await send(text)
            live()
            while True:
                await socket.some()
                while (waiting := socket.take()) is not None:
                    await send(waiting)


def why_of(refusal: AppError) -> Close:
    """The close code of a refusal at the door."""
    if isinstance(refusal, Unavailable):
        return Close.RESTART
    return {401: Close.LOGIN_NEEDED, 429: Close.TOO_MANY}.get(refusal.status, Close.FORBIDDEN)
