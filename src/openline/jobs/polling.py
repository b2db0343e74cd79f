"""Keeps one poller for each connection that is polled, in one process at a time; the lease says in which."""

import asyncio
from dataclasses import dataclass
from typing import Protocol

import structlog

from openline.features.channels.service import Connection
from openline.features.platforms.errors import HookNotFound, LeaseLost
from openline.jobs.loop import Loop
from openline.kit.clock import MINUTE, SECOND, Clock
from openline.kit.errors import Unavailable
from openline.store import Committed

log = structlog.get_logger(__name__)

LEASE_MS = 20 * SECOND
RENEW_MS = 5 * SECOND
LOOK_S = 5.0
FIRST_PAUSE_MS = SECOND
MOST_PAUSE_MS = 5 * MINUTE


class PollerPorts(Protocol):
    """Given by bootstrap; see features/platforms/service/polling.py."""

    async def wanted(self) -> list[Connection]:
        """The connections that may be polled."""
        ...

    async def lease(self, connection_id: int, lease_ms: int) -> bool:
        """Take or renew the right to poll one of them."""
        ...

    async def release(self, connection_id: int) -> None:
        """Give it back."""
        ...

    async def run(self, connection: Connection) -> None:
        """Poll until cancelled, or until there is nothing more to do for this version of the connection."""
        ...


@dataclass(slots=True)
class _Place:
    """What this process knows of one connection. `rests`: this version of it needs no poller."""

    version: int
    task: asyncio.Task[None] | None = None
    renewed_at: int = 0
    tries: int = 0
    not_before: int = 0
    rests: bool = False


class PollLoop(Loop):
    """Looks every few seconds, or when a connection changed, what has to run here."""

    name = "pollers"

    def __init__(self, ports: PollerPorts, clock: Clock) -> None:
        super().__init__()
        self._ports = ports
        self._clock = clock
        self._places: dict[int, _Place] = {}

    def committed(self, committed: Committed) -> None:
        """A commit of this node: wake if a connection changed."""
        if any(logged.fact.kind == "connection.changed" for logged in committed.facts):
            self.wake()

    def running(self) -> frozenset[int]:
        """The connections that this process polls now."""
        return frozenset(key for key, place in self._places.items() if place.task is not None)

    async def turn(self) -> float:
        """Begin, renew, and end pollers."""
        wanted = {connection.id: connection for connection in await self._ports.wanted()}
        for connection_id, place in list(self._places.items()):
            if connection_id not in wanted or wanted[connection_id].version != place.version:
                await self._end(connection_id, place)
        for connection in wanted.values():
            await self._look_after(connection)
        return LOOK_S

    async def stop(self) -> None:
        """End all pollers and give their leases back, so that another process can go on at once."""
        await super().stop()
        for connection_id, place in list(self._places.items()):
            try:
                await self._end(connection_id, place)
            except Unavailable:
                log.warning("lease of a poller runs out by itself", connection_id=connection_id)

    async def _look_after(self, connection: Connection) -> None:
        now = self._clock.now()
        place = self._places.setdefault(connection.id, _Place(connection.version))
        if place.rests or now < place.not_before:
            return
        if place.task is not None and now - place.renewed_at < RENEW_MS:
            return
        if not await self._ports.lease(connection.id, LEASE_MS):
            await self._cancel(place)
            return
        place.renewed_at = now
        if place.task is None:
            place.task = asyncio.create_task(self._poll(connection, place), name=f"poll-{connection.id}")

    async def _poll(self, connection: Connection, place: _Place) -> None:
        try:
            await self._ports.run(connection)
            place.rests = True
        except Unavailable:
            self._pause(place)
            log.warning("poller waits for the store", connection_id=connection.id)
        except (HookNotFound, LeaseLost):
            self._pause(place)
            log.info("poller is not wanted here any more", connection_id=connection.id)
        except Exception as error:  # loop top: of a poller
            self.failures += 1
            self._pause(place)
            log.error("poller failed", connection_id=connection.id, exc_info=error)
        finally:
            place.task = None
            self.wake()

    def _pause(self, place: _Place) -> None:
        place.not_before = self._clock.now() + min(FIRST_PAUSE_MS << min(place.tries, 16), MOST_PAUSE_MS)
        place.tries += 1

    async def _end(self, connection_id: int, place: _Place) -> None:
        del self._places[connection_id]
        was_running = place.task is not None
        await self._cancel(place)
        if was_running:
            await self._ports.release(connection_id)

    @staticmethod
    async def _cancel(place: _Place) -> None:
        task = place.task
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
