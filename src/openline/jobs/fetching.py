"""Fetches what platforms only named: files at once after the commit that names them, then people's profiles."""

import asyncio
from typing import Protocol

import structlog

from openline.jobs.loop import Loop
from openline.kit.clock import MINUTE, SECOND, Clock
from openline.kit.errors import Unavailable
from openline.store import Committed

log = structlog.get_logger(__name__)

AT_ONCE = 4
LOOK_S = 30.0
MOST_TRIES = 3
FIRST_PAUSE_MS = 2 * SECOND
MOST_PAUSE_MS = 10 * MINUTE


class FetchPort(Protocol):
    """Given by bootstrap: what is to be fetched, and how. See features/platforms/service/fetching.py."""

    name: str

    def concerns(self, committed: Committed) -> bool:
        """Whether a commit may have something new to fetch."""
        ...

    async def waiting(self, limit: int) -> list[int]:
        """What is to be fetched, the oldest first."""
        ...

    async def fetch(self, subject_id: int) -> bool:
        """Fetch it; false when it is worth another try. What it raises is worth one too."""
        ...

    async def give_up(self, subject_id: int) -> None:
        """It has been tried often enough."""
        ...


class FetchLoop(Loop):
    """A few at once, each tried a few times, further and further apart; nothing waits for one that is slow."""

    def __init__(self, port: FetchPort, clock: Clock) -> None:
        super().__init__()
        self.name = port.name
        self._port = port
        self._clock = clock
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._tries: dict[int, tuple[int, int]] = {}

    def committed(self, committed: Committed) -> None:
        """A commit of this node: wake if it named something."""
        if self._port.concerns(committed):
            self.wake()

    async def turn(self) -> float:
        """Begin what can begin."""
        now = self._clock.now()
        room = AT_ONCE - len(self._tasks)
        if room <= 0:
            return LOOK_S  # one that ends wakes us
        aside = {key for key, (_, until) in self._tries.items() if until > now}
        waiting = await self._port.waiting(AT_ONCE + len(self._tasks) + len(self._tries))
        self._tries = {key: kept for key, kept in self._tries.items() if key in waiting}
        ready = [key for key in waiting if key not in self._tasks and key not in aside]
        for subject_id in ready[:room]:
            self._tasks[subject_id] = asyncio.create_task(self._fetch(subject_id), name=f"{self.name}-{subject_id}")
        rests = [until for key, (_, until) in self._tries.items() if key not in self._tasks]
        soonest = min(rests, default=now + LOOK_S * SECOND)
        return max(0.01, min(LOOK_S, (soonest - now) / SECOND))

    async def idle(self) -> None:
        """Until nothing is being fetched."""
        while self._tasks:
            await asyncio.wait(list(self._tasks.values()))

    async def stop(self) -> None:
        """End in the middle: what was not fetched is fetched after the next start."""
        await super().stop()
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _fetch(self, subject_id: int) -> None:
        tries, _ = self._tries.get(subject_id, (0, 0))
        try:
            if await self._port.fetch(subject_id):
                self._tries.pop(subject_id, None)
            else:
                await self._again(subject_id, tries + 1)
        except Unavailable:
            self._aside(subject_id, tries)
            log.warning("fetching waits for the store", job=self.name, subject_id=subject_id)
        except Exception as error:  # loop top: of a fetch
            self.failures += 1
            log.error("fetch failed", job=self.name, subject_id=subject_id, exc_info=error)
            await self._again_quietly(subject_id, tries + 1)
        finally:
            del self._tasks[subject_id]
            self.wake()

    async def _again_quietly(self, subject_id: int, tries: int) -> None:
        try:
            await self._again(subject_id, tries)
        except Unavailable:
            self._aside(subject_id, tries - 1)

    async def _again(self, subject_id: int, tries: int) -> None:
        if tries >= MOST_TRIES:
            await self._port.give_up(subject_id)
            self._tries.pop(subject_id, None)
        else:
            self._aside(subject_id, tries)

    def _aside(self, subject_id: int, tries: int) -> None:
        pause = min(FIRST_PAUSE_MS << (2 * tries), MOST_PAUSE_MS)
        self._tries[subject_id] = tries, self._clock.now() + pause
