"""Works through files that are due: each is claimed for a time, so that a second process leaves it alone."""

import asyncio

import structlog

from openline.features.files.service import FILES, Chores, FileRow
from openline.jobs.loop import Loop
from openline.kit.errors import Unavailable
from openline.store import Committed

log = structlog.get_logger(__name__)

# Decoding takes a core each; live traffic wants the others.
AT_ONCE = 2
MOST_SLEEP_S = 2.0


class FileLoop(Loop):
    """Scans, decodes, deletes; one that fails is claimed again after its lease, and keeps nobody else waiting."""

    name = "files"

    def __init__(self, chores: Chores) -> None:
        super().__init__()
        self._chores = chores
        self._working: set[asyncio.Task[None]] = set()

    def committed(self, committed: Committed) -> None:
        """A commit of this node: wake if it left something to do."""
        if any(row.due_at for row in committed.rows_of(FILES.load)):
            self.wake()

    async def stop(self) -> None:
        """Take nothing more, and drop what is under way: the next start does it."""
        await super().stop()
        for task in self._working:
            task.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)

    async def turn(self) -> float:
        """Begin what there is room for."""
        room = AT_ONCE - len(self._working)
        if room <= 0:
            return MOST_SLEEP_S  # one that ends wakes us
        for row in await self._chores.take(room):
            task = asyncio.create_task(self._do(row), name="file")
            self._working.add(task)
            task.add_done_callback(self._done)
        return MOST_SLEEP_S

    async def idle(self) -> None:
        """Until nothing is under way."""
        while self._working:
            await asyncio.wait(list(self._working))

    async def _do(self, row: FileRow) -> None:
        try:
            await self._chores.do(row)
        except Unavailable:
            log.warning("file waits for the store", file_id=row.id)
        except Exception as error:  # loop top: of a file
            self.failures += 1
            log.error("file failed", file_id=row.id, exc_info=error)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._working.discard(task)
        self.wake()
