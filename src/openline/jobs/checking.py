"""Asks platforms how connections fare, so that what broke is known before a customer complains."""

from typing import Final

import structlog

from openline.features.channels.service import Connection, SetupDesk, live_connections
from openline.jobs.loop import Loop
from openline.kit.clock import MINUTE, SECOND, Clock
from openline.kit.errors import Unavailable
from openline.store import Store

EVERY_MS: Final = 10 * MINUTE
AT_ONCE: Final = 100

log = structlog.get_logger(__name__)


class CheckLoop(Loop):
    """Every connection that is switched on, one after the other, every ten minutes; each node for itself."""

    name = "checks"

    def __init__(self, store: Store, setup: SetupDesk, clock: Clock) -> None:
        super().__init__()
        self._store = store
        self._setup = setup
        self._clock = clock
        self._due_at = clock.now() + EVERY_MS
        self._suspects: set[int] = set()

    async def turn(self) -> float:
        """All of them, when it is time."""
        now = self._clock.now()
        if now < self._due_at:
            return (self._due_at - now) / SECOND
        after = 0
        while rows := await self._store.read(live_connections, after, AT_ONCE):
            for row in rows:
                await self._look_at(row)
            after = rows[-1].id
        self._due_at = self._clock.now() + EVERY_MS
        return EVERY_MS / SECOND

    async def _look_at(self, row: Connection) -> None:
        try:
            await self._setup.look_at(row, self._suspects)
        except Unavailable:
            raise
        except Exception as error:  # loop top: of a connection; the others are looked at all the same
            self.failures += 1
            log.error("check failed", connection_id=row.id, exc_info=error)
