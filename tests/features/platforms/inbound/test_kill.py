"""The power fails while a platform tells: everything is there once, whichever way it came."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.load import AgentClient
from tests.support.postgres import Server
from tests.support.processes import ServerProcess, environment, serve
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_server import FakeTelegram
from tests.support.waiting import until_async

PEOPLE = 4
ROUNDS = 5
WRITTEN = 3


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_env(request: pytest.FixtureRequest) -> Iterator[Mapping[str, str]]:
    """The environment of a server on each store, which its platform reaches by an address of the internet."""
    own = {"OPENLINE_OUTBOUND_ALLOW": "127.0.0.0/8", "OPENLINE_PUBLIC_URL": "https://127.0.0.1:4443"}
    if request.param == "sqlite":
        yield own
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.fresh_database()
    yield own | {"OPENLINE_DATABASE_URL": url}
    server.drop_database(url)


class ToServer(httpx.AsyncBaseTransport):
    """The proxy with the certificate in front of the server, as Telegram sees it."""

    def __init__(self) -> None:
        self.port = 0
        self._inside = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        return await self._inside.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inside.aclose()


@dataclass
class Power:
    """A server that can be cut off and switched on again at the same address."""

    data: Path
    env: dict[str, str]
    server: ServerProcess

    async def cut(self) -> None:
        """Off and on."""
        await asyncio.to_thread(self.server.kill)
        self.server = await asyncio.to_thread(lambda: serve(self.data, "--demo", env=self.env))

    def check_log(self) -> str:
        command = [sys.executable, "-m", "openline.cli", "check-log"]
        own = environment(self.data) | self.env
        done = subprocess.run(command, env=own, capture_output=True, text=True, timeout=120, check=False)
        return done.stdout + done.stderr


async def write(bot: FakeBot, turn: int) -> None:
    """Everybody writes a few lines, not waiting for anybody."""
    people = [bot.customer(1_000 + n, f"P{n}") for n in range(PEOPLE)]
    for line in range(WRITTEN):
        for one in people:
            await one.text(f"{turn}-{line}")


async def heard(boss: AgentClient) -> dict[str, list[str]]:
    """What every customer of the bot has said, by conversation."""
    page = await boss.get("/conversations?view=all&limit=100")
    found: dict[str, list[str]] = {}
    for one in page["items"]:
        if one["connector"] == "telegram":
            said: Any = await boss.get(f"/conversations/{one['id']}/messages?limit=100")
            mine = [message for message in said["items"] if message["author"] == "customer"]
            found[one["id"]] = [message["text"] for message in mine]
    return found


@pytest.mark.timeout(300)  # several starts of a server, perhaps on a busy machine
@pytest.mark.parametrize("transport", ["webhook", "poll"])
async def test_cuts_lose_and_double_nothing(tmp_path: Path, store_env: Mapping[str, str], transport: str) -> None:
    way = ToServer()
    env = dict(store_env)
    server = await asyncio.to_thread(lambda: serve(tmp_path / "data", "--demo", env=env))
    power = Power(tmp_path / "data", env | {"OPENLINE_PORT": str(server.port)}, server)
    way.port = server.port
    hooks = httpx.AsyncClient(transport=way, timeout=10.0)
    try:
        async with FakeTelegram(hooks) as telegram:
            bot = telegram.bot()
            boss = await connected(way, bot, telegram.url, transport)
            for turn in range(ROUNDS):
                telling = asyncio.create_task(write(bot, turn))
                if turn % 2:
                    await power.cut()
                await telling
                await bot.flush()
            await until_all(boss, bot)
            await boss.close()
    finally:
        power.server.kill()
        await hooks.aclose()
    said = power.check_log()
    assert "gaps 0" in said, said
    assert "doubles 0" in said, said


async def connected(way: ToServer, bot: FakeBot, api_url: str, transport: str) -> AgentClient:
    """An administrator who has connected the bot."""
    boss = AgentClient("https://127.0.0.1")
    boss.http = httpx.AsyncClient(transport=way, base_url=boss.url, timeout=30.0)
    await boss.login("admin@example.com")
    channel = await boss.post("/channels", {"name": "Tea"})
    config = {"bot_token": bot.token, "transport": transport, "api_url": api_url}
    await boss.post("/connections", {"channel_id": channel["id"], "connector": "telegram", "config": config})
    return boss


async def until_all(boss: AgentClient, bot: FakeBot) -> None:
    wanted = sorted(f"{turn}-{line}" for turn in range(ROUNDS) for line in range(WRITTEN))

    async def there() -> bool:
        await bot.flush()
        found = await heard(boss)
        return len(found) == PEOPLE and all(sorted(said) == wanted for said in found.values())

    await until_async(there, "all that was said, once", within_s=60.0)
