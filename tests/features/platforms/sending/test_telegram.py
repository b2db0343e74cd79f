"""Answers by a Telegram that is not ours: text, long text, a photo, slow chats, a token that is taken back."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from openline import bootstrap
from openline.bootstrap import Application
from openline.config import load
from openline.kit.clock import SECOND, Clock
from tests.support.fault_proxy import Fault
from tests.support.plain import plain_channel
from tests.support.product import Desk, Product
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_people import Customer
from tests.support.telegram_server import FakeTelegram
from tests.support.telegram_types import MAX_TEXT, utf16
from tests.support.waiting import until_async

LINH, HOA = 1001, 1002


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (64, 48), (30, 140, 90)).save(content, "PNG")
    return content.getvalue()


@dataclass
class Shop:
    """A bot that is connected by polling, and the administrator who answers."""

    product: Product
    telegram: FakeTelegram
    bot: FakeBot
    boss: Desk
    connection: dict[str, Any]

    async def talk(self, customer: Customer, text: str = "Xin chào") -> str:
        """He writes and is accepted; his conversation's id."""
        await customer.text(text)

        async def there() -> dict[str, Any] | None:
            page = await self.boss.get("/conversations", view="all")
            name = customer.first_name
            return next((one for one in page["items"] if one["contact"]["name"] == name and one["session"]), None)

        found = await until_async(there, f"conversation with {customer.first_name}")
        await self.boss.must("POST", f"/sessions/{found['session']['id']}/accept")
        return str(found["id"])

    async def say(self, talk: str, text: str, **more: Any) -> dict[str, Any]:
        said: dict[str, Any] = await self.boss.must("POST", f"/conversations/{talk}/messages", {"text": text} | more)
        return said

    async def until(self, said: dict[str, Any], state: str) -> dict[str, Any]:
        async def there() -> dict[str, Any] | None:
            page = await self.boss.get(f"/conversations/{said['conversation_id']}/messages")
            found: dict[str, Any] = next(one for one in page["items"] if one["id"] == said["id"])
            return found if found["state"] == state else None

        return await until_async(there, f"{state} message")


@pytest.fixture
async def shop(demo_ground: dict[str, str]) -> AsyncIterator[Shop]:
    config, clock = load(demo_ground | {"OPENLINE_OUTBOUND_ALLOW": "127.0.0.0/8"}), Clock()
    async with FakeTelegram() as telegram:
        application = bootstrap.build(config, clock)
        await application.start()
        try:
            yield await opened(application, clock, telegram)
        finally:
            await application.stop()


async def opened(application: Application, clock: Clock, telegram: FakeTelegram) -> Shop:
    product, bot = Product(application, clock), telegram.bot()
    boss = await product.login("admin")
    channel = await plain_channel(boss, "Telegram")
    config = {"bot_token": bot.token, "transport": "poll", "api_url": telegram.url}
    new = {"channel_id": channel["id"], "connector": "telegram", "config": config}
    return Shop(product, telegram, bot, boss, await boss.must("POST", "/connections", new))


async def test_an_answer_reaches_the_customer(shop: Shop) -> None:
    linh = shop.bot.customer(LINH, "Linh")
    talk = await shop.talk(linh)
    await shop.until(await shop.say(talk, "Chào Linh! 👋"), "sent")
    (call,) = shop.bot.to(LINH)
    assert (call.method, call.text) == ("sendMessage", "Chào Linh! 👋")


async def test_a_long_answer_arrives_in_pieces_that_make_it_up(shop: Shop) -> None:
    linh = shop.bot.customer(LINH, "Linh")
    talk = await shop.talk(linh)
    text = ("Tiếng Việt có dấu 👩‍👩‍👧. " * 320).strip()
    await shop.until(await shop.say(talk, text), "sent")
    calls = shop.bot.to(LINH)
    assert len(calls) == 3
    assert all(utf16(call.text) <= MAX_TEXT for call in calls)
    assert "".join(call.text for call in calls) == text


async def test_a_quoted_answer_names_the_customers_message(shop: Shop) -> None:
    linh = shop.bot.customer(LINH, "Linh")
    talk = await shop.talk(linh, "Giá bao nhiêu?")
    (asked,) = (await shop.boss.get(f"/conversations/{talk}/messages"))["items"]
    await shop.until(await shop.say(talk, "100", reply_to=asked["id"]), "sent")
    (call,) = shop.bot.to(LINH)
    assert call.params["reply_parameters"]["message_id"] == next(iter(shop.bot.messages))[1]


async def test_a_photo_goes_up_and_buttons_stand_under_it(shop: Shop) -> None:
    linh = shop.bot.customer(LINH, "Linh")
    talk = await shop.talk(linh)
    content, token = picture(), {"x-csrftoken": shop.boss.me["csrf_token"]}
    upload = await shop.boss.http.post(
        "/api/v1/files", files={"file": ("trà.png", content, "image/png")}, headers=token
    )
    assert upload.status_code == 201, upload.text
    said = await shop.say(talk, "This one?", files=[upload.json()["id"]], buttons=[{"label": "Yes", "payload": "yes"}])
    sent = await shop.until(said, "sent")
    assert sent["failure"] is None
    photo = next(call for call in shop.bot.to(LINH) if call.files)
    assert [file.content for file in photo.files.values()] == [content]
    assert [button["text"] for call in shop.bot.to(LINH) for button in call.buttons] == ["Yes"]


async def test_a_chat_that_is_told_to_slow_down_holds_up_no_other(shop: Shop) -> None:
    shop.telegram.retry_after_s = 30
    linh, hoa = shop.bot.customer(LINH, "Linh"), shop.bot.customer(HOA, "Hoa")
    slow, quick = await shop.talk(linh), await shop.talk(hoa)
    shop.telegram.trouble("sendMessage", Fault.TOO_MANY, chat_id=LINH)
    waits = await shop.say(slow, "one")
    await shop.until(await shop.say(quick, "two"), "sent")
    assert shop.bot.to(LINH) == []
    shop.product.clock.advance(40 * SECOND)
    shop.product.application.platforms.outbox.wake()
    await shop.until(waits, "sent")
    assert [call.text for call in shop.bot.to(LINH)] == ["one"]


async def test_an_answer_that_may_have_arrived_is_asked_about(shop: Shop) -> None:
    linh = shop.bot.customer(LINH, "Linh")
    talk = await shop.talk(linh)
    shop.telegram.trouble("sendMessage", Fault.CUT_AFTER)
    unknown = await shop.until(await shop.say(talk, "hello?"), "unknown")
    assert unknown["may_send_again"]
    await shop.boss.must("POST", f"/messages/{unknown['id']}/send-again")
    await shop.until(unknown, "sent")
    assert [call.text for call in shop.bot.to(LINH)] == ["hello?", "hello?"]


async def test_a_customer_who_has_blocked_the_bot_is_told_nothing(shop: Shop) -> None:
    linh = shop.bot.customer(LINH, "Linh")
    talk = await shop.talk(linh)
    linh.blocked = True
    failed = await shop.until(await shop.say(talk, "hello?"), "failed")
    assert (failed["failure"]["code"], failed["failure"]["blame"]) == ("blocked", "recipient")


async def test_a_token_that_is_taken_back_needs_a_person(shop: Shop) -> None:
    linh = shop.bot.customer(LINH, "Linh")
    talk = await shop.talk(linh)
    shop.bot.revoked = True
    failed = await shop.until(await shop.say(talk, "hello?"), "failed")
    assert failed["failure"]["blame"] == "auth"
    assert (await shop.boss.get(f"/connections/{shop.connection['id']}"))["state"] == "reauth"
    shop.bot.revoked = False
    checked = await shop.boss.must("POST", f"/connections/{shop.connection['id']}/check")
    assert checked["state"] == "ok"
    await shop.boss.must("POST", f"/messages/{failed['id']}/send-again")
    await shop.until(failed, "sent")


async def test_typing_is_shown_to_the_customer(shop: Shop) -> None:
    linh = shop.bot.customer(LINH, "Linh")
    talk = await shop.talk(linh)
    await shop.boss.must("POST", f"/conversations/{talk}/typing", {"on": True})
    await shop.product.application.platforms.typing.idle()
    assert shop.bot.actions == [(LINH, "typing")]
