"""All SQL of channels and connections."""

import msgspec
import sqlalchemy as sa

from openline.features.channels.tables import CHANNELS as CHANNEL_TABLE
from openline.features.channels.tables import CONNECTIONS as CONNECTION_TABLE
from openline.features.settings.types import Settings
from openline.store import Query, Records, View

_ACCOUNT = sa.bindparam("account_id", type_=sa.BigInteger)
_CHANNEL = sa.bindparam("channel_id", type_=sa.BigInteger)
MAX_CHANNELS = 1_000


class Channel(msgspec.Struct, frozen=True):
    """A channel as stored; `settings` holds what was changed, as JSON."""

    id: int
    account_id: int
    number: int
    name: str
    active: int
    settings: str
    created_at: int
    deleted_at: int | None
    version: int
    purged_at: int | None = None

    @property
    def effective(self) -> Settings:
        """Its settings with defaults."""
        return Settings(msgspec.json.decode(self.settings))


class Connection(msgspec.Struct, frozen=True):
    """A configured widget or messenger account; belongs to exactly one channel."""

    id: int
    account_id: int
    channel_id: int
    connector: str
    name: str
    key: str
    active: int
    config: str
    secrets: str
    created_at: int
    deleted_at: int | None
    version: int
    state: str = "ok"
    state_detail: str | None = None
    state_at: int | None = None
    first_event_at: int | None = None
    external_id: str | None = None
    setup: str | None = None
    quiet: int = 0
    window_s: int = 0
    purged_at: int | None = None


CHANNELS = Records(CHANNEL_TABLE, Channel, rank=50, kept=True)
CONNECTIONS = Records(CONNECTION_TABLE, Connection, rank=55, releases=True, kept=True)
CONNECTION_BY_KEY = CONNECTIONS.lookup("key")

_OF_ACCOUNT = CHANNELS.where(
    "of account",
    CHANNEL_TABLE.c.account_id == _ACCOUNT, CHANNEL_TABLE.c.deleted_at.is_(None),
    order=CHANNEL_TABLE.c.number, limit=MAX_CHANNELS,
)  # fmt: skip
_CONNECTIONS_OF_ACCOUNT = CONNECTIONS.where(
    "of account",
    CONNECTION_TABLE.c.account_id == _ACCOUNT, CONNECTION_TABLE.c.deleted_at.is_(None),
    order=CONNECTION_TABLE.c.id, limit=MAX_CHANNELS,
)  # fmt: skip
_CONNECTIONS_OF_CHANNEL = CONNECTIONS.where(
    "of channel",
    CONNECTION_TABLE.c.account_id == _ACCOUNT,
    CONNECTION_TABLE.c.channel_id == _CHANNEL,
    CONNECTION_TABLE.c.deleted_at.is_(None),
    order=CONNECTION_TABLE.c.id,
    limit=MAX_CHANNELS,
)
_CONNECTIONS_OF_PLATFORM_ACCOUNT = CONNECTIONS.where(
    "of platform account",
    CONNECTION_TABLE.c.account_id == _ACCOUNT,
    CONNECTION_TABLE.c.connector == sa.bindparam("connector", type_=sa.Text),
    CONNECTION_TABLE.c.external_id == sa.bindparam("external_id", type_=sa.Text),
    CONNECTION_TABLE.c.deleted_at.is_(None),
    limit=1,
)
_ACTIVE_OF_CONNECTOR = CONNECTIONS.where(
    "active of connector",
    CONNECTION_TABLE.c.connector == sa.bindparam("connector", type_=sa.Text),
    CONNECTION_TABLE.c.active == sa.literal_column("1"),
    CONNECTION_TABLE.c.deleted_at.is_(None),
    order=CONNECTION_TABLE.c.id,
)
_LIVE = CONNECTIONS.where(
    "live",
    CONNECTION_TABLE.c.active == sa.literal_column("1"),
    CONNECTION_TABLE.c.deleted_at.is_(None),
    CONNECTION_TABLE.c.id > sa.bindparam("after", type_=sa.BigInteger),
    order=CONNECTION_TABLE.c.id,
)
_BEFORE = sa.bindparam("before", type_=sa.BigInteger)
_CHANNELS_TO_PURGE = CHANNELS.where(
    "to purge", CHANNEL_TABLE.c.deleted_at < _BEFORE, CHANNEL_TABLE.c.purged_at.is_(None),
    order=(CHANNEL_TABLE.c.deleted_at, CHANNEL_TABLE.c.id),
)  # fmt: skip
_CONNECTIONS_TO_PURGE = CONNECTIONS.where(
    "to purge", CONNECTION_TABLE.c.deleted_at < _BEFORE, CONNECTION_TABLE.c.purged_at.is_(None),
    order=(CONNECTION_TABLE.c.deleted_at, CONNECTION_TABLE.c.id),
)  # fmt: skip
_COUNT: Query[tuple[int, int]] = Query(
    "connections count by channel",
    sa.select(CONNECTION_TABLE.c.channel_id, sa.func.count())
    .where(CONNECTION_TABLE.c.account_id == _ACCOUNT, CONNECTION_TABLE.c.deleted_at.is_(None))
    .group_by(CONNECTION_TABLE.c.channel_id),
    lambda channel_id, count: (channel_id, count),
)


async def channels_of(view: View, account_id: int) -> list[Channel]:
    """The account's channels by number."""
    return await view.list(_OF_ACCOUNT, account_id=account_id)


async def connections_of(view: View, account_id: int, channel_id: int | None = None) -> list[Connection]:
    """The connections of the account, or of one channel."""
    if channel_id is None:
        return await view.list(_CONNECTIONS_OF_ACCOUNT, account_id=account_id)
    return await view.list(_CONNECTIONS_OF_CHANNEL, account_id=account_id, channel_id=channel_id)


async def connection_counts(view: View, account_id: int) -> dict[int, int]:
    """Connections per channel id."""
    return dict(await view.list(_COUNT, account_id=account_id))


async def connection_of_account(view: View, account_id: int, connector: str, external_id: str) -> Connection | None:
    """The connection that has this account of the platform."""
    found = await view.list(
        _CONNECTIONS_OF_PLATFORM_ACCOUNT, account_id=account_id, connector=connector, external_id=external_id
    )
    return found[0] if found else None


async def active_connections(view: View, connector: str, limit: int) -> list[Connection]:
    """Those of one platform that are switched on, in all accounts."""
    return await view.list(_ACTIVE_OF_CONNECTOR, connector=connector, limit=limit)


async def live_connections(view: View, after: int, limit: int) -> list[Connection]:
    """Those that are switched on, of all accounts, by id."""
    return await view.list(_LIVE, after=after, limit=limit)


async def channels_to_purge(view: View, before: int, limit: int) -> list[Channel]:
    """Of all accounts those deleted before an instant and not emptied yet, the oldest first."""
    return await view.list(_CHANNELS_TO_PURGE, before=before, limit=limit)


async def connections_to_purge(view: View, before: int, limit: int) -> list[Connection]:
    """Of all accounts those removed before an instant and not emptied yet, the oldest first."""
    return await view.list(_CONNECTIONS_TO_PURGE, before=before, limit=limit)
