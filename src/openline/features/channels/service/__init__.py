"""Channels and connections: rows behind doors, and connections checked by their connector."""

from openline.features.channels.repository import (
    CHANNELS,
    CONNECTION_BY_KEY,
    CONNECTIONS,
    Channel,
    Connection,
    channels_of,
    connection_counts,
    connections_of,
)
from openline.features.channels.service.connecting import ConnectionDesk
from openline.features.channels.service.rows import (
    ChannelChange,
    access_channel,
    access_connection,
    add_channel,
    change_channel,
    channel_of,
    connection_of_key,
    remove_channel,
    remove_connection,
)

__all__ = [
    "CHANNELS", "CONNECTIONS", "CONNECTION_BY_KEY", "Channel", "ChannelChange", "Connection", "ConnectionDesk",
    "access_channel", "access_connection", "add_channel", "change_channel", "channel_of", "channels_of",
    "connection_counts", "connection_of_key", "connections_of", "remove_channel", "remove_connection",
]  # fmt: skip
