"""All SQL of messages."""

from typing import Any

import msgspec
import sqlalchemy as sa

from openline.features.messages.tables import MESSAGES as TABLE
from openline.features.messages.types import Content, Failure, Reaction
from openline.store import Query, Records, View

NOTHING = Content()
_CONTENT = msgspec.json.Decoder(Content)
_REACTIONS = msgspec.json.Decoder(list[Reaction])
_FAILURE = msgspec.json.Decoder(Failure)


class Message(msgspec.Struct, frozen=True):
    """A message as stored; `files` is a JSON list of file ids, `content`, `reactions` and `failure` are JSON too."""

    id: int
    account_id: int
    conversation_id: int
    session_id: int | None
    number: int | None
    author: str
    author_id: int | None
    text: str
    files: str
    reply_to: int | None
    note: int
    client_id: str | None
    state: str
    at: int
    content: str | None = None
    album: str | None = None
    edited_at: int | None = None
    deleted_at: int | None = None
    reactions: str | None = None
    failure: str | None = None

    @property
    def file_ids(self) -> tuple[int, ...]:
        """The ids of its files."""
        return msgspec.json.decode(self.files, type=tuple[int, ...]) if self.files != "[]" else ()

    @property
    def contents(self) -> Content:
        """What it says besides text and files."""
        return NOTHING if self.content is None else _CONTENT.decode(self.content)

    @property
    def first_part(self) -> str | None:
        """The kind of its first part, for lists: a place has no text."""
        parts = self.contents.parts
        return str(parts[0].__struct_config__.tag) if parts else None

    @property
    def reacted(self) -> list[Reaction]:
        """What people think of it."""
        return [] if self.reactions is None else _REACTIONS.decode(self.reactions)

    @property
    def failed(self) -> Failure | None:
        """Why it did not get through, or not all of it."""
        return None if self.failure is None else _FAILURE.decode(self.failure)


MESSAGES = Records(TABLE, Message, guarded=True)
MESSAGE_BY_CLIENT_ID = MESSAGES.lookup("conversation_id", "author", "client_id")

_CONVERSATION = sa.bindparam("conversation_id", type_=sa.BigInteger)


def _before(name: str, column: Any) -> Query[Message]:
    before = sa.bindparam("before", type_=sa.BigInteger)
    return MESSAGES.where(name, TABLE.c.conversation_id == _CONVERSATION, column < before, order=column.desc())


_BY_ID = _before("before an id", TABLE.c.id)
_BY_NUMBER = _before("before a number", TABLE.c.number)


async def before_id(view: View, conversation_id: int, before: int, limit: int) -> list[Message]:
    """Messages older than an id, oldest first."""
    found = await view.list(_BY_ID, conversation_id=conversation_id, before=before, limit=limit)
    return found[::-1]


async def before_number(view: View, conversation_id: int, before: int, limit: int) -> list[Message]:
    """What the customer may see, older than a number, oldest first."""
    found = await view.list(_BY_NUMBER, conversation_id=conversation_id, before=before, limit=limit)
    return found[::-1]


_LATEST = MESSAGES.where("latest", TABLE.c.conversation_id == _CONVERSATION, order=TABLE.c.id.desc())
_LAST_OF = MESSAGES.where(
    "last of an author",
    TABLE.c.conversation_id == _CONVERSATION,
    TABLE.c.id > sa.bindparam("after", type_=sa.BigInteger),
    TABLE.c.author == sa.bindparam("author", type_=sa.Text),
    TABLE.c.number.is_not(None),
    order=TABLE.c.id.desc(),
    limit=1,
)
_LAST_UNTIL: Query[int | None] = Query(
    "messages last until",
    sa.select(sa.func.max(TABLE.c.number)).where(
        TABLE.c.conversation_id == _CONVERSATION, TABLE.c.at <= sa.bindparam("until", type_=sa.BigInteger)
    ),
    lambda number: number,
)


async def latest(view: View, conversation_id: int, limit: int) -> list[Message]:
    """The latest messages and notes, the youngest first."""
    return await view.list(_LATEST, conversation_id=conversation_id, limit=limit)


async def last_until(view: View, conversation_id: int, until: int) -> int | None:
    """The number of the last thing that was said until an instant."""
    (number,) = await view.list(_LAST_UNTIL, conversation_id=conversation_id, until=until)
    return number


async def last_of(view: View, conversation_id: int, author: str, after: int) -> Message | None:
    """The last thing that somebody of this side has said to the other, after a message or any other id."""
    found = await view.list(_LAST_OF, conversation_id=conversation_id, author=author, after=after)
    return found[0] if found else None
