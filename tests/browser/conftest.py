"""One server with a clock and one Chromium for all journeys of a worker; a stage and a shop of its own for each."""

import inspect
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.cast import Office
from tests.support.browser import Stage, chromium
from tests.support.clocked import ClockedServer
from tests.support.telegram_server import FakeTelegram

HERE = Path(__file__).parent
RESULTS = HERE.parent.parent / "test-results"
BUSY_MACHINE_S = 300
LOOPBACK = {"OPENLINE_OUTBOUND_ALLOW": "127.0.0.0/8"}
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Playwright lives on one loop, so all of them run on that one."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(BUSY_MACHINE_S))
            if inspect.iscoroutinefunction(getattr(item, "function", None)):
                item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chrome() -> AsyncIterator[Browser]:
    """The Chromium of this worker."""
    async with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClockedServer]:
    """The server of this worker, with the example account."""
    with ClockedServer(tmp_path_factory.mktemp("server"), ("--demo",)) as started:
        yield started


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def office(server: ClockedServer) -> AsyncIterator[Office]:
    """The administrator of the example account."""
    async with Office.of_demo(server) as opened:
        yield opened


@pytest.fixture(scope="module")
def telegram_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClockedServer]:
    """A server of this module's own that may call this machine, where its Telegram is."""
    with ClockedServer(tmp_path_factory.mktemp("server"), ("--demo",), dict(LOOPBACK)) as started:
        yield started


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def telegram_office(telegram_server: ClockedServer) -> AsyncIterator[Office]:
    """Its administrator."""
    async with Office.of_demo(telegram_server) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def telegram() -> AsyncIterator[FakeTelegram]:
    """A Telegram of this journey's own."""
    async with FakeTelegram() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def stage(chrome: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Browsers of this journey's people. Scripts and policies that complained fail it at the end."""
    opened = Stage(chrome)
    yield opened
    if request.node.stash.get(FAILED, False):
        for picture in await opened.photograph(RESULTS, request.node.name):
            request.node.add_report_section("call", "screen", str(picture))
    await opened.close()
    assert opened.complaints == []
