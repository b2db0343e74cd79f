"""What the preview shows of settings before they are stored is what customers get then: in the widget, on Telegram."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio

from tests.features.settings.effects.world import HOUR, MINUTE, Channel, Customer, World, on_both_stores
from tests.support.telegram_people import Customer as Person
from tests.support.telegram_server import FakeTelegram
from tests.support.waiting import until_async

NEVER: dict[str, Any] = {"zone": "UTC", "week": [[]] * 7}
TEXTS: dict[str, Any] = {
    "auto.welcome": True, "auto.welcome_text": "Xin chào! Phiên #SESSION_ID#. <b>&amp; 🍵",
    "consent.enabled": True, "consent.text": "Viết tiếp là đồng ý.", "consent.url": "https://shop.example/privacy",
    "auto.no_answer_rule": "text", "auto.no_answer_text": "Chờ chút nhé", "auto.no_answer_after": 30,
    "auto.close_rule": "text", "auto.close_text": "Cảm ơn! #OPERATOR#, phiên #DIALOG#", "auto.close_delay": 30,
    "auto.timeout": HOUR, "auto.timeout_rule": "text", "auto.timeout_text": "Hẹn gặp lại!\nTừ #OPERATOR#",
    "hours.off_rule": "text", "hours.off_text": "Mai nhé", "queue.idle_time": 3_600,
    "rating.ask": True, "rating.before_finish": False, "rating.text": "1 tốt, 0 chưa", "rating.like": "Cảm ơn 1",
    "rating.widget_text": "Thế nào?", "rating.widget_like": "Vui quá", "rating.widget_dislike": "Tiếc quá",
    "queue.agent_card": "hidden", "queue.agent_name": "Hoa Sen",
}  # fmt: skip
Scenes = dict[str, dict[str, Any]]


@pytest_asyncio.fixture(loop_scope="session")
async def telegram() -> AsyncIterator[FakeTelegram]:
    """A Telegram of the test's own."""
    async with FakeTelegram() as started:
        yield started


async def promised(channel: Channel, settings: dict[str, Any]) -> Scenes:
    shown = await channel.boss.must("POST", f"{channel.path}/preview", {"settings": settings})
    return {one["scene"]: one for one in shown["scenes"]}


async def lines(scene: dict[str, Any], device: str, customer: Customer, agent: str) -> list[str]:
    """What is said by itself in a scene, with the number of this session and the name of who serves it."""
    number = str((await customer.session())["number"])
    texts = [line["text"] for line in scene[device] if line["author"] == "system"]
    return [text.replace("1024", number).replace("Anna Admin", agent) for text in texts]


@on_both_stores
async def test_in_the_widget(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel = await world.channel(mai)
    scenes = await promised(channel, TEXTS)
    await channel.change(TEXTS)

    async def agreed() -> Customer:
        visitor = await channel.visitor()
        consent = (await channel.config())["form"]["consent"]
        assert (consent["text"], consent["url"]) == (TEXTS["consent.text"], TEXTS["consent.url"])
        assert (await visitor.call("POST", "/consent", consent)).status_code == 204
        return await visitor.says()

    left, closed = await agreed(), await agreed()
    assert await left.told() == await lines(scenes["opening"], "widget", left, "Mai")
    world.wait(MINUTE)
    await left.until_told(*await lines(scenes["no_answer"], "widget", left, "Mai"))
    for customer in (left, closed):
        await mai.serves(customer)
    await mai.does("finish", closed)
    (*_, bye) = await lines(scenes["closing"], "widget", closed, "Hoa Sen")
    assert (await closed.told())[-1] == bye
    rating, asking = (await closed.seen())["conversation"]["session"]["rating"], scenes["closing"]["rating"]
    assert [rating[name] for name in ("text", "like", "dislike")] == [
        asking[name] for name in ("text", "like", "dislike")
    ]
    assert (await closed.seen())["conversation"]["session"]["agent"]["name"] == "Hoa Sen"
    world.wait(HOUR)
    (*_, timeout) = await lines(scenes["timeout"], "widget", left, "Hoa Sen")
    await left.until_told(timeout)
    await channel.change({"hours.enabled": True, "hours.calendar": NEVER})
    late = await agreed()
    assert await late.told() == await lines(scenes["off_hours"], "widget", late, "Mai")


@on_both_stores
async def test_on_telegram(world: World, telegram: FakeTelegram) -> None:
    (mai,) = await world.team("Mai")
    channel = await world.channel(mai)
    bot = telegram.bot()
    connection = await channel.messenger(bot, telegram.url)
    scenes = await promised(channel, TEXTS)
    await channel.change(TEXTS)
    people = [bot.customer(8_001 + number, "Linh") for number in range(3)]

    async def got(person: Person, expected: list[str]) -> None:
        """Exactly these, but for what the agent said."""

        async def said() -> bool:
            return [call.text for call in bot.to(person.id) if call.text != "Good day"] == expected

        await until_async(said, f"{expected} on Telegram")

    left, closed = [await channel.writes_by(connection, person.text("Hello")) for person in people[:2]]
    await got(people[0], await lines(scenes["opening"], "messenger", left, "Mai"))
    world.wait(MINUTE)
    opening = await lines(scenes["no_answer"], "messenger", left, "Mai")
    await got(people[0], opening)
    for customer in (left, closed):
        await mai.serves(customer)
    await mai.does("finish", closed)
    waited = [TEXTS["auto.no_answer_text"]]  # he was told, too, before he was served
    ending = await lines(scenes["closing"], "messenger", closed, "Hoa Sen")
    await got(people[1], ending[:2] + waited + ending[2:])
    await people[1].text("1")
    rated = await lines(scenes["rated"], "messenger", closed, "Hoa Sen")
    await got(people[1], rated[:2] + waited + rated[2:])
    world.wait(HOUR)
    timeout = await lines(scenes["timeout"], "messenger", left, "Hoa Sen")
    await got(people[0], timeout[:2] + waited + timeout[2:])
    await channel.change({"hours.enabled": True, "hours.calendar": NEVER})
    late = await channel.writes_by(connection, people[2].text("Hello"))
    await got(people[2], await lines(scenes["off_hours"], "messenger", late, "Mai"))
