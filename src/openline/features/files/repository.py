"""All SQL of files."""

import msgspec
import sqlalchemy as sa

from openline.features.files.tables import FILES as TABLE
from openline.features.files.types import FileKind, FileState, OwnerKind
from openline.store import Query, Records


class FileRow(msgspec.Struct, frozen=True):
    """A file as stored."""

    id: int
    account_id: int
    conversation_id: int | None
    owner_kind: str
    owner_id: int
    name: str
    size: int
    type: str
    sha256: str
    width: int | None
    height: int | None
    key: str
    state: str
    created_at: int
    kind: str = FileKind.DOCUMENT.value
    reason: str | None = None
    ref: str | None = None
    connection_id: int | None = None
    duration_ms: int | None = None
    waveform: str | None = None
    thumb: str | None = None
    preview: str | None = None
    due_at: int | None = None
    tries: int = 0


class Usage(msgspec.Struct, frozen=True):
    """What one uploader did: files and bytes since a moment, how many of them lately, how many not finished."""

    size: int
    lately: int
    unfinished: int


FILES = Records(TABLE, FileRow, rank=70)

_SINCE = sa.bindparam("since", type_=sa.BigInteger)
_LATELY = sa.bindparam("lately", type_=sa.BigInteger)
_BEFORE = sa.bindparam("before", type_=sa.BigInteger)
_ACCOUNT = sa.bindparam("account_id", type_=sa.BigInteger)
_OWNER = sa.bindparam("owner_id", type_=sa.BigInteger)
_KIND = sa.bindparam("owner_kind", type_=sa.Text)


def _count(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((sa.and_(*conditions), 1), else_=0)), 0)


USAGE: Query[Usage] = Query(
    "files usage",
    sa.select(
        sa.func.coalesce(sa.func.sum(TABLE.c.size), 0),
        _count(TABLE.c.created_at > _LATELY),
        _count(TABLE.c.created_at > _LATELY, TABLE.c.state == FileState.UPLOADING.value),
    ).where(
        TABLE.c.account_id == _ACCOUNT,
        TABLE.c.owner_id == _OWNER,
        TABLE.c.owner_kind == _KIND,
        TABLE.c.created_at > _SINCE,
    ),
    Usage,
)


def _is_one_of(*states: FileState) -> sa.ColumnElement[bool]:
    """Spelled out: an IN list has no fixed text."""
    return sa.or_(*(TABLE.c.state == state.value for state in states))


_ENDING = FileState.UPLOADING, FileState.SCANNING, FileState.READY, FileState.BLOCKED, FileState.REFUSED
# What no message took, and what is being deleted, whatever its age.
LOOSE = FILES.where(
    "loose",
    sa.or_(
        sa.and_(_is_one_of(*_ENDING), TABLE.c.created_at < _BEFORE, TABLE.c.conversation_id.is_(None)),
        TABLE.c.state == FileState.GONE.value,
    ),
    order=TABLE.c.created_at,
)
OLD = FILES.where(
    "old",
    TABLE.c.state == FileState.ATTACHED.value,
    TABLE.c.created_at < _BEFORE,
    order=TABLE.c.created_at,
)
WAITING = FILES.where("to fetch", TABLE.c.state == FileState.FETCHING.value, order=TABLE.c.created_at)
DUE = FILES.where("due", TABLE.c.due_at.is_not(None), TABLE.c.due_at <= _BEFORE, order=TABLE.c.due_at)
OF_CONVERSATION = FILES.where(
    "of a conversation",
    TABLE.c.conversation_id == sa.bindparam("conversation_id", type_=sa.BigInteger),
    TABLE.c.state != FileState.GONE.value,
    TABLE.c.state != FileState.REFUSED.value,
    order=TABLE.c.id,
)
OF_ACCOUNT: Query[int] = Query(
    "files bytes of an account",
    sa.select(sa.func.coalesce(sa.func.sum(TABLE.c.size), 0)).where(
        TABLE.c.account_id == _ACCOUNT, _is_one_of(FileState.READY, FileState.ATTACHED, FileState.KEPT)
    ),
    int,
)
BY_PLATFORM: Query[int] = Query(
    "files bytes that came to a conversation by a platform",
    sa.select(sa.func.coalesce(sa.func.sum(TABLE.c.size), 0)).where(
        TABLE.c.conversation_id == sa.bindparam("conversation_id", type_=sa.BigInteger),
        TABLE.c.owner_kind == OwnerKind.CONNECTION.value,
        TABLE.c.state != FileState.FETCHING.value,
        TABLE.c.state != FileState.REFUSED.value,
        TABLE.c.created_at > _SINCE,
    ),
    int,
)
