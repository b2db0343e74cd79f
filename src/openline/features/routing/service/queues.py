"""Channels with their queues, as administrators create and change them."""

from typing import Any

import msgspec

from openline.engine import events as engine
from openline.features.channels.service import (
    CHANNELS,
    Channel,
    ChannelChange,
    access_channel,
    add_channel,
    change_channel,
)
from openline.features.people.types import Actor, Need
from openline.features.routing.repository import QUEUES, Queue
from openline.features.routing.service.life.again import rules_changed, sooner
from openline.features.routing.service.lineup import begin, refill
from openline.features.routing.service.queue import engine_settings, happen, hold
from openline.features.routing.service.references import Place, check_named
from openline.features.settings.service import life_of
from openline.features.settings.types import HEADS
from openline.store import UnitOfWork


async def open_channel(uow: UnitOfWork, actor: Actor, *, name: str | None, default_name: str) -> Channel:
    """Create a channel with its queue; the creator is its first member (docs/behaviour/routing.md)."""
    channel = await add_channel(uow, actor, name=name, default_name=default_name)
    settings = msgspec.json.encode(engine_settings(channel.effective)).decode()
    QUEUES.add(
        uow, Queue(channel_id=channel.id, account_id=channel.account_id, version=0, at=uow.now, settings=settings)
    )
    uow.put(QUEUES.held, (channel.id,), await QUEUES.get(uow, channel.id))
    await begin(uow, channel, actor.person_id)
    return channel


async def change_settings(
    uow: UnitOfWork, actor: Actor, channel_id: int, changes: dict[str, Any], version: int | None
) -> Channel:
    """Change settings; what routing needs takes effect in the same transaction.

    Raises InvalidField naming the key, VersionConflict, ChannelNotFound.
    """
    seen = await access_channel(uow, actor, channel_id, need=Need.CHANNELS_WRITE)
    await check_named(uow, Place(actor.account_id, channel_id), seen.effective, changes)
    queue = await hold(uow, channel_id)
    before = await CHANNELS.hold(uow, channel_id)
    assert before is not None
    channel = await change_channel(uow, actor, channel_id, ChannelChange(version=version, settings=changes))
    settings = engine_settings(channel.effective)
    encoded = msgspec.json.encode(settings).decode()
    if encoded != queue.settings:
        await happen(uow, channel_id, engine.SettingsChanged, settings=settings)
        QUEUES.change(uow, await hold(uow, channel_id), settings=encoded)
    if sooner(life_of(before), life_of(channel)):
        rules_changed(uow, channel.account_id, channel_id)
    if channel.effective.value(HEADS) != before.effective.value(HEADS):
        await refill(uow, channel_id)
    return channel
