"""The power goes while a platform has a call and has not answered: nothing that arrived is said twice by itself."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from openline.jobs.outbox import LEASE_MS
from tests.support.clocked import ClockedServer
from tests.support.fault_proxy import Fault
from tests.support.plain import plain_channel
from tests.support.postgres import Server
from tests.support.product import Desk
from tests.support.telegram_server import FakeTelegram
from tests.support.telegram_types import MAX_TEXT
from tests.support.waiting import until_async

LINH = 1001


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_env(request: pytest.FixtureRequest) -> Iterator[Mapping[str, str]]:
    """The environment of a server on each store."""
    if request.param == "sqlite":
        yield {}
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.fresh_database()
    yield {"OPENLINE_DATABASE_URL": url}
    server.drop_database(url)


@pytest.fixture
async def server(store_env: Mapping[str, str], tmp_path: Path) -> AsyncIterator[ClockedServer]:
    node = ClockedServer(tmp_path / "data", ("--demo",), env={**store_env, "OPENLINE_OUTBOUND_ALLOW": "127.0.0.0/8"})
    await asyncio.to_thread(node.start)
    yield node
    node.kill()


async def accepted(boss: Desk) -> str:
    """The first conversation by Telegram, owned by the administrator."""

    async def there() -> dict[str, Any] | None:
        page = await boss.get("/conversations", view="all")
        return next((one for one in page["items"] if one["connector"] == "telegram"), None)

    found = await until_async(there, "conversation by Telegram")
    await boss.must("POST", f"/sessions/{found['session']['id']}/accept")
    return str(found["id"])


async def until(boss: Desk, said: dict[str, Any], state: str) -> dict[str, Any]:
    async def there() -> dict[str, Any] | None:
        page = await boss.get(f"/conversations/{said['conversation_id']}/messages")
        found: dict[str, Any] = next(one for one in page["items"] if one["id"] == said["id"])
        return found if found["state"] == state else None

    return await until_async(there, f"{state} message")


async def test_a_power_cut_in_the_middle_of_a_message_repeats_nothing(server: ClockedServer) -> None:
    async with FakeTelegram() as telegram, httpx.AsyncClient(base_url=server.url, timeout=20) as client:
        bot = telegram.bot()
        boss = await Desk(client).login("admin@example.com")
        channel = await plain_channel(boss, "Telegram")
        config = {"bot_token": bot.token, "transport": "poll", "api_url": telegram.url}
        new = {"channel_id": channel["id"], "connector": "telegram", "config": config}
        await boss.must("POST", "/connections", new)
        await bot.customer(LINH).text("Xin chào")
        talk = await accepted(boss)
        telegram.trouble("sendMessage", Fault.PASS, Fault.SILENT)
        pieces = ["a" * MAX_TEXT, "b" * 3_000]
        said = await boss.must("POST", f"/conversations/{talk}/messages", {"text": "".join(pieces)})
        behind = await boss.must("POST", f"/conversations/{talk}/messages", {"text": "and then?"})
        await bot.until_sent(2)

        server.kill()
        await asyncio.to_thread(server.start)
        assert (await until(boss, said, "sending"))["id"] == said["id"]
        server.advance(timedelta(milliseconds=LEASE_MS + 1_000))
        unknown = await until(boss, said, "unknown")
        assert unknown["may_send_again"]
        await until(boss, behind, "sent")
        assert len(bot.to(LINH)) == 3

        await boss.must("POST", f"/messages/{said['id']}/send-again")
        await until(boss, said, "sent")
        assert [call.text for call in bot.to(LINH)] == [*pieces, "and then?", pieces[1]]
