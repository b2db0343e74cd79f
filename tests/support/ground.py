"""The example account on a store of its own for each test: made once in a run, then copied."""

import asyncio
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from openline import bootstrap
from openline.config import Config, load
from tests.support.plain import plain_demo
from tests.support.postgres import Server

STORES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
SECRET_KEY = "a-key-that-all-the-tests-of-a-run-may-know"


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a server that has made the plain example account and was stopped."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    _aside({"OPENLINE_DATA": str(folder), "OPENLINE_SECRET_KEY": SECRET_KEY})
    return folder


@pytest.fixture(params=STORES)
def demo_ground(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """What `load` makes a configuration of whose store has the plain example account, on each store."""
    folder = tmp_path / "data"
    environment = {"OPENLINE_DATA": str(folder), "OPENLINE_SECRET_KEY": SECRET_KEY}
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("demo_folder"), folder)
        yield environment
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.fresh_database(server.template("demo", lambda url: _in_postgres(url, tmp_path / "making")))
    yield environment | {"OPENLINE_DATABASE_URL": url}
    server.drop_database(url)


def _in_postgres(url: str, folder: Path) -> None:
    _aside({"OPENLINE_DATA": str(folder), "OPENLINE_SECRET_KEY": SECRET_KEY, "OPENLINE_DATABASE_URL": url})


def _aside(environment: dict[str, str]) -> None:
    """On a thread of its own: the fixture may be set up inside a running loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_make, environment).result()


def _make(environment: dict[str, str]) -> None:
    config = load(environment)
    bootstrap.migrate(config)
    asyncio.run(_seed(config))


async def _seed(config: Config) -> None:
    application = bootstrap.build(config)
    await application.start()
    try:
        await plain_demo(application)
    finally:
        await application.stop()
