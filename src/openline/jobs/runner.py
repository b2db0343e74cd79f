"""Starts and stops the loops of a process."""

import asyncio
from collections.abc import Sequence

from openline.jobs.loop import Loop


class Jobs:
    """All loops of one process. Started after the store, stopped before it."""

    def __init__(self, loops: Sequence[Loop]) -> None:
        self.loops = tuple(loops)

    async def start(self) -> None:
        for loop in self.loops:
            await loop.start()

    async def stop(self) -> None:
        await asyncio.gather(*[loop.stop() for loop in self.loops])
