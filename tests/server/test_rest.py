"""Connections that rest: the time for a head runs only while a head is under way."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvicorn
import websockets

from openline.server.protocol import BoundedProtocol
from openline.server.serving import Server, listen

REQUEST = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"


class Hurried(BoundedProtocol):
    head_within_s = 0.05


async def _application(scope: Any, receive: Any, send: Any) -> None:
    await receive()
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})
        return
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": message["text"]})


@contextlib.asynccontextmanager
async def serving() -> AsyncIterator[int]:
    listener, ready = listen("127.0.0.1", 0), asyncio.Event()
    config = uvicorn.Config(_application, http=Hurried, ws="websockets-sansio", lifespan="off", log_config=None)
    server = Server(config, ready.set)
    task = asyncio.create_task(server.serve([listener]))
    await ready.wait()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await task
        listener.close()


async def _says_nothing(reading: Any) -> None:
    """Longer than a head may take."""
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reading, Hurried.head_within_s * 4)


async def test_a_socket_may_be_silent() -> None:
    async with serving() as port, websockets.connect(f"ws://127.0.0.1:{port}/", proxy=None) as socket:
        await _says_nothing(socket.recv())
        await socket.send("still here")
        assert await socket.recv() == "still here"


async def test_a_connection_may_rest_between_requests() -> None:
    async with serving() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(2):
            writer.write(REQUEST)
            assert (await reader.readuntil(b"\r\n\r\nok")).startswith(b"HTTP/1.1 200 ")
            await _says_nothing(reader.read(1))
        writer.close()
