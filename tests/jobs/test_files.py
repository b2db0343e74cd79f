"""Files that are due are worked through by themselves, a few at a time."""

import asyncio
from pathlib import Path

import pytest

from openline.features.files.service import FILES, Chores, FileRow, Storage, Tools, open_storage
from openline.features.files.types import Limits
from openline.jobs.files import AT_ONCE, FileLoop
from openline.kit.clock import Clock
from openline.store import Store, UnitOfWork, View
from tests.support.store import Published


async def _nowhere(view: View, conversation_id: int) -> None:
    return None


class Slow(Chores):
    """Work that ends when the test says so; the first file breaks down."""

    def __init__(self, store: Store, storage: Storage, tools: Tools) -> None:
        super().__init__(store, storage, tools)
        self.may_end = asyncio.Event()
        self.at_work: list[int] = []
        self.done: list[int] = []
        self.four_done = asyncio.Event()

    async def do(self, row: FileRow) -> None:
        self.at_work.append(row.id)
        await self.may_end.wait()
        if row.id == 1:
            raise ZeroDivisionError
        await super().do(row)
        self.done.append(row.id)
        if len(self.done) == 4:
            self.four_done.set()


@pytest.fixture
def chores(store: Store, clock: Clock, tmp_path: Path) -> Slow:
    return Slow(store, open_storage(None, tmp_path / "files"), Tools(clock=clock, place_of=_nowhere, limits=Limits()))


@pytest.fixture
def loop(chores: Slow, published: Published) -> FileLoop:
    loop = FileLoop(chores)
    published.listeners.append(loop.committed)
    return loop


async def put(uow: UnitOfWork, count: int) -> None:
    for number in range(1, count + 1):
        FILES.add(
            uow,
            FileRow(
                id=number, account_id=1, conversation_id=7, owner_kind="person", owner_id=1, name="a", size=1,
                type="image/png", sha256="", width=None, height=None, key=f"1/{number}", state="refused", created_at=0,
                due_at=uow.now,
            ),
        )  # fmt: skip


async def due(view: View, count: int) -> list[int]:
    rows = [await FILES.get(view, number) for number in range(1, count + 1)]
    return [row.id for row in rows if row is not None and row.due_at is not None]


async def test_few_files_are_worked_on_at_once_and_all_in_the_end(store: Store, chores: Slow, loop: FileLoop) -> None:
    await store.commit(put, 5)
    await loop.turn()
    await loop.turn()
    await asyncio.sleep(0)
    assert len(chores.at_work) == AT_ONCE
    chores.may_end.set()
    while len(chores.at_work) < 5:
        await loop.idle()
        await loop.turn()
    await loop.idle()
    assert sorted(chores.done) == [2, 3, 4, 5]
    assert loop.failures == 1
    assert await store.read(due, 5) == [1]  # claimed again when its lease ends


async def test_a_commit_and_an_end_wake_the_loop(store: Store, chores: Slow, loop: FileLoop) -> None:
    chores.may_end.set()
    await loop.start()
    await asyncio.sleep(0)
    await store.commit(put, 5)
    async with asyncio.timeout(1.5):  # shorter than its sleep
        await chores.four_done.wait()
    await loop.stop()


async def test_what_is_under_way_is_dropped_at_the_end(store: Store, chores: Slow, loop: FileLoop) -> None:
    await store.commit(put, 2)
    await loop.turn()
    await asyncio.sleep(0)
    await loop.stop()
    assert chores.done == []
    assert loop.failures == 0
