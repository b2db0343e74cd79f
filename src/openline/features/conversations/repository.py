"""All SQL of conversations."""

from typing import Any

import msgspec
import sqlalchemy as sa

from openline.features.conversations.tables import CIRCLES as CIRCLES_TABLE
from openline.features.conversations.tables import CONVERSATIONS as TABLE
from openline.store import Query, Records, View


class Conversation(msgspec.Struct, frozen=True):
    """A conversation as stored; see the table for what the marks count."""

    id: int
    account_id: int
    number: int
    connection_id: int
    channel_id: int
    contact_id: int
    thread: str
    session_id: int | None
    session_open: int
    session_messages: int
    owner_id: int | None
    offered_to: int | None
    last_owner_id: int | None
    last_number: int
    last_message_id: int | None
    last_author: str | None
    last_text: str | None
    last_files: int
    last_at: int
    last_part: str | None
    unread: int
    agent_read: int
    customer_read: int
    customer_delivered: int
    page_url: str | None
    page_title: str | None
    created_at: int
    route: str = ""
    blocked: int = 0
    source: str | None = None
    open_to: int | None = None
    joined: str | None = None
    consent: int = 0
    whisper: int = 0
    bot_id: int | None = None
    listener_id: int | None = None

    @property
    def audience(self) -> tuple[int, ...]:
        """Who may see it besides those who see everything: people, the circle it is open to, and its bot."""
        people = (self.owner_id, self.offered_to, self.last_owner_id, self.open_to, self.bot_id, self.listener_id)
        some = {one for one in people if one is not None}
        return tuple(some.union(self.joined_ids)) if self.joined else tuple(some)

    @property
    def joined_ids(self) -> tuple[int, ...]:
        """Those who take part without owning it."""
        return msgspec.json.decode(self.joined, type=tuple[int, ...]) if self.joined else ()


class Circle(msgspec.Struct, frozen=True):
    """Somebody belongs to a circle."""

    circle_id: int
    person_id: int
    account_id: int


CONVERSATIONS = Records(TABLE, Conversation, guarded=True, kept=True)
CIRCLES = Records(CIRCLES_TABLE, Circle)
CONVERSATION_BY_THREAD = CONVERSATIONS.lookup("connection_id", "thread")

_ACCOUNT = sa.bindparam("account_id", type_=sa.BigInteger)
_PERSON = sa.bindparam("person_id", type_=sa.BigInteger)
_AT = sa.bindparam("before_at", type_=sa.BigInteger)
_ID = sa.bindparam("before_id", type_=sa.BigInteger)
_LAST_FIRST = (TABLE.c.last_at.desc(), TABLE.c.id.desc())
_BEFORE = sa.or_(TABLE.c.last_at < _AT, sa.and_(TABLE.c.last_at == _AT, TABLE.c.id < _ID))
_YES: Any = sa.literal_column("1")


def _list(name: str, *conditions: Any) -> Query[Conversation]:
    return CONVERSATIONS.where(name, TABLE.c.account_id == _ACCOUNT, _BEFORE, *conditions, order=_LAST_FIRST)


_MY_CIRCLES = sa.select(CIRCLES_TABLE.c.circle_id).where(
    CIRCLES_TABLE.c.account_id == _ACCOUNT, CIRCLES_TABLE.c.person_id == _PERSON
)
_OFFERED = sa.or_(TABLE.c.offered_to == _PERSON, TABLE.c.open_to.in_(_MY_CIRCLES))
_VISIBLE = sa.or_(TABLE.c.owner_id == _PERSON, _OFFERED, TABLE.c.last_owner_id == _PERSON, TABLE.c.id.in_(_MY_CIRCLES))
_UNOWNED = sa.and_(TABLE.c.session_open == _YES, TABLE.c.owner_id.is_(None), TABLE.c.bot_id.is_(None))
LISTS = {
    ("new", True): _list("new to all", _UNOWNED),
    ("new", False): _list("new to me", TABLE.c.session_open == _YES, _OFFERED),
    ("mine", True): _list("mine", TABLE.c.session_open == _YES, TABLE.c.owner_id == _PERSON),
    ("mine", False): _list("mine", TABLE.c.session_open == _YES, TABLE.c.owner_id == _PERSON),
    ("all", True): _list("all"),
    ("all", False): _list("all I may see", _VISIBLE),
}
_OF_CONTACT = CONVERSATIONS.where(
    "of contact",
    TABLE.c.account_id == _ACCOUNT,
    TABLE.c.contact_id == sa.bindparam("contact_id", type_=sa.BigInteger),
    order=_LAST_FIRST,
)


def _count(name: str, *conditions: Any) -> Query[int]:
    return Query(
        f"conversations {name}", sa.select(sa.func.count()).where(TABLE.c.account_id == _ACCOUNT, *conditions), int
    )


COUNTS = {
    ("new", True): _count("count new to all", _UNOWNED),
    ("new", False): _count("count new to me", TABLE.c.session_open == _YES, _OFFERED),
    ("mine", True): _count("count mine", TABLE.c.session_open == _YES, TABLE.c.owner_id == _PERSON),
    ("mine", False): _count("count mine", TABLE.c.session_open == _YES, TABLE.c.owner_id == _PERSON),
    ("all", True): _count("count all"),
    ("all", False): _count("count all I may see", _VISIBLE),
    ("unread", True): _count(
        "count unread",
        TABLE.c.session_open == _YES,
        TABLE.c.owner_id == _PERSON,
        TABLE.c.unread > sa.literal_column("0"),
    ),
    ("unread", False): _count(
        "count unread",
        TABLE.c.session_open == _YES,
        TABLE.c.owner_id == _PERSON,
        TABLE.c.unread > sa.literal_column("0"),
    ),
}


_CIRCLES_OF: Query[int] = Query(
    "circles of a person",
    sa.select(CIRCLES_TABLE.c.circle_id).where(
        CIRCLES_TABLE.c.account_id == _ACCOUNT, CIRCLES_TABLE.c.person_id == _PERSON
    ),
    int,
)


async def circles_of(view: View, account_id: int, person_id: int) -> frozenset[int]:
    """The circles somebody belongs to."""
    return frozenset(await view.list(_CIRCLES_OF, account_id=account_id, person_id=person_id))


async def of_contact(view: View, account_id: int, contact_id: int, limit: int) -> list[Conversation]:
    """A contact's conversations, the latest activity first."""
    return await view.list(_OF_CONTACT, account_id=account_id, contact_id=contact_id, limit=limit)
