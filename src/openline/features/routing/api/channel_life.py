"""Routes of a channel's life: what it means to others, and settings that go to other channels."""

from litestar import get, post

from openline.features.people.types import Actor
from openline.features.routing import making
from openline.features.routing.service.copying import copy_settings
from openline.features.routing.service.impact import show_bot_impact, show_impact
from openline.kit.ids import parse_id
from openline.store import Store


@get("/api/v1/channels/{channel_id:str}/impact")
async def show_channel_impact(store: Store, actor: Actor, channel_id: str) -> making.Impact:
    """What would be missed if it was switched off or deleted."""
    return await store.read(show_impact, actor, parse_id(channel_id))


@post("/api/v1/channels/{channel_id:str}/settings/copy", status_code=200)
async def copy_channel_settings(
    store: Store, actor: Actor, channel_id: str, data: making.CopySettings
) -> making.CopiedTo:  # fmt: skip
    """Give other channels the settings of this one, by groups; all of them or none."""
    return await store.commit(copy_settings, actor, parse_id(channel_id), data)


@get("/api/v1/bots/{bot_id:str}/impact")
async def show_impact_of_bot(store: Store, actor: Actor, bot_id: str) -> making.BotImpact:
    """What would be missed if it was removed."""
    return await store.read(show_bot_impact, actor, parse_id(bot_id))


HANDLERS = [show_channel_impact, show_impact_of_bot, copy_channel_settings]
