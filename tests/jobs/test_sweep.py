"""What is kept for a time only goes away in the end, and nothing else."""

import pytest
import sqlalchemy as sa

from openline.jobs.sweep import (
    AT_ONCE,
    EVERY_MS,
    KEPT_BATCHES_MS,
    KEPT_DEDUPE_MS,
    KEPT_IDEMPOTENCY_MS,
    Sweep,
    SweepLoop,
    own_sweeps,
)
from openline.kit.clock import DAY, MINUTE, SECOND, Clock
from openline.store import Query, Store, UnitOfWork, View
from openline.store.sql import insert
from openline.store.tables import BATCHES, DEDUPE, IDEMPOTENCY

TABLES = {"idempotency": IDEMPOTENCY, "batches": BATCHES, "dedupe": DEDUPE}
INSERTS = {name: insert(table) for name, table in TABLES.items()}
COUNTS = {
    name: Query(f"count {name}", sa.select(sa.func.count()).select_from(table), int) for name, table in TABLES.items()
}


async def put(uow: UnitOfWork, name: str, count: int, at: int) -> None:
    for _ in range(count):
        key = uow.new_id()
        row = {
            "actor": "a", "key": str(key), "account_id": 1, "body_hash": "", "status": 1, "answer": "", "at": at,
            "id": key, "connection_id": 1, "event_key": str(key),
        }  # fmt: skip
        uow.write(INSERTS[name], {column.name: row[column.name] for column in TABLES[name].c})


async def count(view: View, name: str) -> int:
    (found,) = await view.list(COUNTS[name])
    return found


@pytest.mark.parametrize(
    ("name", "kept_ms"),
    [("idempotency", KEPT_IDEMPOTENCY_MS), ("dedupe", KEPT_DEDUPE_MS), ("batches", KEPT_BATCHES_MS)],
)
async def test_old_rows_go_and_young_ones_stay(store: Store, clock: Clock, name: str, kept_ms: int) -> None:
    await store.commit(put, name, 3, clock.now() - kept_ms - SECOND)
    await store.commit(put, name, 2, clock.now() - kept_ms + MINUTE)
    loop = SweepLoop(own_sweeps(store), clock)
    while await loop.turn() < 1:
        pass
    assert loop.swept == 3
    left = await store.read(count, name)
    assert left == 2 or (name == "batches" and left > 2)  # every commit of PostgreSQL leaves a young one


async def test_events_are_remembered_for_two_weeks() -> None:
    assert KEPT_DEDUPE_MS >= 14 * DAY


async def test_much_goes_in_pieces(store: Store, clock: Clock) -> None:
    await store.commit(put, "idempotency", AT_ONCE + 10, 0)
    loop = SweepLoop(own_sweeps(store), clock)
    assert await loop.turn() < 1
    assert loop.swept == AT_ONCE
    assert await loop.turn() < 1
    assert await loop.turn() == EVERY_MS / SECOND
    assert loop.swept == AT_ONCE + 10


async def test_a_sweep_that_fails_keeps_nobody_from_theirs(store: Store, clock: Clock) -> None:
    async def fails() -> int:
        raise RuntimeError("no")

    await store.commit(put, "idempotency", 1, 0)
    loop = SweepLoop((Sweep("broken", fails), *own_sweeps(store)), clock)
    await loop.turn()
    assert (loop.swept, loop.failures) == (1, 1)
    assert await store.read(count, "idempotency") == 0
