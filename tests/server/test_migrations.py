"""Migrations: an empty store gets exactly the tables in code, twice changes nothing, and two at once do it once."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from openline import bootstrap
from openline.store import metadata
from openline.store.migrations import HERE, head, revisions, steps
from openline.store.migrations import run as migrations
from openline.store.sqlite import AlreadyOpen, FileLock
from tests.support.postgres import Server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[migrations.Target]:
    """An empty store of each kind."""
    bootstrap.gather_tables()
    if request.param == "sqlite":
        yield migrations.SqliteFile(tmp_path / "openline.db")
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.fresh_database()
    yield migrations.PostgresServer(url)
    server.drop_database(url)


def test_an_empty_store_gets_the_tables_in_code(target: migrations.Target) -> None:
    assert migrations.current(target) is None
    assert migrations.upgrade(target, metadata)
    assert migrations.current(target) == head()
    assert target.run(lambda connection: steps.differences(connection, metadata)) == []


def test_conditions_of_indexes_are_there_too(target: migrations.Target) -> None:
    """Alembic does not compare them, and "one open session a conversation" hangs on one."""
    migrations.upgrade(target, metadata)
    assert target.run(_stored) == target.run(_wanted)


def _wanted(connection: sa.Connection) -> set[tuple[str, bool, bool]]:
    dialect = connection.dialect.name
    return {
        (str(index.name), bool(index.unique), index.dialect_options[dialect]["where"] is not None)
        for table in metadata.tables.values()
        for index in table.indexes
    }


def _stored(connection: sa.Connection) -> set[tuple[str, bool, bool]]:
    where = f"{connection.dialect.name}_where"
    inspector = sa.inspect(connection)
    return {
        (str(index["name"]), bool(index["unique"]), where in index.get("dialect_options", {}))
        for table in inspector.get_table_names()
        for index in inspector.get_indexes(table)
    }


def test_a_second_time_changes_nothing(target: migrations.Target) -> None:
    migrations.upgrade(target, metadata)
    assert not migrations.upgrade(target, metadata)


@pytest.mark.postgres
def test_two_nodes_that_start_together_migrate_once(postgres: Server) -> None:
    bootstrap.gather_tables()
    url = postgres.fresh_database()
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(migrations.upgrade, migrations.PostgresServer(url), metadata) for _ in range(2)]:
            done.result()
    assert migrations.current(migrations.PostgresServer(url)) == head()
    postgres.drop_database(url)


def test_a_store_in_use_is_not_migrated(tmp_path: Path) -> None:
    path = tmp_path / "openline.db"
    lock = FileLock(path)
    lock.take()
    with pytest.raises(AlreadyOpen, match=str(os.getpid())):
        migrations.upgrade(migrations.SqliteFile(path), metadata)
    lock.release()


def test_there_is_one_newest_revision_and_no_branch() -> None:
    assert head() in {path.stem.split("_")[0] for path in (HERE / "versions").glob("*.py")}


def test_a_store_of_a_later_version_is_left_alone(target: migrations.Target) -> None:
    migrations.upgrade(target, metadata)
    target.run(_pretend_later)
    with pytest.raises(migrations.TooNew, match="later version"):
        migrations.upgrade(target, metadata)


def _pretend_later(connection: sa.Connection) -> None:
    connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    connection.commit()


def test_revisions_stand_on_each_other() -> None:
    known = revisions()
    assert [below for below in known.values() if below is not None and below not in known] == []
    assert list(known.values()).count(None) == 1
