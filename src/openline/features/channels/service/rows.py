"""Channels and connections: the doors to them, and what administrators do with the rows themselves."""

from typing import Any

import msgspec

from openline.features.channels.errors import ChannelNotFound, ConnectionExists, ConnectionNotFound, TooManyChannels
from openline.features.channels.events import ChannelChanged, ConnectionChanged
from openline.features.channels.repository import (
    CHANNELS,
    CONNECTION_BY_KEY,
    CONNECTIONS,
    MAX_CHANNELS,
    Channel,
    Connection,
    channels_of,
    connections_of,
)
from openline.features.people.types import Actor, Need
from openline.kit.errors import InvalidField, NotAllowed, VersionConflict
from openline.kit.text import clean
from openline.store import UnitOfWork, View

MAX_NAME = 255
MAX_KEY = 64


async def channel_of(view: View, account_id: int, channel_id: int) -> Channel:
    """The channel for the product itself, where no person asks.

    Raises ChannelNotFound.
    """
    channel = await CHANNELS.get(view, channel_id)
    if channel is None or channel.account_id != account_id or channel.deleted_at:
        raise ChannelNotFound
    return channel


async def access_channel(view: View, actor: Actor, channel_id: int, *, need: Need = Need.CHANNELS_READ) -> Channel:
    """The door to a channel.

    Raises NotAllowed, ChannelNotFound.
    """
    if not actor.may(need):
        raise NotAllowed(need=need)
    return await channel_of(view, actor.account_id, channel_id)


async def access_connection(
    view: View, actor: Actor, connection_id: int, *, need: Need = Need.CHANNELS_READ
) -> Connection:
    """The door to a connection.

    Raises NotAllowed, ConnectionNotFound.
    """
    if not actor.may(need):
        raise NotAllowed(need=need)
    connection = await CONNECTIONS.get(view, connection_id)
    if connection is None or connection.account_id != actor.account_id or connection.deleted_at:
        raise ConnectionNotFound
    return connection


async def connection_of_key(view: View, account_id: int, key: str) -> Connection:
    """The connection behind the public key in a snippet.

    Raises ConnectionNotFound.
    """
    known = key.isascii() and key.isprintable() and len(key) <= MAX_KEY
    connection_id = await CONNECTION_BY_KEY.get(view, key) if known else None
    connection = await CONNECTIONS.get(view, connection_id) if connection_id else None
    if connection is None or connection.account_id != account_id or connection.deleted_at:
        raise ConnectionNotFound
    return connection


def _name(text: str, field: str = "name") -> str:
    name = clean(text)
    if not name or len(name) > MAX_NAME:
        raise InvalidField(field=field, reason=f"1…{MAX_NAME} characters")
    return name


async def add_channel(uow: UnitOfWork, actor: Actor, *, name: str | None, default_name: str) -> Channel:
    """A new channel; without a name it gets `default_name`, whose `{number}` is filled."""
    if not actor.may(Need.CHANNELS_WRITE):
        raise NotAllowed(need=Need.CHANNELS_WRITE)
    if len(await channels_of(uow, actor.account_id)) >= MAX_CHANNELS:
        raise TooManyChannels(limit=MAX_CHANNELS)
    number = uow.number(actor.account_id, "channel")
    channel = Channel(
        id=uow.new_id(), account_id=actor.account_id, number=number,
        name=_name(name) if name is not None else default_name.replace("{number}", str(number)),
        active=1, settings="{}", created_at=uow.now, deleted_at=None, version=1,
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
    if change.version is not None and change.version != channel.version:
        raise VersionConflict(version=channel.version)
    changed = CHANNELS.change(
        uow, channel, version=channel.version + 1,
        name=channel.name if change.name is None else _name(change.name),
        active=channel.active if change.active is None else int(change.active),
        settings=channel.settings if change.settings is None else _settings(channel, change.settings),
    )  # fmt: skip
    _tell(uow, actor, changed)
    return changed


def _settings(channel: Channel, changes: dict[str, Any]) -> str:
    return msgspec.json.encode(channel.effective.with_changes(changes).changed).decode()


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


class NewConnection(msgspec.Struct, frozen=True, kw_only=True):
    """What a new connection is made of; `config` and `secrets` are JSON that its connector has checked."""

    channel_id: int
    connector: str
    name: str
    key: str
    config: str
    secrets: str


async def add_connection(uow: UnitOfWork, actor: Actor, new: NewConnection) -> Connection:
    """Connect a channel.

    Raises ConnectionExists when the channel has one of this connector.
    """
    await access_channel(uow, actor, new.channel_id, need=Need.CHANNELS_WRITE)
    await CHANNELS.hold(uow, new.channel_id)
    for other in await connections_of(uow, actor.account_id, new.channel_id):
        if other.connector == new.connector:
            raise ConnectionExists(connector=new.connector, connection_id=str(other.id))
    connection = Connection(
        id=uow.new_id(), account_id=actor.account_id, channel_id=new.channel_id, connector=new.connector,
        name=_name(new.name), key=new.key, active=1, config=new.config, secrets=new.secrets, created_at=uow.now,
        deleted_at=None, version=1,
    )  # fmt: skip
    CONNECTIONS.add(uow, connection)
    CONNECTION_BY_KEY.learn(uow, (new.key,), connection.id)
    _tell_connection(uow, actor, connection)
    return connection


class ConnectionChange(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be different; `config` is JSON that the connector has checked. None: as it is."""

    version: int | None = None
    name: str | None = None
    active: bool | None = None
    config: str | None = None


async def change_connection(uow: UnitOfWork, actor: Actor, connection_id: int, change: ConnectionChange) -> Connection:
    """Rename, switch, or configure anew; `config` was checked by its connector.

    Raises VersionConflict, ConnectionNotFound.
    """
    await access_connection(uow, actor, connection_id, need=Need.CHANNELS_WRITE)
    connection = await CONNECTIONS.hold(uow, connection_id)
    assert connection is not None
    if change.version is not None and change.version != connection.version:
        raise VersionConflict(version=connection.version)
    changed = CONNECTIONS.change(
        uow, connection, version=connection.version + 1,
        name=connection.name if change.name is None else _name(change.name),
        active=connection.active if change.active is None else int(change.active),
        config=connection.config if change.config is None else change.config,
    )  # fmt: skip
    _tell_connection(uow, actor, changed)
    return changed


async def remove_connection(uow: UnitOfWork, actor: Actor, connection_id: int) -> Connection:
    """Disconnect: the snippet stops working, conversations stay."""
    await access_connection(uow, actor, connection_id, need=Need.CHANNELS_WRITE)
    connection = await CONNECTIONS.hold(uow, connection_id)
    assert connection is not None
    removed = CONNECTIONS.change(uow, connection, deleted_at=uow.now, active=0, version=connection.version + 1)
    _tell_connection(uow, actor, removed)
    return removed


def _tell_connection(uow: UnitOfWork, actor: Actor, connection: Connection) -> None:
    uow.log(
        ConnectionChanged(
            account_id=connection.account_id, channel_id=connection.channel_id, actor_id=actor.person_id,
            connection_id=connection.id, version=connection.version, audience=None,
        )
    )  # fmt: skip
