"""A fake Telegram, a bot there, and a customer of it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from tests.connectors.telegram.ways_out import Line, by_polling, by_webhook
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_methods import Limits
from tests.support.telegram_people import Customer
from tests.support.telegram_server import FakeTelegram


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(limits=Limits(get_file=1_000_000, upload=1_000_000, photo=500_000)) as started:
        yield started


@pytest.fixture
def bot(telegram: FakeTelegram) -> FakeBot:
    return telegram.bot()


@pytest.fixture
def linh(bot: FakeBot) -> Customer:
    return bot.customer(1001, "Linh", username="linh_t", avatar=b"face")


@pytest.fixture(params=[by_polling, by_webhook], ids=["poll", "webhook"])
async def line(request: pytest.FixtureRequest, telegram: FakeTelegram, bot: FakeBot) -> AsyncIterator[Line]:
    """A connection of the bot at work, however its events come."""
    way: Callable[[FakeTelegram, FakeBot], AbstractAsyncContextManager[Line]] = request.param
    async with way(telegram, bot) as opened:
        yield opened
