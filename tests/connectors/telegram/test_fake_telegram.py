"""The fake Telegram is one: what other tests take for granted of it, asked as any bot would ask."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.support.fault_proxy import Fault
from tests.support.http_server import Connection, HttpServer, Seen, reply
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_methods import Limits
from tests.support.telegram_server import FakeTelegram

SMALL = Limits(get_file=100, upload=200, photo=50)


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(limits=SMALL) as started:
        yield started


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=5.0) as opened:
        yield opened


class Api:
    """Calls as a simple bot makes them."""

    def __init__(self, client: httpx.AsyncClient, telegram: FakeTelegram, bot: FakeBot) -> None:
        self._client = client
        self._base = f"{telegram.url}/bot{bot.token}"

    async def raw(self, method: str, files: Any = None, **params: Any) -> httpx.Response:
        if files:
            return await self._client.post(f"{self._base}/{method}", data=params, files=files)
        return await self._client.post(f"{self._base}/{method}", json=params)

    async def ok(self, method: str, files: Any = None, **params: Any) -> Any:
        answer = (await self.raw(method, files, **params)).json()
        assert answer["ok"] is True, answer
        return answer["result"]


@pytest.fixture
def bot(telegram: FakeTelegram) -> FakeBot:
    return telegram.bot()


@pytest.fixture
def api(client: httpx.AsyncClient, telegram: FakeTelegram, bot: FakeBot) -> Api:
    return Api(client, telegram, bot)


async def test_a_bot_knows_itself_and_a_wrong_token_nobody(
    api: Api, bot: FakeBot, client: httpx.AsyncClient, telegram: FakeTelegram
) -> None:
    me = await api.ok("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (bot.id, True, "shop_bot")
    answer = await client.get(f"{telegram.url}/bot1:wrong/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


async def test_updates_come_again_until_they_are_confirmed(api: Api, bot: FakeBot) -> None:
    linh = bot.customer(1001)
    first, second = await linh.text("one"), await linh.text("two")
    for _ in range(2):
        got = await api.ok("getUpdates")
        assert [update["message"]["text"] for update in got] == ["one", "two"]
    assert second.update["update_id"] == first.update["update_id"] + 1
    assert second.id > first.id
    got = await api.ok("getUpdates", offset=second.update["update_id"])
    assert [update["message"]["text"] for update in got] == ["two"]
    assert await api.ok("getUpdates", offset=second.update["update_id"] + 1) == []


async def test_a_long_poll_ends_with_the_news(api: Api, bot: FakeBot) -> None:
    polling = asyncio.create_task(api.ok("getUpdates", timeout=10))
    await bot.customer(1001).text("hello")
    assert [update["message"]["text"] for update in await polling] == ["hello"]


async def test_a_webhook_gets_the_secret_and_stops_the_polling(api: Api, bot: FakeBot) -> None:
    async def take(seen: Seen, _: Connection) -> bytes:
        return reply(200)

    linh = bot.customer(1001)
    async with HttpServer(take) as hooked:
        await api.ok("setWebhook", url=f"{hooked.url}/hook", secret_token="s3", allowed_updates=["message"])
        said = await linh.text("hello")
        assert (await api.raw("getUpdates")).status_code == 409
        await linh.block()  # not asked for
    assert said.status == 200
    (seen,) = hooked.seen
    assert seen.headers["x-telegram-bot-api-secret-token"] == "s3"
    assert seen.json() == said.update
    assert (await api.ok("getWebhookInfo"))["allowed_updates"] == ["message"]
    await api.ok("deleteWebhook")
    assert await api.ok("getUpdates") == []


async def test_what_a_webhook_refused_comes_again(api: Api, bot: FakeBot) -> None:
    statuses = [503, 200]

    async def take(seen: Seen, _: Connection) -> bytes:
        return reply(statuses.pop(0))

    async with HttpServer(take) as hooked:
        await api.ok("setWebhook", url=hooked.url)
        said = await bot.customer(1001).text("hello")
        info = await api.ok("getWebhookInfo")
        assert (said.status, info["pending_update_count"]) == (503, 1)
        assert "503" in info["last_error_message"]
        await bot.flush()
    assert [seen.json() for seen in hooked.seen] == [said.update] * 2
    assert bot.statuses == [503, 200]


async def test_the_bot_writes_and_its_message_has_a_number(api: Api, bot: FakeBot) -> None:
    linh = bot.customer(1001)
    said = await linh.text("hello")
    message = await api.ok(
        "sendMessage", chat_id=1001, text="Xin chào", reply_parameters={"message_id": said.id},
        reply_markup={"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]},
    )  # fmt: skip
    assert message["message_id"] > said.id
    assert message["reply_to_message"]["text"] == "hello"
    assert abs(message["date"] - said.message["date"]) < 10
    (call,) = await bot.until_sent()
    assert (call.text, call.buttons[0]["callback_data"]) == ("Xin chào", "y")
    pressed = await linh.press(call, "y")
    assert pressed.update["callback_query"]["data"] == "y"
    assert pressed.update["callback_query"]["message"]["message_id"] == message["message_id"]


async def test_files_go_both_ways(api: Api, bot: FakeBot, telegram: FakeTelegram, client: httpx.AsyncClient) -> None:
    linh = bot.customer(1001, avatar=b"face")
    said = await linh.photo(b"picture", "look")
    assert [size["width"] for size in said.message["photo"]] == [90, 1280]
    file = await api.ok("getFile", file_id=said.message["photo"][-1]["file_id"])
    got = await client.get(f"{telegram.url}/file/bot{bot.token}/{file['file_path']}")
    assert got.content == b"picture"
    face = await api.ok("getUserProfilePhotos", user_id=1001)
    assert face["total_count"] == 1
    await api.ok("sendDocument", {"document": ("a.pdf", b"paper", "application/pdf")}, chat_id="1001", caption="here")
    media = '[{"type":"photo","media":"attach://a","caption":"two"},{"type":"photo","media":"attach://b"}]'
    await api.ok("sendMediaGroup", {"a": ("a.png", b"1"), "b": ("b.png", b"2")}, chat_id="1001", media=media)
    paper, album = await bot.until_sent(2)
    assert (paper.text, paper.files["document"].content, paper.chat_id) == ("here", b"paper", 1001)
    assert [file.content for file in album.files.values()] == [b"1", b"2"]
    assert len({message["media_group_id"] for message in album.result}) == 1


async def test_limits_are_said_in_its_words(api: Api, bot: FakeBot) -> None:
    linh = bot.customer(1001)
    large = await linh.document(b"x", size=101)
    for method, words, params, files in (
        ("sendMessage", "message is too long", {"text": "😀" * 2_049}, None),
        ("sendMessage", "message text is empty", {"text": "  "}, None),
        ("sendDocument", "caption is too long", {"caption": "a" * 1_025}, {"document": ("a", b"x")}),
        ("sendPhoto", "Too Large", {}, {"photo": ("a", b"x" * 51)}),
        ("getFile", "file is too big", {"file_id": large.message["document"]["file_id"]}, None),
        ("sendMessage", "message to be replied not found", {"text": "a", "reply_parameters": {"message_id": 9}}, None),
    ):
        answer = await api.raw(method, files, **{"chat_id": 1001, **params})
        assert answer.status_code in {400, 413}, method
        assert words in answer.json()["description"]
    assert (await api.raw("sendMessage", chat_id=5, text="x")).json()["description"] == "Bad Request: chat not found"
    assert bot.sent == []


async def test_doors_shut_and_groups_move(api: Api, bot: FakeBot) -> None:
    linh, group = bot.customer(1001), bot.group(-17)
    said = await linh.block()
    assert said.message["new_chat_member"]["status"] == "kicked"
    answer = await api.raw("sendMessage", chat_id=1001, text="x")
    assert (answer.status_code, answer.json()["description"]) == (403, "Forbidden: bot was blocked by the user")
    await linh.unblock()
    await api.ok("sendMessage", chat_id=1001, text="x")
    moved = await group.upgrade(-1001)
    assert moved.message["migrate_to_chat_id"] == -1001
    answer = await api.raw("sendMessage", chat_id=-17, text="x")
    assert answer.json()["parameters"] == {"migrate_to_chat_id": -1001}


async def test_troubles_come_in_their_order_and_to_their_chat(api: Api, bot: FakeBot, telegram: FakeTelegram) -> None:
    bot.customer(1001)
    bot.customer(1002)
    telegram.retry_after_s = 9
    telegram.trouble("sendMessage", Fault.TOO_MANY, Fault.SERVER_ERROR, chat_id=1001)
    found = [await api.raw("sendMessage", chat_id=chat, text="x") for chat in (1002, 1001, 1001, 1001)]
    assert [answer.status_code for answer in found] == [200, 429, 500, 200]
    assert found[1].json()["parameters"] == {"retry_after": 9}
    assert [call.chat_id for call in bot.sent] == [1002, 1001]


async def test_held_updates_come_backwards(api: Api, bot: FakeBot) -> None:
    linh = bot.customer(1001)
    bot.hold()
    await linh.text("one")
    await linh.text("two")
    assert await api.ok("getUpdates") == []
    await bot.release(backwards=True)
    assert [update["message"]["text"] for update in await api.ok("getUpdates")] == ["two", "one"]
