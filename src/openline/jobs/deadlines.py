"""Timers that come due: read without a lock, handed to the use case of their kind, which claims them by key."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog

from openline.jobs.loop import Loop
from openline.kit.clock import SECOND, Clock
from openline.kit.errors import Unavailable
from openline.store import Committed, Store, View
from openline.store.deadlines import DUE, NEXT, RECORDS, Deadline

log = structlog.get_logger(__name__)

Handler = Callable[[Store, Deadline], Awaitable[None]]

MOST_SLEEP_MS = 250
AT_ONCE = 64
MAX_SET_ASIDE = 5_000
# One that was handled and is still there was too early for the store's clock, or belongs to a newer version.
KEPT_MS = 250
UNKNOWN_MS = 30 * SECOND
FIRST_BACK_OFF_MS = SECOND
MOST_BACK_OFF_MS = 60 * SECOND

Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Aside:
    tries: int
    until: int


class DeadlineLoop(Loop):
    """A handler that fails is tried again later and keeps nobody else waiting."""

    name = "deadlines"

    def __init__(self, store: Store, clock: Clock, handlers: Mapping[str, Handler]) -> None:
        super().__init__()
        self._store = store
        self._clock = clock
        self._handlers = handlers
        self._aside: dict[Key, _Aside] = {}
        self._handled: dict[Key, int] = {}
        self._sleeps_until = 0

    def committed(self, committed: Committed) -> None:
        """A commit of this node: wake if it armed something that is due before the sleep ends."""
        if any(row.due_at < self._sleeps_until for row in committed.rows_of(RECORDS.load)):
            self.wake()

    async def turn(self) -> float:
        """Handle what is due; sleep until the next one, but not long: another node may arm something too."""
        now = self._clock.now()
        self._sleeps_until = now + MOST_SLEEP_MS
        due, next_at = await self._store.read(_due, now, AT_ONCE + len(self._aside))
        ready = self._ready(due, now)
        self._handled = {_key(deadline): now for deadline in ready}
        if ready:
            await asyncio.gather(*[self._handle(deadline) for deadline in ready])
            return 0
        waits = [self._sleeps_until, *(aside.until for aside in self._aside.values())]
        if next_at is not None and next_at > now:
            waits.append(next_at)
        self._sleeps_until = min(waits)
        return max(1, self._sleeps_until - self._clock.now()) / SECOND

    def _ready(self, due: Sequence[Deadline], now: int) -> list[Deadline]:
        """Those whose turn it is; the others stay aside."""
        keys = {_key(deadline) for deadline in due}
        self._aside = {key: aside for key, aside in self._aside.items() if key in keys}
        for key in keys & self._handled.keys() - self._aside.keys():
            self._aside[key] = _Aside(0, self._handled[key] + KEPT_MS)
        ready = [d for d in due if (aside := self._aside.get(_key(d))) is None or aside.until <= now]
        return ready[:AT_ONCE]

    async def _handle(self, deadline: Deadline) -> None:
        handler = self._handlers.get(deadline.kind)
        if handler is None:
            self._set_aside(deadline, UNKNOWN_MS)
            return
        try:
            await handler(self._store, deadline)
        except Unavailable:
            self._set_aside(deadline, FIRST_BACK_OFF_MS)
        except Exception as error:  # loop top: of a deadline
            self.failures += 1
            tries = self._set_aside(deadline, FIRST_BACK_OFF_MS)
            log.error("deadline failed", kind=deadline.kind, tries=tries, exc_info=error)

    def _set_aside(self, deadline: Deadline, first_ms: int) -> int:
        """Not again before some time, longer with every try; how many there were."""
        if len(self._aside) >= MAX_SET_ASIDE:
            return 0
        tries = self._aside.get(_key(deadline), _Aside(0, 0)).tries
        wait_ms = min(first_ms << min(tries, 6), MOST_BACK_OFF_MS)
        self._aside[_key(deadline)] = _Aside(tries + 1, self._clock.now() + wait_ms)
        return tries + 1


def _key(deadline: Deadline) -> Key:
    return deadline.kind, deadline.subject_id, deadline.version


async def _due(view: View, now: int, limit: int) -> tuple[list[Deadline], int | None]:
    due = await view.list(DUE, now=now, limit=limit)
    (next_at,) = await view.list(NEXT)
    return due, next_at
