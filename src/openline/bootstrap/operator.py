"""Joins what the operator does: commands by the admin socket, or on the store when no server runs."""

from collections.abc import AsyncGenerator
from io import BytesIO
from typing import Any

import pysqlite3
import sqlalchemy as sa

from openline.bootstrap import STATIC, Application, migration_target
from openline.config import Config
from openline.features.files.looking.looker import ProcessLooker
from openline.features.files.scanner import Clamd, Clean
from openline.features.files.service import open_storage
from openline.kit.mail import SmtpServer
from openline.server.admin.backup import Source
from openline.server.admin.check_log import Tables
from openline.server.admin.commands import Commands, Desk
from openline.server.admin.doctor import Doctor, Patient
from openline.server.admin.reach import Reach
from openline.store import Query, View, metadata
from openline.store.migrations import head
from openline.store.migrations import run as migrations

_VERSION = Query("database version", sa.select(sa.func.version()), str)
_CLOCK = Query(
    "database clock",
    sa.select(sa.cast(sa.func.extract("epoch", sa.func.clock_timestamp()) * 1_000, sa.BigInteger)),
    int,
)


def join_operator(application: Application, *, serving: bool) -> Commands:
    """The commands on this application; `serving` says whether its addresses can be tried."""
    base = application.base
    return Commands(
        Desk(
            store=base.store,
            texts=base.texts,
            base_url=base.public_url,
            plans=base.config.plans,
            tables=Tables(metadata.tables["messages"], metadata.tables["conversations"]),
            source=backup_source(base.config),
            doctor=Doctor(_patient(application, serving=serving)),
        )
    )


def backup_source(config: Config) -> Source:
    """Where this configuration keeps what a backup must hold."""
    return Source(
        data=config.data,
        secret_key=config.secret_key.reveal(),
        sqlite=None if config.database_url else config.sqlite_path,
        postgres=config.database_url.reveal() if config.database_url else None,
        files=None if config.files_url else config.files_folder,
    )


def _patient(application: Application, *, serving: bool) -> Patient:
    base, config = application.base, application.base.config
    return Patient(
        data=config.data,
        static=STATIC,
        store=base.store,
        clock=base.clock,
        describe_store=_Database(application).describe,
        store_clock=_Database(application).clock if config.database_url else None,
        migrations_current=lambda: migrations.current(migration_target(config)) == head(),
        smtp=SmtpServer.parse(config.smtp_url.reveal()) if config.smtp_url else None,
        write_file=_WriteFile(config).run,
        scan=_Scan(config.clamd).run if config.clamd else None,
        has_ffmpeg=ProcessLooker.with_installed().knows_films,
        reach=Reach(config.own_url, config.public_url, application.probes) if serving else None,
    )


class _Database:
    """What the database says of itself."""

    def __init__(self, application: Application) -> None:
        self._store = application.base.store
        self._is_postgres = application.base.config.database_url is not None

    async def describe(self) -> str:
        """Its name and version, once it has answered."""
        if self._is_postgres:
            said: str = await self._store.read(_first_of, _VERSION)
            return said.partition(",")[0]
        await self._store.read(_now)
        return f"SQLite {pysqlite3.sqlite_version}"

    async def clock(self) -> int:
        """Its time, in ms."""
        return await self._store.read(_first_of, _CLOCK)


async def _first_of(view: View, query: Query[Any]) -> Any:
    return (await view.list(query))[0]


async def _now(view: View) -> int:
    return view.now


class _WriteFile:
    """Tries the place of uploads with a small object."""

    def __init__(self, config: Config) -> None:
        url = config.files_url
        self._storage = open_storage(url.reveal() if url else None, config.files_folder)

    async def run(self) -> None:
        """Write and remove it.

        Raises Unavailable.
        """
        await self._storage.put(".doctor", BytesIO(b"openline"))
        await self._storage.delete(".doctor")


class _Scan:
    """Asks the virus scanner about a few bytes."""

    def __init__(self, url: str) -> None:
        self._clamd = Clamd(url, scan_s=10)

    async def run(self) -> str | None:
        """None when it answers, else what it did."""

        async def harmless() -> AsyncGenerator[bytes, None]:
            yield b"openline"

        verdict = await self._clamd.scan(harmless())
        return None if verdict == Clean() else str(verdict)
