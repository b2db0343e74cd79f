"""Facts about channels and connections. Everybody in the account is told."""

from openline.store import Fact


class ChannelChanged(Fact):
    """Created, renamed, switched, deleted, its queue or its settings changed."""

    kind = "channel.changed"
    version: int


class ConnectionChanged(Fact):
    """Created, configured, switched, deleted."""

    kind = "connection.changed"
    connection_id: int
    version: int
