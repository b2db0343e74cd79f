"""The bare floor: the same uvicorn, sockets and stores, but one raw insert per message and nothing else.

No login, no queue, no settings, no log, no explanation: what no product on this stack can be cheaper than.
`python -m benchmarks.load.floor <folder or postgresql url>` prints its port once it listens.
"""

import asyncio
import sys
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Protocol

import asyncpg
import msgspec
import uvloop

from openline.server.serving import listen, serve
from openline.store.sqlite import connect

MOST = 64
TABLE = "CREATE TABLE message (id BIGINT PRIMARY KEY, client_id TEXT NOT NULL, body TEXT NOT NULL)"
Row = tuple[int, str, str]


class NewMessage(msgspec.Struct):
    """The body of a post."""

    client_id: str
    text: str


class Message(msgspec.Struct):
    """The answer, and what the agent sees of it."""

    id: str
    client_id: str
    text: str


class Data(msgspec.Struct):
    message: Message


class Frame(msgspec.Struct):
    """As the real one is shaped, without the conversation."""

    seq: int
    prev: int
    type: str
    data: Data


decode = msgspec.json.Decoder(NewMessage).decode
encode = msgspec.json.Encoder().encode


class Store(Protocol):
    """Takes rows, answers after the commit."""

    async def start(self) -> None: ...

    async def add(self, row: Row) -> None: ...


class Sqlite:
    """A writer on a thread of its own, group commit."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._some = threading.Condition()
        self._rows: deque[tuple[Row, asyncio.Future[None]]] = deque()

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._db = connect(self._path)
        self._db.execute(TABLE)
        threading.Thread(target=self._write, daemon=True).start()

    async def add(self, row: Row) -> None:
        done = self._loop.create_future()
        with self._some:
            self._rows.append((row, done))
            self._some.notify()
        await done

    def _write(self) -> None:
        while True:
            with self._some:
                while not self._rows:
                    self._some.wait()
                batch = [self._rows.popleft() for _ in range(min(len(self._rows), MOST))]
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("INSERT INTO message VALUES (?, ?, ?)", [row for row, _ in batch])
            self._db.execute("COMMIT")
            self._loop.call_soon_threadsafe(_answer, [done for _, done in batch])


class Postgres:
    """One connection, one batch in flight."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._some = asyncio.Event()
        self._rows: deque[tuple[Row, asyncio.Future[None]]] = deque()

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._con = await asyncpg.connect(self._url)
        await self._con.execute(TABLE)
        self._work = asyncio.create_task(self._write())

    async def add(self, row: Row) -> None:
        done = self._loop.create_future()
        self._rows.append((row, done))
        self._some.set()
        await done

    async def _write(self) -> None:
        while True:
            await self._some.wait()
            self._some.clear()
            while batch := [self._rows.popleft() for _ in range(min(len(self._rows), MOST))]:
                await self._con.executemany("INSERT INTO message VALUES ($1, $2, $3)", [row for row, _ in batch])
                _answer([done for _, done in batch])


def _answer(waiting: list[asyncio.Future[None]]) -> None:
    for done in waiting:
        done.set_result(None)


class Socket:
    """An agent: frames wait here until they are written."""

    def __init__(self) -> None:
        self.frames: deque[str] = deque()
        self.some = asyncio.Event()

    def give(self, text: str) -> None:
        self.frames.append(text)
        self.some.set()

    async def write(self, send: Callable[[Any], Coroutine[Any, Any, None]]) -> None:
        while True:
            await self.some.wait()
            self.some.clear()
            while self.frames:
                await send({"type": "websocket.send", "text": self.frames.popleft()})


class Floor:
    """The ASGI application: two addresses, nobody is asked who he is."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sockets: list[Socket] = []
        self._last = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await (self._listen if scope["type"] == "websocket" else self._post)(receive, send)

    async def _post(self, receive: Any, send: Any) -> None:
        body = b""
        more = True
        while more:
            part = await receive()
            body += part.get("body", b"")
            more = part.get("more_body", False)
        new = decode(body)
        self._last += 1
        seq = self._last
        await self._store.add((seq, new.client_id, new.text))
        message = Message(str(seq), new.client_id, new.text)
        if self._sockets:
            frame = Frame(seq, seq - 1, "message.added", Data(message))
            self._sockets[seq % len(self._sockets)].give(encode(frame).decode())
        answer = encode(message)
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(answer))]
        await send({"type": "http.response.start", "status": 201, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    async def _listen(self, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        socket = Socket()
        self._sockets.append(socket)
        writer = asyncio.create_task(socket.write(send))
        while (await receive())["type"] == "websocket.receive":
            pass
        writer.cancel()
        self._sockets.remove(socket)


async def _main(where: str) -> None:
    store: Store = Postgres(where) if "://" in where else Sqlite(Path(where) / "floor.db")
    await store.start()
    listener = listen("127.0.0.1", 0)
    await serve(Floor(store), listener, lambda: print(listener.getsockname()[1], flush=True))


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_main(sys.argv[1]))
