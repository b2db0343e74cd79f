"""All SQL of files."""

import msgspec
import sqlalchemy as sa

from openline.features.files.tables import FILES as TABLE
from openline.features.files.types import FileState
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

# Loose rows are few (tables.py); those being deleted are taken whatever their age.
LOOSE = FILES.where(
    "loose",
    TABLE.c.state != FileState.ATTACHED.value,
    sa.or_(TABLE.c.created_at < _BEFORE, TABLE.c.state == FileState.GONE.value),
    order=TABLE.c.created_at,
)
