"""A company with a bot that answers first."""

import pytest

from openline.bootstrap.following import follow
from openline.features.bots import schemas, service
from openline.features.bots.types import BotCaller
from openline.features.people.types import Actor
from openline.kit.clock import Clock
from openline.store import Store
from openline.store.batch import Runner
from tests.support.bot import ScriptedBot
from tests.support.desk import Company

SCRIPT = {"hours?": "From nine to five.", "person please": "hand over", "bye": "finish", "*": "I am a bot."}


@pytest.fixture
async def company(store: Store, clock: Clock, runner: Runner) -> Company:
    """An account with an administrator, an empty queue and a widget."""
    follow(runner)
    return await Company(store, clock).found()


@pytest.fixture
async def bot(company: Company) -> ScriptedBot:
    """The channel's bot."""
    made = await company.store.commit(service.add_bot, company.boss, schemas.NewBot(name="Hoa"))
    await company.set(**{"bot.enabled": True, "bot.id": made.id})
    bot = ScriptedBot(company.store, BotCaller(company.account_id, int(made.id), "Hoa"), SCRIPT)
    await bot.live()
    return bot


@pytest.fixture
async def mai(company: Company) -> Actor:
    """An agent of the queue, online."""
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    return mai
