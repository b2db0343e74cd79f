"""The server the tests stand on: shared by the workers, gone when the run is gone."""

import os
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from tests.support.postgres import NOT_DURABLE, Server, start_postgres
from tests.support.waiting import until

pytestmark = pytest.mark.postgres


async def test_databases_are_fresh(postgres: Server) -> None:
    one, two = postgres.fresh_database(), postgres.fresh_database()
    assert one != two
    connection = await asyncpg.connect(one)
    try:
        assert await connection.fetchval("SHOW fsync") == "on"
        assert await connection.fetchval("SHOW deadlock_timeout") == "100ms"
        assert await connection.fetchval("SELECT lower('ПРИВЕТ ĐẶNG')") == "привет đặng"
    finally:
        await connection.close()
    postgres.drop_database(one)
    postgres.drop_database(two)


async def test_a_template_is_prepared_once(postgres: Server) -> None:
    prepared: list[str] = []
    name = f"template_{os.getpid()}"
    assert postgres.template(name, prepared.append) == name
    assert postgres.template(name, prepared.append) == name
    assert len(prepared) == 1
    postgres.drop_database(postgres.fresh_database(name))


def test_it_ends_with_its_owner(tmp_path: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    server = start_postgres(tmp_path, owner=owner.pid, settings=NOT_DURABLE)
    assert server.data.exists()
    owner.communicate(b"\n")
    until(lambda: not server.data.exists(), "end of PostgreSQL")


def test_it_can_be_stopped(tmp_path: Path) -> None:
    server = start_postgres(tmp_path, owner=os.getpid(), settings=NOT_DURABLE)
    assert start_postgres(tmp_path, owner=os.getpid()) == server
    server.stop()
    assert not server.data.exists()
