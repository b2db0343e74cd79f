"""Channels themselves: what administrators do with their rows."""

from typing import Any

import msgspec

from openline.features.accounts.service import account_row
from openline.features.channels.errors import TooManyChannels
from openline.features.channels.events import ChannelChanged
from openline.features.channels.repository import CHANNELS, MAX_CHANNELS, Channel, channels_of, connections_of
from openline.features.channels.service.connection_rows import remove_connection
from openline.features.channels.service.doors import access_channel, checked_name
from openline.features.channels.service.plans import check_room
from openline.features.people.types import Actor, Need
from openline.features.settings.service import Place, conflict, remember
from openline.features.settings.types import Settings, Value, at_home
from openline.kit.errors import NotAllowed, VersionConflict
from openline.store import UnitOfWork


async def add_channel(uow: UnitOfWork, actor: Actor, *, name: str | None, default_name: str) -> Channel:
    """A new channel; without a name it gets `default_name`, whose `{number}` is filled."""
    if not actor.may(Need.CHANNELS_WRITE):
        raise NotAllowed(need=Need.CHANNELS_WRITE)
    if len(await channels_of(uow, actor.account_id)) >= MAX_CHANNELS:
        raise TooManyChannels(limit=MAX_CHANNELS)
    await check_room(uow, actor.account_id)
    number = uow.number(actor.account_id, "channel")
    settings = Settings(await _home(uow, actor.account_id))
    channel = Channel(
        id=uow.new_id(), account_id=actor.account_id, number=number,
        name=checked_name(name) if name is not None else default_name.replace("{number}", str(number)),
        active=1, settings=_stored(settings), created_at=uow.now, deleted_at=None, version=1,
    )  # fmt: skip
    CHANNELS.add(uow, channel)
    _tell(uow, actor, channel)
    return channel


class ChannelChange(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be different; `version` is the one the caller has seen. None: as it is."""

    version: int | None = None
    name: str | None = None
    active: bool | None = None
    settings: dict[str, Any] | None = None


async def change_channel(uow: UnitOfWork, actor: Actor, channel_id: int, change: ChannelChange) -> Channel:
    """Rename, switch on or off, or change settings.

    Raises VersionConflict when `version` is given and is not the stored one, InvalidField.
    """
    await access_channel(uow, actor, channel_id, need=Need.CHANNELS_WRITE)
    channel = await CHANNELS.hold(uow, channel_id)
    assert channel is not None
    await _check(uow, actor, channel, change)
    if change.active and not channel.active:
        await check_room(uow, actor.account_id)
    changed = CHANNELS.change(
        uow, channel, version=channel.version + 1,
        name=channel.name if change.name is None else checked_name(change.name),
        active=channel.active if change.active is None else int(change.active),
        settings=channel.settings if change.settings is None else await _changed(uow, channel, change.settings),
    )  # fmt: skip
    _tell(uow, actor, changed)
    if change.settings is not None:
        place = Place(channel.account_id, channel.id, actor.person_id)
        await remember(uow, place, changed.version, channel.effective, changed.effective)
    return changed


async def _check(uow: UnitOfWork, actor: Actor, channel: Channel, change: ChannelChange) -> None:
    if change.version is None or change.version == channel.version:
        return
    if change.settings is None:
        raise VersionConflict(version=channel.version)
    place = Place(channel.account_id, channel.id, actor.person_id)
    refusal = await conflict(uow, place, seen=change.version, stored=channel.version)
    if refusal is not None:
        raise refusal


async def _home(uow: UnitOfWork, account_id: int) -> dict[str, Value]:
    account = await account_row(uow, account_id)
    return at_home(account.locale, account.time_zone)


async def _changed(uow: UnitOfWork, channel: Channel, changes: dict[str, Any]) -> str:
    return _stored(channel.effective.with_changes(changes, await _home(uow, channel.account_id)))


def _stored(settings: Settings) -> str:
    return msgspec.json.encode(settings.changed).decode()


async def remove_channel(uow: UnitOfWork, actor: Actor, channel_id: int) -> Channel:
    """Mark it and its connections deleted; its conversations stay readable to administrators."""
    await access_channel(uow, actor, channel_id, need=Need.CHANNELS_WRITE)
    channel = await CHANNELS.hold(uow, channel_id)
    assert channel is not None
    for connection in await connections_of(uow, actor.account_id, channel_id):
        await remove_connection(uow, actor, connection.id)
    removed = CHANNELS.change(uow, channel, deleted_at=uow.now, active=0, version=channel.version + 1)
    _tell(uow, actor, removed)
    return removed


def _tell(uow: UnitOfWork, actor: Actor, channel: Channel) -> None:
    uow.log(
        ChannelChanged(
            account_id=channel.account_id, channel_id=channel.id, actor_id=actor.person_id, version=channel.version,
            audience=None,
        )
    )  # fmt: skip
