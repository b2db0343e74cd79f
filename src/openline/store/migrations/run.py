"""Lends connections of a store to migrations, and brings it to the newest revision when it is older."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pysqlite3
import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from openline.store.migrations import VERSION_TABLE, head, revisions
from openline.store.port import Broken
from openline.store.sqlite import FileLock, connect

# Any number will do, as long as all versions agree on it.
ADVISORY_LOCK = 7_205_759_403_792_794

Work = Callable[[sa.Connection], Any]


class Target(Protocol):
    """A store to migrate: lends a connection of SQLAlchemy."""

    def run(self, work: Work) -> Any:
        """Do the work on a connection of its own."""

    def run_alone(self, work: Work) -> Any:
        """The same while nobody else migrates."""


class SqliteFile:
    """The file of a single process."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def run(self, work: Work) -> Any:
        """Do the work on a connection of its own."""
        engine = sa.create_engine(
            "sqlite://", module=pysqlite3, creator=lambda: connect(self._path), poolclass=NullPool
        )
        with engine.connect() as connection:
            return work(connection)

    def run_alone(self, work: Work) -> Any:
        """Raises AlreadyOpen while a server owns the file."""
        lock = FileLock(self._path)
        lock.take()
        try:
            return self.run(work)
        finally:
            lock.release()


class PostgresServer:
    """Not to be used while an event loop runs in this thread."""

    def __init__(self, url: str) -> None:
        self._url = "postgresql+asyncpg://" + url.partition("://")[2]

    def run(self, work: Work) -> Any:
        """Raises Broken when the server cannot be reached."""
        return asyncio.run(self._run(work))

    def run_alone(self, work: Work) -> Any:
        """Others that start at the same moment wait, and then find it done."""

        def alone(connection: sa.Connection) -> Any:
            key = sa.literal(ADVISORY_LOCK, sa.BigInteger)
            connection.execute(sa.select(sa.func.pg_advisory_lock(key)))
            try:
                return work(connection)
            finally:
                connection.execute(sa.select(sa.func.pg_advisory_unlock(key)))

        return self.run(alone)

    async def _run(self, work: Work) -> Any:
        # SQLAlchemy's half for async drags its ORM in: only those pay who use it.
        from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415

        engine = create_async_engine(self._url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        try:
            async with engine.connect() as connection:
                return await connection.run_sync(work)
        except OSError as error:
            raise Broken(f"PostgreSQL cannot be reached: {error}") from error
        finally:
            await engine.dispose()


def current(target: Target) -> str | None:
    """The revision the store is at; None when it is empty."""

    def ask(connection: sa.Connection) -> str | None:
        if not sa.inspect(connection).has_table(VERSION_TABLE):
            return None
        return connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608

    found: str | None = target.run(ask)
    return found


class TooNew(Broken):
    """The store was made by a later version of the product."""


def upgrade(target: Target, metadata: sa.MetaData) -> bool:
    """Bring the store to the newest revision; false when it was there already.

    Raises TooNew, and what the target raises.
    """
    found = current(target)
    if found == head():
        return False
    if found is not None and found not in revisions():
        raise TooNew("the store was made by a later version: install that one, or restore a backup of this version")
    from openline.store.migrations import steps  # noqa: PLC0415 - a warm start does without Alembic

    target.run_alone(lambda connection: steps.upgrade(connection, metadata))
    return True
