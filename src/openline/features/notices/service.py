"""Notices: given by other slices in their own transactions, listed and marked read by their reader alone."""

from collections.abc import Iterable

import msgspec

from openline.features.notices import schemas
from openline.features.notices.events import NoticeAdded, NoticesRead
from openline.features.notices.repository import (
    MAX_NOTICES,
    NOTICES,
    NoticeRow,
    count_unread,
    hold_unread,
    page_of,
    trim,
)
from openline.features.people.types import Actor, Need
from openline.kit.errors import NotAllowed
from openline.kit.paging import cursor, place
from openline.store import UnitOfWork, View

__all__ = ["MAX_NOTICES", "NOTICES", "NoticeRow", "mark_read", "my_notices", "notify", "wire_notice"]

_LAST = (1 << 63) - 1


async def notify(
    uow: UnitOfWork, account_id: int, person_ids: Iterable[int], kind: str, **data: int | str | bool | None
) -> list[int]:
    """Give people a notice, and say which; the oldest ones beyond the bound go.

    `data` holds ids, kinds and numbers; what is named `…_id` becomes a string, as ids are outside. Call it last in a
    use case: it reads lists, and a refusal after that undoes the whole batch.
    """
    text = msgspec.json.encode({k: str(v) if k.endswith("_id") and v is not None else v for k, v in data.items()})
    added = []
    for person_id in sorted(set(person_ids)):
        row = NoticeRow(
            id=uow.new_id(), account_id=account_id, person_id=person_id, kind=kind, data=text.decode(), at=uow.now,
            read_at=None,
        )  # fmt: skip
        NOTICES.add(uow, row)
        uow.log(NoticeAdded(account_id=account_id, person_id=person_id, audience=(person_id,), notice_id=row.id))
        await trim(uow, account_id, person_id)
        added.append(row.id)
    return added


async def my_notices(view: View, actor: Actor, *, after: str | None, limit: int) -> schemas.NoticePage:
    """My notices, newest first, and how many are unread.

    Raises NotAllowed, InvalidField.
    """
    _check(actor)
    at = place(after, 1)
    mine = actor.account_id, actor.person_id
    rows = await page_of(view, *mine, before=at[0] if at else _LAST, limit=limit + 1)
    return schemas.NoticePage(
        items=[wire_notice(row) for row in rows[:limit]], unread=await count_unread(view, *mine),
        next=cursor(rows[limit - 1].id) if len(rows) > limit else None,
    )  # fmt: skip


async def mark_read(uow: UnitOfWork, actor: Actor, up_to: int) -> None:
    """I have seen my notices up to this one; another's stay as they are.

    Raises NotAllowed.
    """
    _check(actor)
    rows = await hold_unread(uow, actor.account_id, actor.person_id, up_to)
    for row in rows:
        NOTICES.change(uow, row, read_at=uow.now)
    if rows:
        uow.log(
            NoticesRead(
                account_id=actor.account_id, person_id=actor.person_id, actor_id=actor.person_id,
                audience=(actor.person_id,), up_to=rows[-1].id,
            )
        )  # fmt: skip


def wire_notice(row: NoticeRow) -> schemas.Notice:
    """A notice on the wire: for the frame of `notice.added`."""
    return schemas.Notice.of(row)


def _check(actor: Actor) -> None:
    if not actor.may(Need.OWN_LOGIN):
        raise NotAllowed(need=Need.OWN_LOGIN)
