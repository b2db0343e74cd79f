"""The whole way with a Telegram that is not ours, by webhook and by polling: what a customer does, the desk shows."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import httpx
import pytest
from PIL import Image

from openline import bootstrap
from openline.config import load
from openline.connectors.registry import Registry
from openline.connectors.telegram import CONNECTOR as TELEGRAM
from openline.connectors.webchat import CONNECTOR as WEBCHAT
from openline.kit.clock import Clock
from tests.support.plain import plain_channel
from tests.support.product import Desk, Product
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_server import FakeTelegram
from tests.support.waiting import until_async

PUBLIC = "https://desk.example"


def picture(color: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), color).save(made, "JPEG")
    return made.getvalue()


@dataclass
class Shop:
    """A company with bots, and its administrator at the desk."""

    telegram: FakeTelegram
    boss: Desk
    transport: str

    async def connect(self, bot: FakeBot, name: str) -> dict[str, Any]:
        """The wizard's steps: a channel, a connection whose token is asked of Telegram."""
        channel = await plain_channel(self.boss, name)
        config = {"bot_token": bot.token, "transport": self.transport, "api_url": self.telegram.url}
        new = {"channel_id": channel["id"], "connector": "telegram", "config": config}
        made: dict[str, Any] = await self.boss.must("POST", "/connections", new)
        return made

    async def conversations(self) -> list[dict[str, Any]]:
        page = await self.boss.get("/conversations", view="all", limit=100)
        return [one for one in page["items"] if one["connector"] == "telegram"]

    async def messages(self, conversation: dict[str, Any]) -> list[dict[str, Any]]:
        page = await self.boss.get(f"/conversations/{conversation['id']}/messages", limit=100)
        items: list[dict[str, Any]] = page["items"]
        return items

    async def until_messages(self, count: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The only conversation, once so much was said and every file has come."""

        async def there() -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
            for conversation in await self.conversations():
                found = await self.messages(conversation)
                fetched = all(file["state"] == "ready" for one in found for file in one["files"])
                if len(found) >= count and fetched:
                    return conversation, found
            return None

        return await until_async(there, f"{count} messages")


@pytest.fixture(params=["webhook", "poll"])
async def shop(request: pytest.FixtureRequest, demo_ground: dict[str, str]) -> AsyncIterator[Shop]:
    """The product, and a Telegram that calls it, or waits to be asked."""
    reach = {"OPENLINE_OUTBOUND_ALLOW": "127.0.0.0/8", "OPENLINE_PUBLIC_URL": PUBLIC}
    clock = Clock()
    application = bootstrap.build(
        load(demo_ground | reach), clock, Registry({"webchat": WEBCHAT, "telegram": TELEGRAM})
    )
    await application.start()
    hooks = httpx.AsyncClient(transport=httpx.ASGITransport(application.asgi, client=("9.9.9.9", 443)))
    try:
        product = Product(application, clock)
        client = product.client()
        client.base_url = httpx.URL("https://127.0.0.1")
        boss = await Desk(client).login("admin@example.com")
        async with FakeTelegram(hooks) as telegram:
            yield Shop(telegram, boss, request.param)
            for one in product.clients:
                await one.aclose()
            await application.jobs.stop()
    finally:
        await hooks.aclose()
        await application.stop()


async def test_all_that_a_customer_does_is_on_the_desk(shop: Shop) -> None:
    bot = shop.telegram.bot()
    await shop.connect(bot, "Tea")
    linh = bot.customer(1001, "Linh", username="linh_t", avatar=picture("green"))
    await linh.start("promo-42")
    asked = await linh.text("Xin chào! 👋")
    await linh.photo(picture("red"), "look")
    await linh.album(picture("blue"), picture("white"))
    await linh.location(21.03, 105.85, "Hồ Gươm", "Hà Nội")
    await linh.contact("84900000001")
    conversation, said = await shop.until_messages(7)
    started, hello, photo, first, second, place, card = said
    assert conversation["source"] == "promo-42"
    assert (started["text"], hello["text"]) == ("/start promo-42", "Xin chào! 👋")
    assert (photo["text"], photo["files"][0]["kind"], photo["files"][0]["width"]) == ("look", "image", 40)
    assert first["album"] == second["album"] is not None
    assert place["parts"][0]["title"] == "Hồ Gươm"
    assert card["parts"][0]["phones"] == ["84900000001"]
    answer = await shop.boss.http.get(photo["files"][0]["url"])
    assert answer.content[:3] == b"\xff\xd8\xff"

    async def is_known() -> bool:
        contact = await shop.boss.get(f"/contacts/{conversation['contact']['id']}")
        known = (contact["name"], contact["phone"], contact["locale"])
        return bool(contact["avatar_url"]) and known == ("Linh", "+84900000001", "vi")

    await until_async(is_known, "customer with name, number and face")
    await linh.edit(asked, "Xin chào bạn!")

    async def is_edited() -> bool:
        found: str = (await shop.messages(conversation))[1]["text"]
        return found == "Xin chào bạn!"

    await until_async(is_edited, "edit")


async def test_an_answer_comes_back_with_what_the_customer_makes_of_it(shop: Shop) -> None:
    bot = shop.telegram.bot()
    await shop.connect(bot, "Tea")
    linh = bot.customer(1001, "Linh")
    await linh.text("hello")
    conversation, (hello,) = await shop.until_messages(1)
    await shop.boss.must("POST", f"/sessions/{conversation['session']['id']}/accept")
    answer = {"text": "Chào Linh", "reply_to": hello["id"], "buttons": [{"label": "Có", "payload": "y"}]}
    ours = await shop.boss.must("POST", f"/conversations/{conversation['id']}/messages", answer)
    (call,) = await bot.until_sent(1)
    await linh.react(call, "❤")
    await linh.press(call, "y")
    await bot.until_called("answerCallbackQuery")  # or the button would go on turning
    await shop.until_messages(3)
    _, sent, pressed = await shop.messages(conversation)
    assert (sent["id"], sent["state"]) == (ours["id"], "sent")
    assert sent["reactions"] == [{"emoji": "❤", "by": "customer"}]
    assert pressed["parts"] == [{"type": "pressed", "payload": "y", "label": "Có"}]
    assert pressed["reply_to"]["id"] == ours["id"]
    await linh.block()

    async def is_blocked() -> bool:
        return bool((await shop.conversations())[0]["blocked"])

    await until_async(is_blocked, "blocked conversation")
    refused = await shop.boss.call("POST", f"/conversations/{conversation['id']}/messages", {"text": "still there?"})
    assert refused.status_code == 409
    await linh.unblock()

    async def is_open() -> bool:
        return not await is_blocked()

    await until_async(is_open, "open conversation")


async def test_one_person_and_two_bots(shop: Shop) -> None:
    first, second = shop.telegram.bot("Tea", "tea_bot"), shop.telegram.bot("Cake", "cake_bot")
    await shop.connect(first, "Tea")
    await shop.connect(second, "Cakes")
    await first.customer(1001, "Linh").text("tea, please")
    await second.customer(1001, "Linh").text("and cake")

    async def there() -> list[dict[str, Any]] | None:
        found = await shop.conversations()
        return found if len(found) == 2 else None

    one, other = await until_async(there, "two conversations")
    assert one["contact"]["id"] == other["contact"]["id"]
    assert {one["last_message"]["text"], other["last_message"]["text"]} == {"tea, please", "and cake"}


async def test_whoever_asks_with_another_secret_is_refused(shop: Shop) -> None:
    bot = shop.telegram.bot()
    connection = await shop.connect(bot, "Tea")
    update = {
        "update_id": 1,
        "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"},
    }
    path = f"/hooks/telegram/{connection['id']}"
    for headers in ({}, {"x-telegram-bot-api-secret-token": "guess"}, {"x-telegram-bot-api-secret-token": ""}):
        answer = await shop.boss.http.post(path, json=update, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "hook_refused")
    assert await shop.conversations() == []
