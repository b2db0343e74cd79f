"""Lends connections of a store to migrations, and brings it to the newest revision when it is older."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pysqlite3
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from openline.store.migrations import VERSION_TABLE, head
from openline.store.sqlite import connect


class Target(Protocol):
    """A store to migrate: lends a connection of SQLAlchemy."""

    def run(self, work: Callable[[sa.Connection], Any]) -> Any: ...


class SqliteFile:
    """The caller owns the file (its lock), or nobody else does."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def run(self, work: Callable[[sa.Connection], Any]) -> Any:
        """Do the work on a connection of its own."""
        engine = sa.create_engine(
            "sqlite://", module=pysqlite3, creator=lambda: connect(self._path), poolclass=NullPool
        )
        with engine.connect() as connection:
            return work(connection)


class PostgresServer:
    """Not to be used while an event loop runs in this thread."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+asyncpg://", 1)

    def run(self, work: Callable[[sa.Connection], Any]) -> Any:
        """Do the work on a connection of its own."""
        return asyncio.run(self._run(work))

    async def _run(self, work: Callable[[sa.Connection], Any]) -> Any:
        engine = create_async_engine(self._url, poolclass=NullPool)
        try:
            async with engine.connect() as connection:
                return await connection.run_sync(work)
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


def upgrade(target: Target, metadata: sa.MetaData) -> bool:
    """Bring the store to the newest revision; false when it was there already."""
    if current(target) == head():
        target.run(metadata.create_all)
        return False
    from openline.store.migrations import steps  # noqa: PLC0415 - a warm start does without Alembic

    target.run(lambda connection: steps.upgrade(connection, metadata))
    return True
