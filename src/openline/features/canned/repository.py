"""All SQL of canned responses."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from openline.features.canned import tables
from openline.features.canned.types import MAX_FOLDERS, MAX_LISTS, MAX_RESPONSES, MAX_WORDS
from openline.features.settings.types import MAX_CANNED_LISTS
from openline.store import Query, Records, View


class CannedList(msgspec.Struct, frozen=True):
    """A list; without an owner it is shared."""

    id: int
    account_id: int
    owner_id: int | None
    name: str
    editors: str
    created_at: int
    version: int


class Folder(msgspec.Struct, frozen=True):
    """A folder of a list."""

    id: int
    account_id: int
    list_id: int
    position: int
    name: str


class Response(msgspec.Struct, frozen=True):
    """A response; whose folder is gone, it stands in none. `message_id`: the message that it was made of."""

    id: int
    account_id: int
    list_id: int
    owner_id: int | None
    folder_id: int | None
    name: str
    text: str
    files: str
    title: str
    words: str
    uses: int
    message_id: int | None
    created_by: int
    changed_at: int
    version: int

    @property
    def file_ids(self) -> tuple[int, ...]:
        """The ids of its files."""
        return msgspec.json.decode(self.files, type=tuple[int, ...])


class Use(msgspec.Struct, frozen=True):
    """How often somebody used a response."""

    response_id: int
    person_id: int
    account_id: int
    uses: int
    used_at: int


class Found(NamedTuple):
    """A response, and how often the one who looks for it used it."""

    response: Response
    mine: int


class Reach(NamedTuple):
    """What somebody may choose from: these shared lists (None: all), and his own."""

    account_id: int
    person_id: int
    lists: Sequence[int] | None


class Wanted(NamedTuple):
    """What of a list somebody looks for."""

    list_id: int
    person_id: int
    folder_id: int | None
    search: Sequence[str]


LISTS = Records(tables.LISTS, CannedList, rank=65)
LIST_OF_PERSON = LISTS.lookup("account_id", "owner_id")
FOLDERS = Records(tables.FOLDERS, Folder, guarded=True)
RESPONSES = Records(tables.RESPONSES, Response, guarded=True)
USES = Records(tables.USES, Use, guarded=True)

_ACCOUNT = sa.bindparam("account_id", type_=sa.BigInteger)
_LIST = sa.bindparam("list_id", type_=sa.BigInteger)
_LIMIT = sa.bindparam("limit", type_=sa.Integer)
_ROW = tables.RESPONSES
_NONE: sa.ColumnElement[int] = sa.literal_column("0")
_ONE: sa.ColumnElement[int] = sa.literal_column("1")
_SHARED = LISTS.where(
    "shared", tables.LISTS.c.account_id == _ACCOUNT, tables.LISTS.c.owner_id.is_(None), order=tables.LISTS.c.id,
    limit=MAX_LISTS,
)  # fmt: skip
_FOLDERS = FOLDERS.where(
    "of list", tables.FOLDERS.c.list_id == _LIST, order=(tables.FOLDERS.c.position, tables.FOLDERS.c.id),
    limit=MAX_FOLDERS,
)  # fmt: skip
_OF_LIST = RESPONSES.where("of list", _ROW.c.list_id == _LIST, order=_ROW.c.id, limit=MAX_RESPONSES)
_SIZES: Query[tuple[int, int]] = Query(
    "canned_responses per list",
    sa.select(_ROW.c.list_id, sa.func.count()).where(_ROW.c.account_id == _ACCOUNT).group_by(_ROW.c.list_id),
    lambda list_id, count: (list_id, count),
)


def _has_words() -> list[sa.ColumnElement[bool]]:
    return [_ROW.c.words.like(sa.bindparam(f"word{at}", type_=sa.Text), escape="!") for at in range(MAX_WORDS)]


def _in_reach() -> sa.ColumnElement[bool]:
    """One's own, and shared ones: of every list or of those named."""
    named = [_ROW.c.list_id == sa.bindparam(f"list{at}", type_=sa.BigInteger) for at in range(MAX_CANNED_LISTS)]
    every = sa.bindparam("every", type_=sa.BigInteger) == _ONE
    return sa.or_(
        _ROW.c.owner_id == sa.bindparam("person_id", type_=sa.BigInteger),
        sa.and_(_ROW.c.owner_id.is_(None), sa.or_(every, *named)),
    )


def _found(*columns: Any) -> Found:
    return Found(Response(*columns[:-1]), columns[-1])


_MINE = sa.func.coalesce(tables.USES.c.uses, _NONE)
_WITH_MINE = sa.select(_ROW, _MINE).select_from(
    _ROW.outerjoin(
        tables.USES,
        sa.and_(
            tables.USES.c.response_id == _ROW.c.id,
            tables.USES.c.person_id == sa.bindparam("person_id", type_=sa.BigInteger),
        ),
    )
)
_BEGINS = sa.case((_ROW.c.title.like(sa.bindparam("begins", type_=sa.Text), escape="!"), _NONE), else_=_ONE)
_OFFERED: Query[Found] = Query(
    "canned_responses for a conversation",
    _WITH_MINE.where(_ROW.c.account_id == _ACCOUNT, _in_reach(), *_has_words())
    .order_by(_BEGINS, _MINE.desc(), _ROW.c.uses.desc(), _ROW.c.id)
    .limit(_LIMIT),
    _found,
)
_PAGE: Query[Found] = Query(
    "canned_responses page of list",
    _WITH_MINE.where(
        _ROW.c.list_id == _LIST,
        *_has_words(),
        sa.or_(
            _ROW.c.uses < sa.bindparam("uses", type_=sa.BigInteger),
            sa.and_(
                _ROW.c.uses == sa.bindparam("uses", type_=sa.BigInteger),
                _ROW.c.id > sa.bindparam("after_id", type_=sa.BigInteger),
            ),
        ),
    )
    .order_by(_ROW.c.uses.desc(), _ROW.c.id)
    .limit(_LIMIT),
    _found,
)
_FOLDER_PAGE: Query[Found] = Query(
    "canned_responses page of folder",
    _PAGE.clause.where(_ROW.c.folder_id == sa.bindparam("folder_id", type_=sa.BigInteger)),
    _found,
)


async def shared_lists(view: View, account_id: int) -> list[CannedList]:
    """The shared lists of an account, oldest first."""
    return await view.list(_SHARED, account_id=account_id)


async def folders_of(view: View, list_id: int) -> list[Folder]:
    """The folders of a list, in their order."""
    return await view.list(_FOLDERS, list_id=list_id)


async def responses_of(view: View, list_id: int) -> list[Response]:
    """All responses of a list, oldest first."""
    return await view.list(_OF_LIST, list_id=list_id)


async def sizes_of(view: View, account_id: int) -> dict[int, int]:
    """How many responses the lists of an account hold."""
    return dict(await view.list(_SIZES, account_id=account_id))


async def offered(view: View, reach: Reach, search: Sequence[str], limit: int) -> list[Found]:
    """What somebody may choose: names that begin so, then what he uses most, then what all do."""
    lists = reach.lists or ()
    named = {f"list{at}": lists[at] if at < len(lists) else 0 for at in range(MAX_CANNED_LISTS)}
    return await view.list(
        _OFFERED, account_id=reach.account_id, person_id=reach.person_id, every=int(reach.lists is None), limit=limit,
        begins=_escaped(" ".join(search)) + "%", **named, **_words(search),
    )  # fmt: skip


async def page_of(view: View, wanted: Wanted, after: tuple[int, ...], limit: int) -> list[Found]:
    """The responses of a list or a folder, most used first, after the place `(uses, id)`."""
    uses, after_id = after
    place: dict[str, Any] = {"uses": uses, "after_id": after_id, "limit": limit, "person_id": wanted.person_id}
    place |= {"list_id": wanted.list_id, **_words(wanted.search)}
    if wanted.folder_id is None:
        return await view.list(_PAGE, **place)
    return await view.list(_FOLDER_PAGE, **place, folder_id=wanted.folder_id)


def _words(search: Sequence[str]) -> dict[str, str]:
    patterns = [f"%{_escaped(word)}%" for word in search[:MAX_WORDS]]
    return {f"word{at}": patterns[at] if at < len(patterns) else "%" for at in range(MAX_WORDS)}


def _escaped(word: str) -> str:
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
