"""Facts about channels and connections. Everybody in the account is told."""

from openline.store import Fact


class ChannelChanged(Fact, frozen=True, kw_only=True):
    """Created, renamed, switched, deleted, its queue or its settings changed."""

    kind = "channel.changed"
    version: int


class ConnectionChanged(Fact, frozen=True, kw_only=True):
    """Created, configured, switched, deleted."""

    kind = "connection.changed"
    connection_id: int
    version: int
