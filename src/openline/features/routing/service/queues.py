"""Channels with their queues, as administrators create and change them."""

from typing import Any

import msgspec

from openline.engine import events as engine
from openline.engine.model import QueueState
from openline.features.channels.events import ChannelChanged
from openline.features.channels.service import (
    CHANNELS,
    Channel,
    ChannelChange,
    access_channel,
    add_channel,
    change_channel,
)
from openline.features.conversations.service import enter_circle, leave_circle
from openline.features.people.types import Actor, Need
from openline.features.routing.repository import QUEUES, Queue
from openline.features.routing.service.agents import facts_of
from openline.features.routing.service.emptiness import is_served, warn
from openline.features.routing.service.queue import current, engine_settings, happen, hold, write_seats
from openline.features.routing.types import MAX_MEMBERS
from openline.kit.errors import InvalidField, TooLarge, VersionConflict
from openline.store import UnitOfWork


async def open_channel(uow: UnitOfWork, actor: Actor, *, name: str | None, default_name: str) -> Channel:
    """Create a channel with its queue; the creator is its first member (docs/behaviour/routing.md)."""
    channel = await add_channel(uow, actor, name=name, default_name=default_name)
    settings = msgspec.json.encode(engine_settings(channel.effective)).decode()
    QUEUES.add(
        uow, Queue(channel_id=channel.id, account_id=channel.account_id, version=0, at=uow.now, settings=settings)
    )
    uow.put(QUEUES.held, (channel.id,), await QUEUES.get(uow, channel.id))
    await _set_members(uow, channel, (actor.person_id,))
    return channel


async def set_members(
    uow: UnitOfWork, actor: Actor, channel_id: int, members: tuple[int, ...], version: int | None
) -> Channel:
    """Replace the queue: these people in this order.

    Raises VersionConflict, TooLarge, InvalidField for a person named twice, ChannelNotFound, PersonNotFound.
    """
    channel = await access_channel(uow, actor, channel_id, need=Need.CHANNELS_WRITE)
    if len(members) > MAX_MEMBERS:
        raise TooLarge(limit=MAX_MEMBERS)
    if len(set(members)) != len(members):
        raise InvalidField(field="members", reason="a person stands in it twice")
    was_served = is_served(await current(uow, await hold(uow, channel_id)))
    await _set_members(uow, channel, members)
    held = await CHANNELS.hold(uow, channel_id)
    assert held is not None
    if version is not None and version != held.version:
        raise VersionConflict(version=held.version)
    channel = CHANNELS.change(uow, held, version=held.version + 1)
    uow.log(
        ChannelChanged(
            account_id=channel.account_id, channel_id=channel.id, actor_id=actor.person_id, version=channel.version,
            audience=None,
        )
    )  # fmt: skip
    if was_served and not is_served(await current(uow, await hold(uow, channel_id))):
        await warn(uow, channel)
    return channel


async def _set_members(uow: UnitOfWork, channel: Channel, members: tuple[int, ...]) -> None:
    before = await _known(uow, channel.id)
    facts = [await facts_of(uow, channel.account_id, person_id) for person_id in members if person_id not in before]
    queue = await current(uow, await hold(uow, channel.id))
    inside = {member.agent_id for member in queue.members}
    for person_id in sorted(set(members) - inside):
        enter_circle(uow, channel.account_id, channel.id, person_id)
    for person_id in sorted(inside - set(members)):
        leave_circle(uow, channel.account_id, channel.id, person_id)
    result = await happen(uow, channel.id, engine.MembersChanged, members=members, agents=tuple(facts))
    await write_seats(uow, channel.id, result.state, before | set(members))


async def _known(uow: UnitOfWork, channel_id: int) -> set[int]:
    state: QueueState = await current(uow, await hold(uow, channel_id))
    return {agent.agent_id for agent in state.agents}


async def change_settings(
    uow: UnitOfWork, actor: Actor, channel_id: int, changes: dict[str, Any], version: int | None
) -> Channel:
    """Change settings; what routing needs takes effect in the same transaction.

    Raises InvalidField naming the key, VersionConflict, ChannelNotFound.
    """
    await access_channel(uow, actor, channel_id, need=Need.CHANNELS_WRITE)
    queue = await hold(uow, channel_id)
    channel = await change_channel(uow, actor, channel_id, ChannelChange(version=version, settings=changes))
    settings = engine_settings(channel.effective)
    encoded = msgspec.json.encode(settings).decode()
    if encoded != queue.settings:
        await happen(uow, channel_id, engine.SettingsChanged, settings=settings)
        QUEUES.change(uow, await hold(uow, channel_id), settings=encoded)
    return channel
