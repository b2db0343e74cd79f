"""The settings of a channel that says nothing by itself: what most tests are about is something else."""

from typing import Any

import msgspec

from openline.bootstrap import Application
from openline.features.channels.service import CHANNELS, channels_of
from openline.store import UnitOfWork

# Nothing is said, closing has one phase, and nobody is called unanswered before half a day is over.
PLAIN: dict[str, Any] = {
    "auto.welcome": False,
    "auto.close_rule": "none",
    "auto.no_answer_after": 43_200,
    "rating.ask": False,
}


async def plain_demo(application: Application) -> str:
    """The example account with plain channels; what it has said by then stays said."""
    greeting = await application.seed_demo()
    await application.base.store.commit(make_plain, 1)
    return greeting


async def plain_channel(boss: Any, name: str) -> dict[str, Any]:
    """A channel that an administrator makes over the API, and lets say nothing by itself."""
    made = await boss.must("POST", "/channels", {"name": name})
    await boss.must("PATCH", f"/channels/{made['id']}/settings", PLAIN)
    found: dict[str, Any] = await boss.get(f"/channels/{made['id']}")
    return found


async def make_plain(uow: UnitOfWork, account_id: int) -> None:
    """Let no channel of an account say anything by itself."""
    for found in await channels_of(uow, account_id):
        channel = await CHANNELS.hold(uow, found.id)
        assert channel is not None
        settings = channel.effective.with_changes(PLAIN, {}).changed
        CHANNELS.change(uow, channel, settings=msgspec.json.encode(settings).decode())
