"""Retention: what is kept for a time only is deleted, a little at a time."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import structlog

from openline.jobs.loop import Loop
from openline.kit.clock import DAY, HOUR, MINUTE, SECOND, Clock
from openline.store import Query, Store, UnitOfWork, outbox
from openline.store.sql import Write, delete
from openline.store.tables import BATCHES, DEDUPE, IDEMPOTENCY

log = structlog.get_logger(__name__)

AT_ONCE = 500
EVERY_MS = 10 * MINUTE
# Between two pieces of the same sweep: live traffic goes first.
PAUSE_S = 0.05

KEPT_IDEMPOTENCY_MS = 24 * HOUR
KEPT_BATCHES_MS = 24 * HOUR
KEPT_DEDUPE_MS = 15 * DAY


@dataclass(frozen=True, slots=True)
class Sweep:
    """`piece()` deletes a bounded number and says how many; 0: nothing is left."""

    name: str
    piece: Callable[[], Awaitable[int]]


class OldRows:
    """Rows of a table whose instant `at` is long ago."""

    def __init__(self, table: sa.Table, kept_ms: int) -> None:
        self._kept_ms = kept_ms
        self._delete: Write = delete(table)
        key = [column.name for column in table.primary_key]
        old = table.c.at < sa.bindparam("before", type_=sa.BigInteger)
        select = sa.select(*(table.c[name] for name in key)).where(old)
        self._old: Query[dict[str, Any]] = Query(
            f"{table.name} old",
            select.order_by(table.c.at).limit(sa.bindparam("limit", type_=sa.Integer)),
            lambda *values: dict(zip(key, values, strict=True)),
        )

    async def some(self, uow: UnitOfWork) -> int:
        """Delete some."""
        rows = await uow.list(self._old, before=uow.now - self._kept_ms, limit=AT_ONCE)
        for row in rows:
            uow.write(self._delete, row)
        return len(rows)


def sweep_of(name: str, store: Store, some: Callable[[UnitOfWork], Awaitable[int]]) -> Sweep:
    """A sweep by a use case."""

    async def piece() -> int:
        return await store.commit(some)

    return Sweep(name, piece)


def own_sweeps(store: Store) -> tuple[Sweep, ...]:
    """What the store keeps for itself."""
    return (
        sweep_of("idempotency", store, OldRows(IDEMPOTENCY, KEPT_IDEMPOTENCY_MS).some),
        sweep_of("batches", store, OldRows(BATCHES, KEPT_BATCHES_MS).some),
        sweep_of("dedupe", store, OldRows(DEDUPE, KEPT_DEDUPE_MS).some),
        sweep_of("outbox", store, outbox.sweep),
    )


class SweepLoop(Loop):
    """All sweeps, one after the other, every few minutes; what fails does not keep the others from theirs."""

    name = "sweep"

    def __init__(self, sweeps: Sequence[Sweep], clock: Clock) -> None:
        super().__init__()
        self._sweeps = tuple(sweeps)
        self._clock = clock
        self._due_at = 0
        self.swept = 0

    async def turn(self) -> float:
        """One piece of every sweep; soon again while there is more."""
        now = self._clock.now()
        if now < self._due_at:
            return (self._due_at - now) / SECOND
        found = [await self._piece(sweep) for sweep in self._sweeps]
        if any(found):
            return PAUSE_S
        self._due_at = now + EVERY_MS
        return EVERY_MS / SECOND

    async def _piece(self, sweep: Sweep) -> int:
        try:
            found = await sweep.piece()
        except Exception as error:  # loop top: of a sweep
            self.failures += 1
            log.error("sweep failed", what=sweep.name, exc_info=error)
            return 0
        if found:
            self.swept += found
            log.info("swept", what=sweep.name, rows=found)
        return found
