"""One server for all effects of a worker; a world of its own for each test, which must change what it says it shows."""

import inspect
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.features.settings.effects.world import World
from tests.support.clocked import ClockedServer
from tests.support.ground import STORES
from tests.support.office import Office
from tests.support.postgres import Server

HERE = Path(__file__).parent
ITS_OWN_TELEGRAM = {"OPENLINE_OUTBOUND_ALLOW": "127.0.0.0/8"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Their clients live as long as the server, so all of them run on one loop."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.server)
            if inspect.iscoroutinefunction(getattr(item, "function", None)):
                item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What a setting does is said on one store, with a sample on the other: the slices' own tests run on both."""
    if "world" in metafunc.fixturenames:
        stores = STORES if getattr(metafunc.function, "both", False) else STORES[:1]
        metafunc.parametrize("effects_server", stores, indirect=True, scope="session")


@pytest.fixture(scope="session")
def effects_server(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[ClockedServer]:
    """A server whose clock tests move, on a store."""
    env = dict(ITS_OWN_TELEGRAM)
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        env["OPENLINE_DATABASE_URL"] = server.fresh_database()
    with ClockedServer(tmp_path_factory.mktemp("effects"), ("--demo",), env) as started:
        yield started


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def effects_office(effects_server: ClockedServer) -> AsyncIterator[Office]:
    """Its administrator."""
    async with Office.of_demo(effects_server) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def world(effects_office: Office, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """What a test of an effect changes and looks at."""
    made = World(effects_office)
    yield made
    await made.close()
    told = set(getattr(request.function, "shows", ()))
    assert told <= made.changed, f"never changed: {sorted(told - made.changed)}"
