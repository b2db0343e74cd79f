"""LISTEN/NOTIFY on a connection of its own that comes back by itself and then looks what it missed."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from typing import Any

import asyncpg
import msgspec
import structlog

from openline.kit.errors import Unavailable
from openline.realtime.bus import Ears
from openline.realtime.limits import MAX_SIGNAL_BYTES, MAX_SIGNALS_WAITING
from openline.realtime.signals import Signal, decode, encode
from openline.store.postgres import CHANNEL

SIGNALS = "openline_signal"
CONNECT_S = 10
PROBE_EVERY_S = 15
PROBE_S = 5
FIRST_BACK_OFF_S = 0.1
MOST_BACK_OFF_S = 5.0
_SEND = "SELECT pg_notify($1, text) FROM unnest($2::text[]) AS text"
_LOST = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)

log = structlog.get_logger(__name__)


class PostgresBus:
    """`own_writer` tells the server process that commits for this node: what it announces, this node knows already."""

    def __init__(self, url: str, ears: Ears, own_writer: Callable[[], int | None]) -> None:
        self._url = url
        self._ears = ears
        self._own_writer = own_writer
        self._waiting: deque[str] = deque(maxlen=MAX_SIGNALS_WAITING)
        self._some = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._connection: Any = None

    async def start(self) -> None:
        """Listen, before anybody is served.

        Raises OSError or asyncpg's errors when the server is not there.
        """
        await self._connect()
        self._task = asyncio.create_task(self._keep(), name="bus")

    async def stop(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._connection is not None:
            self._connection.terminate()

    def send(self, signal: Signal) -> None:
        """To the other nodes; the oldest are forgotten when too many wait."""
        body = encode(signal)
        if len(body) > MAX_SIGNAL_BYTES:
            log.warning("signal too large", bytes=len(body))
            return
        self._waiting.append(body.decode())
        self._some.set()

    async def _connect(self) -> None:
        connection = await asyncpg.connect(self._url, timeout=CONNECT_S)
        connection.add_termination_listener(lambda _: self._some.set())
        await connection.add_listener(CHANNEL, self._heard_log)
        await connection.add_listener(SIGNALS, self._heard_signal)
        self._connection = connection

    async def _keep(self) -> None:
        """Send what waits; see that the line lives; come back when it does not."""
        while True:
            try:
                await self._work()
            except _LOST as error:
                log.warning("bus cut", error=str(error))
            await self._come_back()

    async def _work(self) -> None:
        """Raises what a lost connection raises; returns when it ended by itself."""
        while not self._connection.is_closed():
            self._some.clear()
            if self._waiting:
                await self._send_waiting()
                continue
            try:
                async with asyncio.timeout(PROBE_EVERY_S):
                    await self._some.wait()
            except TimeoutError:
                await self._connection.execute("SELECT 1", timeout=PROBE_S)

    async def _send_waiting(self) -> None:
        texts = list(self._waiting)
        self._waiting.clear()
        await self._connection.execute(_SEND, SIGNALS, texts, timeout=PROBE_S)

    async def _come_back(self) -> None:
        back_off = FIRST_BACK_OFF_S
        self._connection.terminate()
        while True:
            try:
                await self._connect()
                # Listening first, then looking: nothing falls in between.
                await self._ears.again()
                log.info("bus whole again")
                return
            except (*_LOST, Unavailable) as error:
                log.warning("bus still cut", error=str(error))
            await asyncio.sleep(back_off)
            back_off = min(back_off * 2, MOST_BACK_OFF_S)

    def _heard_log(self, _connection: Any, pid: int, _channel: str, payload: Any) -> None:
        if pid == self._own_writer():
            return
        with contextlib.suppress(ValueError):
            account_id, _, last = map(int, str(payload).split(":"))
            self._ears.log(account_id, last)

    def _heard_signal(self, connection: Any, pid: int, _channel: str, payload: Any) -> None:
        if pid == connection.get_server_pid():
            return
        with contextlib.suppress(msgspec.DecodeError):  # of a newer version
            self._ears.signal(decode(payload))
