"""A loop that can be woken, stopped and run step by step."""

import asyncio
import contextlib
from abc import ABC, abstractmethod

import structlog

from openline.kit.errors import Unavailable

log = structlog.get_logger(__name__)

AFTER_FAILURE_S = 1.0


class Loop(ABC):
    """`turn` does what is due and says how long to sleep; `wake` ends the sleep."""

    name = "loop"

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.failures = 0

    @abstractmethod
    async def turn(self) -> float:
        """Do what is due; seconds until the next turn is worth while."""

    def wake(self) -> None:
        """There is something to do."""
        self._woken.set()

    async def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run(), name=self.name)

    async def stop(self) -> None:
        """End, in the middle of a turn if need be: what was claimed is claimed again later."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                sleep_s = await self.turn()
            except Unavailable:
                self.failures += 1
                log.warning("job waits for the store", job=self.name)
                sleep_s = AFTER_FAILURE_S
            except Exception as error:  # loop top: of a job
                self.failures += 1
                log.error("job failed", job=self.name, exc_info=error)
                sleep_s = AFTER_FAILURE_S
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(sleep_s):
                    await self._woken.wait()
