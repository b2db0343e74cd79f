"""All SQL of platforms."""

import msgspec
import sqlalchemy as sa

from openline.features.platforms import tables
from openline.store import Query, Records, View
from openline.store.tables import DEDUPE, RAW_EVENTS

MOST_LINKS = 50


class MessageLink(msgspec.Struct, frozen=True):
    """A name that a platform has for a message, or for a part of it."""

    connection_id: int
    external_id: str
    account_id: int
    conversation_id: int
    message_id: int
    part: int
    at: int


class EarlyEvent(msgspec.Struct, frozen=True):
    """What came about a message that nobody here knows yet by this name; `data` is JSON of types.Early."""

    connection_id: int
    external_id: str
    account_id: int
    data: str
    at: int


class Poller(msgspec.Struct, frozen=True):
    """Who polls a connection, and up to where."""

    connection_id: int
    account_id: int
    token: str
    lease_until: int
    cursor: str | None
    external_id: str | None


class Seen(msgspec.Struct, frozen=True):
    """An event that was taken in: a second one of this name is a repeat."""

    connection_id: int
    event_key: str
    account_id: int
    at: int


class FailedEvent(msgspec.Struct, frozen=True):
    """A request that could not be taken in, as it came. `headers` is sealed, since secrets stand there."""

    id: int
    account_id: int
    connection_id: int
    headers: str
    body: str
    error: str
    at: int
    replayed_at: int | None


class WantedProfile(msgspec.Struct, frozen=True):
    """A conversation whose customer is to be asked for."""

    conversation_id: int
    account_id: int
    at: int


MESSAGE_LINKS = Records(tables.MESSAGE_LINKS, MessageLink, guarded=True)
EARLY_EVENTS = Records(tables.EARLY_EVENTS, EarlyEvent, guarded=True)
POLLERS = Records(tables.POLLERS, Poller, rank=30)
WANTED_PROFILES = Records(tables.WANTED_PROFILES, WantedProfile, guarded=True)
SEEN = Records(DEDUPE, Seen, guarded=True)
FAILED = Records(RAW_EVENTS, FailedEvent, rank=85)

_LINKS_OF = MESSAGE_LINKS.where(
    "of message",
    tables.MESSAGE_LINKS.c.message_id == sa.bindparam("message_id", type_=sa.BigInteger),
    order=tables.MESSAGE_LINKS.c.part,
    limit=MOST_LINKS,
)


async def links_of(view: View, message_id: int) -> list[MessageLink]:
    """What the platform calls a message, in the order of its parts."""
    return await view.list(_LINKS_OF, message_id=message_id)


_CONNECTION = sa.bindparam("connection_id", type_=sa.BigInteger)
_EARLY_OF = EARLY_EVENTS.where("of connection", tables.EARLY_EVENTS.c.connection_id == _CONNECTION)
_LINKS_OF_CONNECTION = MESSAGE_LINKS.where("of connection", tables.MESSAGE_LINKS.c.connection_id == _CONNECTION)
_EVERY_FAILED_OF = FAILED.where("every of connection", RAW_EVENTS.c.connection_id == _CONNECTION)
_LEFT = (RAW_EVENTS.c.connection_id == _CONNECTION, RAW_EVENTS.c.replayed_at.is_(None))
_FAILED_OF = FAILED.where(
    "of connection", *_LEFT, RAW_EVENTS.c.id < sa.bindparam("before", type_=sa.BigInteger),
    order=RAW_EVENTS.c.id.desc(),
)  # fmt: skip
_FAILED_COUNT: Query[int] = Query("failed events count", sa.select(sa.func.count()).where(*_LEFT), int)
_BEFORE = sa.bindparam("before", type_=sa.BigInteger)
_OLD_EARLY = EARLY_EVENTS.where(
    "old", tables.EARLY_EVENTS.c.at < _BEFORE, order=tables.EARLY_EVENTS.c.at
)  # fmt: skip
_OLD_FAILED = FAILED.where(
    "old",
    sa.or_(RAW_EVENTS.c.replayed_at < _BEFORE, RAW_EVENTS.c.at < sa.bindparam("long_before", type_=sa.BigInteger)),
    order=RAW_EVENTS.c.id,
)


async def failed_of(view: View, connection_id: int, before: int, limit: int) -> list[FailedEvent]:
    """What failed and was not replayed yet, the youngest first."""
    return await view.list(_FAILED_OF, connection_id=connection_id, before=before, limit=limit)


async def failed_count(view: View, connection_id: int) -> int:
    """How many of them there are."""
    (count,) = await view.list(_FAILED_COUNT, connection_id=connection_id)
    return count


async def old_early(view: View, before: int, limit: int) -> list[EarlyEvent]:
    """What nobody waits for any more."""
    return await view.list(_OLD_EARLY, before=before, limit=limit)


async def old_failed(view: View, before: int, long_before: int, limit: int) -> list[FailedEvent]:
    """What was replayed before an instant, or failed long before."""
    return await view.list(_OLD_FAILED, before=before, long_before=long_before, limit=limit)


_WANTED = WANTED_PROFILES.where("all", order=tables.WANTED_PROFILES.c.conversation_id)


async def wanted_profiles(view: View, limit: int) -> list[WantedProfile]:
    """Whose profile is to be fetched, the oldest first."""
    return await view.list(_WANTED, limit=limit)


async def traces_of(
    view: View, connection_id: int, limit: int
) -> tuple[list[FailedEvent], list[EarlyEvent], list[MessageLink]]:
    """Some of everything that is kept for a connection."""
    wanted: dict[str, int] = {"connection_id": connection_id, "limit": limit}
    return (
        await view.list(_EVERY_FAILED_OF, **wanted),
        await view.list(_EARLY_OF, **wanted),
        await view.list(_LINKS_OF_CONNECTION, **wanted),
    )
