"""uvicorn in this process: binds first, stops on the first signal, tells sockets that it restarts."""

import asyncio
import contextlib
import resource
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn

from openline.server.edge import App
from openline.server.protocol import BoundedProtocol

BACKLOG = 2_048
MAX_CONNECTIONS = 20_000
GRACE_S = 10
KEEP_ALIVE_S = 75
MAX_FRAME_BYTES = 64_000
PING_S = 25.0


class AddressTaken(Exception):
    """Another process listens there, or the address is not this machine's."""


def listen(host: str, port: int) -> socket.socket:
    """The listening socket.

    Raises AddressTaken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listener.close()
        raise AddressTaken(f"{host} port {port}: {getattr(error, 'strerror', error)}") from error
    listener.setblocking(False)
    return listener


class Server(uvicorn.Server):
    """uvicorn's, but signals only ask it to stop: the process ends by itself, with status 0."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """A second signal does not wait for open requests."""
        with _signals(lambda number: self.handle_exit(number, None)):
            yield


@contextlib.contextmanager
def _signals(heard: Callable[[int], None]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, heard, number)
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


async def until_signal() -> None:
    """Wait until somebody wants this process to end."""
    wanted = asyncio.Event()
    with _signals(lambda _: wanted.set()):
        await wanted.wait()


def raise_file_limit() -> None:
    """Each socket is an open file, and systems start with a thousand: take what this user may have."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MAX_CONNECTIONS if most == resource.RLIM_INFINITY else min(most, 2 * MAX_CONNECTIONS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


async def serve(app: App, listener: socket.socket, on_ready: Callable[[], None]) -> None:
    """Answer requests until a signal comes. Open sockets are closed with 1012, requests get a grace."""
    raise_file_limit()
    asgi: Any = app
    config = uvicorn.Config(
        asgi,
        http=BoundedProtocol,
        limit_concurrency=MAX_CONNECTIONS,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=MAX_FRAME_BYTES,
        ws_ping_interval=PING_S,
        ws_ping_timeout=PING_S,
        lifespan="off",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
    )
    await Server(config, on_ready).serve([listener])
