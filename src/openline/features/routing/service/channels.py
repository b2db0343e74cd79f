"""Channels on the wire: with their queue, what waits, and their settings."""

from typing import Any, NamedTuple

from openline.engine import events as engine
from openline.engine.model import QueueState
from openline.features.accounts.service import account_row
from openline.features.channels.service import (
    Channel,
    ChannelChange,
    access_channel,
    change_channel,
    channels_of,
    connection_counts,
    remove_channel,
)
from openline.features.conversations.service import leave_circle
from openline.features.people.types import Actor, Need
from openline.features.presence.service import presence_of
from openline.features.presence.types import NEVER_HERE, Presence
from openline.features.routing import schemas
from openline.features.routing.lineup_rows import LINEUPS
from openline.features.routing.repository import SEATS, Seat, open_counts, seats_of, waiting_counts
from openline.features.routing.service.names import name_of
from openline.features.routing.service.queue import current, happen, hold
from openline.features.routing.service.queue_pages import members_of
from openline.features.routing.service.queues import change_settings, open_channel
from openline.features.settings.service import shown
from openline.features.settings.types import CATALOGUE, CONFIRM_CLOSE, PRIORITY, Choice, Number, at_home
from openline.kit.errors import NotAllowed
from openline.kit.wire import instant
from openline.store import UnitOfWork, View


async def list_channels(view: View, actor: Actor) -> schemas.Channels:
    """All channels of the account, by number."""
    if not actor.may(Need.CHANNELS_READ):
        raise NotAllowed(need=Need.CHANNELS_READ)
    around = await _around(view, actor.account_id)
    return schemas.Channels(
        items=[await _view(view, channel, around) for channel in await channels_of(view, actor.account_id)]
    )


async def show_channel(view: View, actor: Actor, channel_id: int) -> schemas.Channel:
    """One channel."""
    return await channel_view(view, await access_channel(view, actor, channel_id))


async def channel_view(view: View, channel: Channel) -> schemas.Channel:
    """A channel on the wire."""
    return await _view(view, channel, await _around(view, channel.account_id))


class _Around(NamedTuple):
    """What is shown of all channels of an account, by id of the person or the channel."""

    presence: dict[int, Presence]
    waiting: dict[int, int]
    open: dict[int, int]
    connections: dict[int, int]


async def _around(view: View, account_id: int) -> _Around:
    return _Around(
        presence=await presence_of(view, account_id), waiting=await waiting_counts(view, account_id),
        open=await open_counts(view, account_id), connections=await connection_counts(view, account_id),
    )  # fmt: skip


async def _view(view: View, channel: Channel, around: _Around) -> schemas.Channel:
    return schemas.Channel(
        id=str(channel.id), number=channel.number, name=channel.name, active=bool(channel.active),
        queue=[await _member(view, seat, around.presence) for seat in members_of(await seats_of(view, channel.id))],
        waiting=around.waiting.get(channel.id, 0), open=around.open.get(channel.id, 0),
        connections=around.connections.get(channel.id, 0), version=channel.version,
        created_at=instant(channel.created_at), confirm_close=channel.effective.value(CONFIRM_CLOSE),
        priority=channel.effective.value(PRIORITY),
    )  # fmt: skip


async def _member(view: View, seat: Seat, presence: dict[int, Presence]) -> schemas.QueueMember:
    return schemas.QueueMember(
        kind="user", id=str(seat.person_id), name=await name_of(view, seat.account_id, seat.person_id) or "",
        presence=presence.get(seat.person_id, NEVER_HERE).state.value,
    )  # fmt: skip


async def show_settings(view: View, actor: Actor, channel_id: int) -> schemas.Settings:
    """Every setting with its declaration and value."""
    channel = await access_channel(view, actor, channel_id)
    account = await account_row(view, channel.account_id)
    effective, home = channel.effective, at_home(account.locale, account.time_zone)
    items = []
    for setting in CATALOGUE.values():
        number = setting if isinstance(setting, Number) else None
        default, value = shown(effective, setting, home)
        needed = setting.needs
        items.append(
            schemas.SettingItem(
                key=setting.key, group=setting.group.value, type=setting.type,  # type: ignore[arg-type]
                unit=number.unit if number else None, default=default, value=value, changed=value != default,
                ge=number.ge if number else None, le=getattr(setting, "le", None),
                zero=number.zero if number else None,
                choices=list(setting.choices) if isinstance(setting, Choice) else None, in_effect=setting.in_effect,
                rest=setting.rest or None, basic=setting.basic, danger=setting.danger, since=setting.since,
                needs=schemas.Needed(key=needed.key, among=list(setting.among)) if needed else None,
            )
        )  # fmt: skip
    return schemas.Settings(items=items, version=channel.version)


async def close_channel(uow: UnitOfWork, actor: Actor, channel_id: int) -> None:
    """Delete a channel: its open sessions are closed, nobody is left with them."""
    await access_channel(uow, actor, channel_id, need=Need.CHANNELS_WRITE)
    queue = await hold(uow, channel_id)
    state: QueueState = await current(uow, queue)
    await happen(uow, channel_id, engine.MembersChanged, members=())
    for session in state.sessions:
        await happen(uow, channel_id, engine.SessionFinished, session_id=session.id, status=75)
    LINEUPS.remove(uow, channel_id)
    for seat in await seats_of(uow, channel_id):
        SEATS.remove(uow, channel_id, seat.person_id)
        if seat.position is not None:
            leave_circle(uow, seat.account_id, channel_id, seat.person_id)
    await remove_channel(uow, actor, channel_id)


async def create_channel(uow: UnitOfWork, actor: Actor, name: str | None, default_name: str) -> schemas.Channel:
    """A new channel whose first queue member is its creator."""
    channel = await open_channel(uow, actor, name=name, default_name=default_name)
    return await channel_view(uow, channel)


async def edit_channel(uow: UnitOfWork, actor: Actor, channel_id: int, changes: schemas.EditChannel) -> schemas.Channel:
    """Rename it, or switch it on or off."""
    change = ChannelChange(version=changes.version, name=changes.name, active=changes.active)
    changed = await change_channel(uow, actor, channel_id, change)
    return await channel_view(uow, changed)


async def edit_settings(
    uow: UnitOfWork, actor: Actor, channel_id: int, changes: dict[str, Any], version: int | None
) -> schemas.Settings:
    """Change settings and show them all."""
    await change_settings(uow, actor, channel_id, changes, version)
    return await show_settings(uow, actor, channel_id)
