"""All SQL of notices."""

from typing import Any

import msgspec
import sqlalchemy as sa

from openline.features.notices.tables import NOTICES as TABLE
from openline.store import Query, Records, UnitOfWork, View

MAX_NOTICES = 200  # of one person; the oldest go first
MAX_SURPLUS = 50  # removed in one go


class NoticeRow(msgspec.Struct, frozen=True):
    """A notice; unread while `read_at` is empty."""

    id: int
    account_id: int
    person_id: int
    kind: str
    data: str
    at: int
    read_at: int | None


def _whole(name: str) -> Any:
    return sa.bindparam(name, type_=sa.BigInteger)


NOTICES = Records(TABLE, NoticeRow, rank=80)
_MINE = (TABLE.c.account_id == _whole("account_id"), TABLE.c.person_id == _whole("person_id"))
_PAGE = NOTICES.where("page", *_MINE, TABLE.c.id < _whole("before"), order=TABLE.c.id.desc())
_UNREAD = NOTICES.where(
    "unread", *_MINE, TABLE.c.read_at.is_(None), TABLE.c.id <= _whole("up_to"), order=TABLE.c.id, limit=2 * MAX_NOTICES
)
_COUNT: Query[int] = Query(
    "notices count unread", sa.select(sa.func.count()).select_from(TABLE).where(*_MINE, TABLE.c.read_at.is_(None)), int
)
_SURPLUS: Query[int] = Query(
    "notices surplus",
    sa.select(TABLE.c.id).where(*_MINE).order_by(TABLE.c.id.desc()).limit(MAX_SURPLUS).offset(MAX_NOTICES),
    int,
)


async def page_of(view: View, account_id: int, person_id: int, *, before: int, limit: int) -> list[NoticeRow]:
    """A person's notices, newest first."""
    return await view.list(_PAGE, account_id=account_id, person_id=person_id, before=before, limit=limit)


async def count_unread(view: View, account_id: int, person_id: int) -> int:
    """How many he has not seen."""
    (count,) = await view.list(_COUNT, account_id=account_id, person_id=person_id)
    return count


async def hold_unread(uow: UnitOfWork, account_id: int, person_id: int, up_to: int) -> list[NoticeRow]:
    """His unread notices up to one, held in one go."""
    rows = await uow.list(_UNREAD, account_id=account_id, person_id=person_id, up_to=up_to)
    await uow.prefetch(NOTICES.held, [(row.id,) for row in rows])
    held = [await NOTICES.hold(uow, row.id) for row in rows]
    return [row for row in held if row is not None and row.read_at is None]


async def trim(uow: UnitOfWork, account_id: int, person_id: int) -> None:
    """Keep the newest MAX_NOTICES of a person."""
    for notice_id in await uow.list(_SURPLUS, account_id=account_id, person_id=person_id):
        NOTICES.remove(uow, notice_id)
