"""The server with a clock that tests move: a process of its own, told by a socket in its data folder. Nobody waits.

`python -m tests.support.clocked [--demo]` is `openline serve` but for the clock. A line with a number of
milliseconds moves it; the answer is the new time. An empty example account is what it is for `openline serve`.
"""

import asyncio
import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Self

import msgspec
import uvloop

from openline import bootstrap
from openline.bootstrap import Application
from openline.bootstrap.operator import join_operator
from openline.config import load
from openline.kit.clock import Clock
from openline.server import logs, serving
from tests.support.processes import ServerProcess, start

OFFSET = "OPENLINE_TEST_CLOCK_OFFSET_MS"
PLACE = "clock.sock"
ANSWER_S = 20.0


@dataclass(slots=True)
class ClockedServer:
    """A node whose time is ours; it keeps its port, its files and its time over a power cut."""

    data: Path
    arguments: tuple[str, ...] = ()
    env: dict[str, str] = field(default_factory=dict)
    offset_ms: int = 0
    node: ServerProcess | None = None

    @property
    def url(self) -> str:
        assert self.node is not None, "not started"
        return self.node.url

    @property
    def port(self) -> int:
        assert self.node is not None, "not started"
        return self.node.port

    def start(self) -> Self:
        """Up and ready; on the port of the last time, if there was one."""
        env = self.env | {OFFSET: str(self.offset_ms)}
        if self.node is not None:
            env["OPENLINE_PORT"] = str(self.node.port)
        self.node = start(self.data, "tests.support.clocked", *self.arguments, env=env)
        return self

    def kill(self) -> None:
        """As a power cut does."""
        if self.node is not None:
            self.node.kill()

    def output(self) -> str:
        """What it said so far."""
        return self.node.output() if self.node is not None else ""

    def advance(self, by: timedelta) -> None:
        """Let time pass for the server; what fell due is on its way when this returns."""
        by_ms = int(by / timedelta(milliseconds=1))
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(ANSWER_S)
            line.connect(str(self.data / PLACE))
            line.sendall(b"%d\n" % by_ms)
            if not line.makefile("rb").readline().strip().isdigit():
                raise AssertionError(f"the clock did not move:\n{self.output()}")
        self.offset_ms += by_ms

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.kill()


class ClockSocket:
    """Takes orders to move the clock, and wakes what sleeps until a time of its own."""

    def __init__(self, place: Path, clock: Clock, application: Application) -> None:
        self._place = place
        self._clock = clock
        self._application = application
        self._server: asyncio.AbstractServer | None = None

    async def start(self) -> None:
        """Listen; the socket of a process that was killed is in the way."""
        self._place.unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(self._serve, self._place)

    def stop(self) -> None:
        """Hear no more orders."""
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while order := await reader.readline():
            self._clock.advance(int(order))
            for loop in self._application.jobs.loops:
                loop.wake()
            writer.write(b"%d\n" % self._clock.now())
            await writer.drain()
        writer.close()


async def serve(environ: Mapping[str, str], *, demo: bool) -> None:
    """As `openline serve` does it, with the clock given."""
    config = load({name: value for name, value in environ.items() if name != OFFSET})
    logs.configure(config.log_level)
    listener = serving.listen(config.host, config.port)
    config = msgspec.structs.replace(config, port=listener.getsockname()[1])
    clock = Clock()
    clock.advance(int(environ.get(OFFSET, "0")))
    await asyncio.to_thread(bootstrap.migrate, config)
    application = bootstrap.build(config, clock)
    await application.start()
    orders = ClockSocket(config.data / PLACE, clock, application)
    await orders.start()
    try:
        greeting = await _greeting(application, demo=demo)
        await serving.serve(application.asgi, listener, lambda: _say(config.port, greeting))
    finally:
        orders.stop()
        await application.stop()


async def _greeting(application: Application, *, demo: bool) -> str:
    if demo:
        return await application.seed_demo()
    return await join_operator(application, serving=True).first_link() or ""


def _say(port: int, greeting: str) -> None:
    sys.stdout.write(f"Openline listens on http://127.0.0.1:{port}\n{greeting}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(os.environ, demo="--demo" in sys.argv))
