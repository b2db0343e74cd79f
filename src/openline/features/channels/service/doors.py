"""The doors to channels and connections."""

from openline.features.channels.errors import ChannelNotFound, ConnectionNotFound
from openline.features.channels.repository import CHANNELS, CONNECTION_BY_KEY, CONNECTIONS, Channel, Connection
from openline.features.people.types import Actor, Need
from openline.kit.errors import InvalidField, NotAllowed
from openline.kit.text import clean
from openline.store import View

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


def checked_name(text: str, field: str = "name") -> str:
    """A name that people may give.

    Raises InvalidField.
    """
    name = clean(text)
    if not name or len(name) > MAX_NAME:
        raise InvalidField(field=field, reason=f"1…{MAX_NAME} characters")
    return name
