"""Promises of timers: in time, once, and none waits for another's failure."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from openline.jobs.deadlines import MOST_BACK_OFF_MS, MOST_SLEEP_MS, UNKNOWN_MS, DeadlineLoop
from openline.kit.clock import MINUTE, SECOND, Clock
from openline.store import Store, UnitOfWork
from openline.store.deadlines import RECORDS, Deadline, arm, cancel, claim
from tests.support.store import Published

WAIT_S = 20


class Bell:
    """Handlers that claim as a slice does, and note what rang."""

    def __init__(self) -> None:
        self.rung: list[int] = []
        self.asked: list[int] = []
        self.failing: set[int] = set()
        self.some = asyncio.Event()

    async def handle(self, store: Store, deadline: Deadline) -> None:
        self.asked.append(deadline.subject_id)
        if deadline.subject_id in self.failing:
            raise RuntimeError("cannot be rung")
        if await store.commit(self.ring, deadline):
            self.rung.append(deadline.subject_id)
            self.some.set()

    async def ring(self, uow: UnitOfWork, deadline: Deadline) -> bool:
        return await claim(uow, deadline)

    async def until(self, count: int) -> None:
        async with asyncio.timeout(WAIT_S):
            while len(self.rung) < count:
                self.some.clear()
                await self.some.wait()


async def arm_at(uow: UnitOfWork, subject_id: int, due_at: int, kind: str = "bell") -> None:
    arm(uow, Deadline(kind, subject_id, 1, 0, due_at, uow.new_id()))


async def rearm(uow: UnitOfWork, subject_id: int, due_at: int) -> None:
    await arm_at(uow, subject_id, due_at)


async def disarm(uow: UnitOfWork, subject_id: int) -> None:
    cancel(uow, "bell", subject_id)


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def loop(store: Store, clock: Clock, published: Published, bell: Bell) -> DeadlineLoop:
    loop = DeadlineLoop(store, clock, {"bell": bell.handle})
    published.listeners.append(loop.committed)
    return loop


@pytest.fixture
async def running(loop: DeadlineLoop) -> AsyncIterator[DeadlineLoop]:
    await loop.start()
    yield loop
    await loop.stop()


async def test_rings_when_it_is_due_and_not_before(store: Store, clock: Clock, loop: DeadlineLoop, bell: Bell) -> None:
    await store.commit(arm_at, 1, clock.now() + MINUTE)
    await loop.turn()
    assert bell.asked == []
    clock.advance(MINUTE)
    await loop.turn()
    await loop.turn()
    assert bell.rung == [1]
    assert bell.asked == [1]


async def test_the_earliest_rings_first_and_many_at_once(
    store: Store, clock: Clock, loop: DeadlineLoop, bell: Bell
) -> None:
    for subject in range(150):
        await store.commit(arm_at, subject, clock.now() - subject * SECOND)
    while len(bell.rung) < 150:
        await loop.turn()
    assert set(bell.rung[:64]) == set(range(149, 85, -1))


async def test_a_commit_that_arms_something_sooner_wakes(
    store: Store, clock: Clock, running: DeadlineLoop, bell: Bell
) -> None:
    await store.commit(arm_at, 1, clock.now() + MINUTE)
    await store.commit(arm_at, 2, clock.now())
    await bell.until(1)
    assert bell.rung == [2]


async def test_sleeps_until_the_next_one_but_never_long(
    store: Store, clock: Clock, loop: DeadlineLoop, bell: Bell
) -> None:
    assert 0 < await loop.turn() <= MOST_SLEEP_MS / SECOND
    await store.commit(arm_at, 1, clock.now() + MINUTE)
    assert 0.1 < await loop.turn() <= MOST_SLEEP_MS / SECOND
    await store.commit(arm_at, 2, clock.now() + 30)
    assert await loop.turn() <= 0.03


async def test_a_cancelled_or_rearmed_one_does_not_ring(
    store: Store, clock: Clock, loop: DeadlineLoop, bell: Bell
) -> None:
    await store.commit(arm_at, 1, clock.now())
    await store.commit(arm_at, 2, clock.now())
    await store.commit(disarm, 1)
    await store.commit(rearm, 2, clock.now() + MINUTE)
    await loop.turn()
    assert bell.rung == []


async def test_one_rearmed_after_it_was_read_is_kept(store: Store, clock: Clock, bell: Bell) -> None:
    early = Deadline("bell", 1, 1, 0, clock.now(), 7)
    await store.commit(arm_at, 1, clock.now())  # another version than the one that was read
    await bell.handle(store, early)
    assert bell.rung == []


async def test_too_early_for_the_stores_clock_is_kept_and_rings_later(
    store: Store, clock: Clock, published: Published, bell: Bell
) -> None:
    ahead = Clock()
    ahead.advance(MINUTE)
    loop = DeadlineLoop(store, ahead, {"bell": bell.handle})
    await store.commit(arm_at, 1, clock.now() + 30 * SECOND)
    await loop.turn()
    await loop.turn()
    assert bell.asked == [1]
    assert bell.rung == []
    clock.advance(30 * SECOND)
    ahead.advance(SECOND)
    await loop.turn()
    assert bell.rung == [1]


async def test_a_failing_handler_is_tried_again_later_and_holds_up_nobody(
    store: Store, clock: Clock, loop: DeadlineLoop, bell: Bell
) -> None:
    bell.failing = set(range(100))
    for subject in range(100):
        await store.commit(arm_at, subject, clock.now() - MINUTE)
    await store.commit(arm_at, 200, clock.now())
    with capture_logs() as logs:
        for _ in range(4):
            await loop.turn()
    assert bell.rung == [200]
    assert loop.failures == len(logs) >= 100
    bell.failing = set()
    clock.advance(MINUTE)
    while len(bell.rung) < 101:
        await loop.turn()
    assert sorted(bell.rung) == [*range(100), 200]


async def test_back_off_grows(store: Store, clock: Clock, loop: DeadlineLoop, bell: Bell) -> None:
    bell.failing = {1}
    await store.commit(arm_at, 1, clock.now())
    with capture_logs():
        for _ in range(4):
            await loop.turn()
            clock.advance(MOST_BACK_OFF_MS // 4)
    assert bell.asked == [1] * 4
    with capture_logs():
        for _ in range(4):
            clock.advance(MOST_BACK_OFF_MS // 8)
            await loop.turn()
    assert len(bell.asked) < 8


async def test_an_unknown_kind_is_left_for_a_newer_version(
    store: Store, clock: Clock, loop: DeadlineLoop, bell: Bell
) -> None:
    await store.commit(arm_at, 1, clock.now(), "unheard of")
    await loop.turn()
    clock.advance(UNKNOWN_MS)
    await loop.turn()
    assert await store.read(RECORDS.get, "unheard of", 1) is not None


async def test_two_nodes_ring_each_once(store: Store, clock: Clock, loop: DeadlineLoop, bell: Bell) -> None:
    other_bell = Bell()
    other = DeadlineLoop(store, clock, {"bell": other_bell.handle})
    for subject in range(50):
        await store.commit(arm_at, subject, clock.now())
    while len(bell.rung) + len(other_bell.rung) < 50:
        await asyncio.gather(loop.turn(), other.turn())
    assert sorted(bell.rung + other_bell.rung) == list(range(50))
