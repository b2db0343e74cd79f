"""The line to PostgreSQL may be cut at any moment: nobody is told a thing that is not so."""

import asyncio
import contextlib

import asyncpg
import pytest

from openline.kit.clock import Clock
from openline.kit.errors import Unavailable
from openline.kit.ids import IdSource
from openline.store.batch import Runner
from openline.store.postgres import PostgresStore
from tests.support import things
from tests.support.cutting import CuttingProxy
from tests.support.postgres import Server
from tests.support.store import create_postgres

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize("cut", ["before", "after"])
async def test_a_lost_commit_answer_is_looked_up(postgres: Server, cut: str) -> None:
    """The line is cut just before COMMIT reaches the server, or just before its answer reaches us."""
    url = postgres.fresh_database()
    await asyncio.to_thread(create_postgres, url)
    await asyncio.to_thread(things.add_table, url)
    async with CuttingProxy(url) as proxy:
        clock = Clock()
        store = PostgresStore(proxy.url, Runner(clock.now, IdSource(1, clock).new), lambda _: None, clock.now)
        await store.start()
        thing = await store.commit(things.make, "a")
        for turn in range(1, 6):
            proxy.cut_at_commit(cut)
            assert await store.commit(things.count, thing.id) == turn
        assert (await store.read(things.read, thing.id)).count == 5
        assert proxy.cuts == 5
        await store.stop()
    postgres.drop_database(url)


async def test_a_server_that_ends_our_connections_costs_nobody_his_message(postgres: Server) -> None:
    url = postgres.fresh_database()
    await asyncio.to_thread(create_postgres, url)
    await asyncio.to_thread(things.add_table, url)
    clock = Clock()
    store = PostgresStore(url, Runner(clock.now, IdSource(1, clock).new), lambda _: None, clock.now)
    await store.start()
    thing = await store.commit(things.make, "a")
    operator = await asyncpg.connect(url)
    done = 0
    for turn in range(60):
        if turn % 10 == 5:
            await operator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        with contextlib.suppress(Unavailable):  # told so, and nothing was stored
            done = await store.commit(things.count, thing.id)
        assert (await _counted(operator)) == done
    assert done > 40
    await operator.close()
    await store.stop()
    postgres.drop_database(url)


async def _counted(operator: "asyncpg.Connection[asyncpg.Record]") -> int:
    return int(await operator.fetchval("SELECT count FROM test_things"))
