"""What comes after an answer: ratings in the widget and on messengers."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest_asyncio

from tests.features.settings.effects.world import MINUTE, World, shows
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_server import FakeTelegram


@pytest_asyncio.fixture(loop_scope="session")
async def telegram() -> AsyncIterator[FakeTelegram]:
    """A Telegram of the test's own."""
    async with FakeTelegram() as started:
        yield started


def asked(seen: dict[str, Any]) -> dict[str, Any] | None:
    rating: dict[str, Any] | None = seen["conversation"]["session"]["rating"]
    return rating


def last_is(bot: FakeBot, text: str) -> bool:
    return [call.text for call in bot.sent[-1:]] == [text]


@shows("rating.ask", "rating.before_finish", "rating.widget_text", "rating.widget_like", "rating.widget_dislike")
async def test_the_widget_asks_in_the_words_of_the_channel_before_or_after_the_end(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel = await world.channel(mai)
    customer = await channel.served(mai)
    assert asked(await customer.seen()) is None
    words = {"rating.widget_text": "Was it good?", "rating.widget_like": "Hooray", "rating.widget_dislike": "Alas"}
    await channel.change({"rating.ask": True, "rating.before_finish": True, **words})
    rating = asked(await customer.seen())
    assert rating is not None
    assert (rating["text"], rating["like"], rating["dislike"]) == ("Was it good?", "Hooray", "Alas")
    await channel.change({"rating.before_finish": False, "auto.close_delay": 10})
    before = asked(await customer.seen())
    assert before is None or before["asked"] is False
    await mai.does("finish", customer)
    after = asked(await customer.seen())
    assert after is not None
    assert after["asked"] is True
    await channel.change({"rating.ask": False})
    unasked = await channel.served(mai)
    await mai.does("finish", unasked)
    assert asked(await unasked.seen()) is None


@shows("rating.closes")
async def test_a_rating_closes_at_once_where_the_channel_says_so(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel = await world.channel(mai)
    await channel.change({"rating.ask": True, "rating.before_finish": True, "auto.close_delay": 10})
    phases = []
    for closes in (False, True):
        await channel.change({"rating.closes": closes})
        customer = await channel.served(mai)
        await mai.does("finish", customer)
        assert (await customer.call("POST", "/rating", {"like": True})).status_code == 204
        phases.append((await customer.session())["phase"])
    assert phases == ["active", "closed"]


@shows("rating.time_limit")
async def test_a_rating_has_its_time_or_none(world: World) -> None:
    (mai,) = await world.team("Mai")
    limited, free = await world.channel(mai), await world.channel(mai)
    customers = []
    for channel, limit in ((limited, 5 * MINUTE), (free, 0)):
        await channel.change({"rating.ask": True, "auto.close_delay": 10, "rating.time_limit": limit})
        customers.append(await channel.served(mai))
        await mai.does("finish", customers[-1])
    world.wait(6 * MINUTE)
    assert [(await one.call("POST", "/rating", {"like": True})).status_code for one in customers] == [409, 204]


@shows("rating.text", "rating.like", "rating.dislike")
async def test_a_messenger_is_asked_in_a_message_and_answers_with_a_digit(world: World, telegram: FakeTelegram) -> None:
    (mai,) = await world.team("Mai")
    channel = await world.channel(mai)
    bot = telegram.bot()
    connection = await channel.messenger(bot, telegram.url)
    await channel.change(
        {
            "rating.ask": True, "auto.close_delay": 10, "rating.text": "1 if we did well, 0 if not",
            "rating.like": "Thank you!", "rating.dislike": "We are sorry.",
        }
    )  # fmt: skip
    for number, (digit, thanks) in enumerate({"1": "Thank you!", "0": "We are sorry."}.items()):
        person = bot.customer(9_001 + number, "Linh")
        customer = await channel.writes_by(connection, person.text("Hello"))
        await mai.serves(customer)
        await mai.does("finish", customer)
        await bot.until(partial(last_is, bot, "1 if we did well, 0 if not"))
        await person.text(digit)
        await bot.until(partial(last_is, bot, thanks))
