"""What the streams do by themselves: hints fade, silent sockets end, presence is stored, rights are looked up again."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from openline.kit.clock import Clock
from openline.kit.errors import Unavailable
from openline.realtime.access import Access
from openline.realtime.desks import Desks
from openline.realtime.hub import Hub
from openline.realtime.limits import Close
from openline.realtime.typers import Typers

EVERY_S = 1.0
FLUSH_EVERY = 5
SWEEP_EVERY = 10

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeatParts:
    """What is kept alive."""

    hub: Hub
    typers: Typers
    desks: Desks
    access: Access
    clock: Clock


class Beat:
    """A beat a second. What is `urgent` for the desks does not wait for it."""

    def __init__(self, parts: BeatParts) -> None:
        self._parts = parts
        self._count = 0
        self._task: asyncio.Task[None] | None = None
        self.failures = 0

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="beat")

    async def stop(self) -> None:
        """Close every socket with 1012 and store that everybody left."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._parts.hub.end_all(Close.RESTART)
        await self._guarded("leaving", self._parts.desks.leave_all)

    async def beat(self) -> None:
        """One beat."""
        parts, self._count = self._parts, self._count + 1
        parts.typers.expire()
        parts.hub.end_idle(parts.clock.now())
        if self._count % FLUSH_EVERY == 0:
            await self._guarded("flush", parts.desks.flush)
        if self._count % SWEEP_EVERY == 0:
            await self._guarded("dead nodes", parts.desks.end_dead)
            await self._guarded("rights", parts.access.sweep)

    async def _run(self) -> None:
        desks, loop = self._parts.desks, asyncio.get_running_loop()
        next_at = loop.time() + EVERY_S
        while True:
            try:
                async with asyncio.timeout_at(next_at):
                    await desks.urgent.wait()
            except TimeoutError:
                next_at = loop.time() + EVERY_S
                await self.beat()
            else:
                await self._guarded("flush", desks.flush)

    async def _guarded(self, what: str, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Unavailable:
            self.failures += 1
            log.warning("beat waits for the store", what=what)
        except Exception as error:  # loop top: of the beat
            self.failures += 1
            log.error("beat failed", what=what, exc_info=error)
