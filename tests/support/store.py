"""Fixtures: a started `store` on an empty database, once on SQLite and once on PostgreSQL.

The tables are those of every slice imported when the first test asks. Time is driven by `clock.advance`.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import asyncpg
import pysqlite3
import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.schema import CreateIndex, CreateTable

from openline.kit.clock import Clock
from openline.kit.ids import IdSource
from openline.store import Committed, Fact, Store, metadata
from openline.store.batch import Runner
from openline.store.postgres import PostgresStore
from openline.store.sqlite import SqliteStore, connect
from tests.support.postgres import Server

STORES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


class Published:
    """What the store published, in commit order. Append to `listeners` what bootstrap would subscribe."""

    def __init__(self) -> None:
        self.batches: list[Committed] = []
        self.listeners: list[Callable[[Committed], None]] = []

    def __call__(self, committed: Committed) -> None:
        self.batches.append(committed)
        for listener in self.listeners:
            listener(committed)

    @property
    def facts(self) -> list[Fact]:
        """All facts so far."""
        return [logged.fact for batch in self.batches for logged in batch.facts]

    def kinds(self) -> list[str]:
        """Their kinds: what a test mostly wants to know."""
        return [fact.kind for fact in self.facts]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ids(clock: Clock) -> IdSource:
    return IdSource(1, clock)


@pytest.fixture
def runner(clock: Clock, ids: IdSource) -> Runner:
    """Where a test subscribes slices to facts, as bootstrap does."""
    return Runner(clock.now, ids.new)


@pytest.fixture
def published() -> Published:
    return Published()


@pytest.fixture(params=STORES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database with all tables: the path of a file, or the address on a server."""
    if request.param == "sqlite":
        path = tmp_path / "openline.db"
        create_sqlite(path)
        return str(path)
    url: str = request.getfixturevalue("emptied_postgres")
    return url


@pytest.fixture(scope="session")
def own_postgres(postgres: Server) -> str:
    """One database per worker: making one for each test takes half a second."""
    return postgres.fresh_database(postgres.template(schema_name(), create_postgres))


@pytest.fixture
def emptied_postgres(own_postgres: str) -> str:
    _aside(_empty(own_postgres))
    return own_postgres


@pytest.fixture
async def store(database: str, runner: Runner, published: Published, clock: Clock) -> AsyncIterator[Store]:
    """The store under test, started; the test runs once per kind of store."""
    opened = open_store(database, runner, published, clock)
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture
async def other_node(database: str, store: Store, published: Published, clock: Clock) -> AsyncIterator[Store]:
    """A second node on the same data, heard by the same listeners; on SQLite, which has one node, the same one."""
    if not database.startswith("postgresql:"):
        yield store
        return
    second = open_store(database, Runner(clock.now, IdSource(2, clock).new), published, clock)
    await second.start()
    yield second
    await second.stop()


def open_store(database: str, runner: Runner, published: Published, clock: Clock) -> Store:
    """A store on the database, not started: for a second node, or for one that starts again."""
    if database.startswith("postgresql:"):
        return PostgresStore(database, runner, published, clock.now)
    return SqliteStore(Path(database), runner, published, clock.now)


def create_sqlite(path: Path) -> None:
    engine = sa.create_engine("sqlite://", module=pysqlite3, creator=lambda: connect(path))
    metadata.create_all(engine)
    engine.dispose()


def schema_name() -> str:
    """One template per set of tables: workers that imported different slices do not share one."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    texts = []
    for table in metadata.sorted_tables:
        texts.append(str(CreateTable(table).compile(dialect=dialect)))
        texts += [str(CreateIndex(i).compile(dialect=dialect)) for i in sorted(table.indexes, key=str)]
    return f"schema_{hashlib.sha256(''.join(texts).encode()).hexdigest()[:16]}"


def create_postgres(url: str) -> None:
    async def create() -> None:
        engine = create_async_engine(url.replace("postgresql:", "postgresql+asyncpg:", 1))
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        await engine.dispose()

    _aside(create())


async def _empty(url: str) -> None:
    """Delete, not truncate: most tables are empty already. A test that left a lock behind is told so."""
    connection = await asyncpg.connect(url)
    try:
        tables = "; ".join(f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables))
        await connection.execute(f"SET lock_timeout = '10s'; {tables}")
    finally:
        await connection.close()


def _aside(work: Coroutine[Any, Any, None]) -> None:
    """On a thread of its own: the fixture may be set up inside a running loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()
