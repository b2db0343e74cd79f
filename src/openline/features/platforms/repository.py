"""All SQL of platforms."""

import msgspec
import sqlalchemy as sa

from openline.features.platforms import tables
from openline.store import Records, View

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


MESSAGE_LINKS = Records(tables.MESSAGE_LINKS, MessageLink, guarded=True)
EARLY_EVENTS = Records(tables.EARLY_EVENTS, EarlyEvent, guarded=True)
POLLERS = Records(tables.POLLERS, Poller, rank=40)

_LINKS_OF = MESSAGE_LINKS.where(
    "of message",
    tables.MESSAGE_LINKS.c.message_id == sa.bindparam("message_id", type_=sa.BigInteger),
    order=tables.MESSAGE_LINKS.c.part,
    limit=MOST_LINKS,
)


async def links_of(view: View, message_id: int) -> list[MessageLink]:
    """What the platform calls a message, in the order of its parts."""
    return await view.list(_LINKS_OF, message_id=message_id)
