"""A small slice for tests of the store: things with a unique name, and a fact for each change."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pysqlite3
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from openline.kit.errors import AppError
from openline.store import Fact, Records, UnitOfWork, View, account, text, whole
from openline.store.sqlite import connect

# Not the product's: whoever compares that with a migrated schema must not meet a test's table.
OWN = sa.MetaData()
TABLE = sa.Table(
    "test_things", OWN, whole("id", primary=True), account(), text("name"), whole("count"),
    sa.Index(None, "account_id", "name", unique=True),
)  # fmt: skip


class Thing(msgspec.Struct, frozen=True):
    id: int
    account_id: int
    name: str
    count: int


class Counted(Fact, frozen=True, kw_only=True):
    """A thing was made or counted."""

    kind = "test.counted"
    thing_id: int


class NoMore(AppError):
    """An expected refusal."""

    code = "too_many"
    status = 409


THINGS = Records(TABLE, Thing, rank=90)
THING_BY_NAME = THINGS.lookup("account_id", "name")
ALL = THINGS.where(
    "of account", TABLE.c.account_id == sa.bindparam("account_id", type_=sa.BigInteger), order=TABLE.c.id
)
ACCOUNT = 1


async def make(uow: UnitOfWork, name: str) -> Thing:
    """A new thing, or the one with this name."""
    known = await THING_BY_NAME.get(uow, ACCOUNT, name)
    if known is not None:
        found = await THINGS.get(uow, known)
        assert found is not None
        return found
    thing = THINGS.add(uow, Thing(uow.new_id(), ACCOUNT, name, 0))
    THING_BY_NAME.learn(uow, (ACCOUNT, name), thing.id)
    uow.log(Counted(account_id=ACCOUNT, thing_id=thing.id))
    return thing


async def count(uow: UnitOfWork, thing_id: int, most: int = 1 << 30) -> int:
    """One more; refused beyond `most`, after it was written: the refusal must undo that."""
    thing = await THINGS.hold(uow, thing_id)
    assert thing is not None
    thing = THINGS.change(uow, thing, count=thing.count + 1)
    uow.log(Counted(account_id=ACCOUNT, thing_id=thing.id))
    if thing.count > most:
        raise NoMore
    return thing.count


async def rename(uow: UnitOfWork, thing_id: int, name: str) -> None:
    """Another name; the count stays what it is."""
    thing = await THINGS.hold(uow, thing_id)
    assert thing is not None
    THINGS.change(uow, thing, name=name)


async def make_and_rename(uow: UnitOfWork, name: str, newer: str) -> None:
    """A row that changes before it was ever written."""
    thing = await make(uow, name)
    THINGS.change(uow, thing, name=newer)


async def count_both(uow: UnitOfWork, first: int, second: int) -> None:
    """Two things in the caller's order, which need not be the lock order."""
    await count(uow, first)
    await count(uow, second)


async def break_down(uow: UnitOfWork, thing_id: int) -> None:
    """A bug in the middle of a use case."""
    await count(uow, thing_id)
    raise ZeroDivisionError


async def collide(uow: UnitOfWork, name: str) -> None:
    """Writes a name that is taken without looking: the database refuses it at the flush."""
    THINGS.add(uow, Thing(uow.new_id(), ACCOUNT, name, 0))


async def all_things(view: View) -> list[Thing]:
    return await view.list(ALL, account_id=ACCOUNT, limit=10_000)


async def read(view: View, thing_id: int) -> Any:
    return await THINGS.get(view, thing_id)


def add_table(database: str) -> None:
    """Put the table beside the product's: by the path of a file, or the address on a server."""
    if not database.startswith("postgresql:"):
        engine = sa.create_engine("sqlite://", module=pysqlite3, creator=lambda: connect(Path(database)))
        OWN.drop_all(engine)
        OWN.create_all(engine)
        engine.dispose()
        return
    # A thread of its own: the fixture may be set up inside a running loop.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _add_to_postgres(database)).result()


async def _add_to_postgres(url: str) -> None:
    engine = create_async_engine(url.replace("postgresql:", "postgresql+asyncpg:", 1))
    async with engine.begin() as connection:
        await connection.run_sync(OWN.drop_all)
        await connection.run_sync(OWN.create_all)
    await engine.dispose()
