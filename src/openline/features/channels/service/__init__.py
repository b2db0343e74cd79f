"""Channels and connections: rows behind doors, and connections checked by their connector."""

from openline.features.channels.repository import (
    CHANNELS,
    CONNECTION_BY_KEY,
    CONNECTIONS,
    Channel,
    Connection,
    active_connections,
    channels_of,
    connection_counts,
    connections_of,
    live_connections,
)
from openline.features.channels.service.connecting import ConnectionDesk
from openline.features.channels.service.connection_rows import (
    Noted,
    note_connection,
    remove_connection,
    tell_connection,
)
from openline.features.channels.service.doors import access_channel, access_connection, channel_of, connection_of_key
from openline.features.channels.service.plans import renewing, use_plan
from openline.features.channels.service.purging import connection_to_purge, empty_channels, empty_connection
from openline.features.channels.service.rows import ChannelChange, add_channel, change_channel, remove_channel
from openline.features.channels.service.setup import SetupDesk, SetupPorts

__all__ = [
    "CHANNELS", "CONNECTIONS", "CONNECTION_BY_KEY", "Channel", "ChannelChange", "Connection", "ConnectionDesk",
    "Noted", "SetupDesk", "SetupPorts", "access_channel", "access_connection", "active_connections", "add_channel",
    "change_channel", "channel_of", "channels_of", "connection_counts", "connection_of_key", "connection_to_purge",
    "connections_of", "empty_channels", "empty_connection", "live_connections", "note_connection", "remove_channel",
    "remove_connection", "renewing", "tell_connection", "use_plan",
]  # fmt: skip
