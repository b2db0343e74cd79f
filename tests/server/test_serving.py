"""The network side: heads that are too long or do not come, port 0, and how it ends."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import uvicorn

from openline.server.passage import BODY
from openline.server.protocol import MAX_HEAD_BYTES, BoundedProtocol
from openline.server.serving import AddressTaken, Server, listen


class Hurried(BoundedProtocol):
    head_within_s = 0.05


async def _answer(scope: Any, receive: Any, send: Any) -> None:
    whole = scope.get(BODY)
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message["body"]), message["more_body"]
    assert whole is None or len(whole) == size
    body = str(size).encode()
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(body)).encode())]}
    )
    await send({"type": "http.response.body", "body": body})


@contextlib.asynccontextmanager
async def serving(protocol: type[BoundedProtocol] = BoundedProtocol, app: Any = _answer) -> AsyncIterator[int]:
    listener, ready = listen("127.0.0.1", 0), asyncio.Event()
    server = Server(uvicorn.Config(app, http=protocol, lifespan="off", log_config=None), ready.set)
    task = asyncio.create_task(server.serve([listener]))
    await ready.wait()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await task
        listener.close()


async def exchange(port: int, *parts: bytes) -> bytes:
    """What comes back until the server hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with contextlib.suppress(ConnectionError):
        for part in parts:
            writer.write(part)
            await writer.drain()
    answer = await reader.read()
    writer.close()
    return answer


async def test_a_head_without_end_is_refused() -> None:
    async with serving() as port:
        lines = (f"x-{n}: {'y' * 1_000}\r\n".encode() for n in range(MAX_HEAD_BYTES // 1_000 + 2))
        answer = await exchange(port, b"GET / HTTP/1.1\r\nhost: x\r\n", *lines)
    assert answer.startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize("beginning", [b"", b"GET / HTTP/1.1\r\nhost: x\r\n"])
async def test_a_head_that_does_not_come_is_hung_up_on(beginning: bytes) -> None:
    async with serving(Hurried) as port:
        assert await exchange(port, *([beginning] if beginning else [])) == b""


async def test_long_bodies_and_many_requests_on_a_connection_are_no_long_heads() -> None:
    async with serving() as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        for _ in range(3):
            assert (await client.post("/", content=b"x" * (3 * MAX_HEAD_BYTES))).text == str(3 * MAX_HEAD_BYTES)
            assert (await client.get("/", headers={"x": "y" * (MAX_HEAD_BYTES // 2)})).text == "0"


async def test_a_body_is_at_hand_only_when_it_came_with_its_head() -> None:
    seen: list[bytes | None] = []

    async def note(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope.get(BODY))
        await _answer(scope, receive, send)

    post, last = b"POST / HTTP/1.1\r\nhost: x\r\n", b"connection: close\r\n"
    async with serving(app=note) as port:
        two_at_once = post + b"content-length: 3\r\n\r\none" + post + last + b"content-length: 4\r\n\r\nfour"
        await exchange(port, two_at_once)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(post + b"expect: 100-continue\r\n" + last + b"content-length: 6\r\n\r\n")
        await reader.readuntil(b"\r\n\r\n")  # asked to go on: the head has been read
        writer.write(b"pieces")
        assert (await reader.read()).endswith(b"\r\n\r\n6")
        writer.close()
    assert seen == [b"one", b"four", None]


async def test_a_socket_opens_on_the_same_port() -> None:
    async def accept(scope: Any, receive: Any, send: Any) -> None:
        assert (scope["type"], (await receive())["type"]) == ("websocket", "websocket.connect")
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.close"})

    head = b"GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n"
    async with serving(app=accept) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head + b"sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 101 ")
        writer.close()


def test_a_port_is_given_once() -> None:
    first = listen("127.0.0.1", 0)
    with pytest.raises(AddressTaken, match=str(first.getsockname()[1])):
        listen("127.0.0.1", first.getsockname()[1])
    first.close()


def test_an_address_of_nobody_is_said() -> None:
    with pytest.raises(AddressTaken, match=r"203\.0\.113\.7"):
        listen("203.0.113.7", 0)
