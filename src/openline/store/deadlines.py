"""Timers as data: armed and cancelled in the transaction of the state they belong to, due at an instant in ms."""

from typing import Any

import msgspec
import sqlalchemy as sa

from openline.store.records import Records
from openline.store.sql import Query
from openline.store.tables import DEADLINES
from openline.store.uow import UnitOfWork


class Deadline(msgspec.Struct, frozen=True):
    """`queue_id` names the row whose lock guards the subject; `version` grows each time it is armed."""

    kind: str
    subject_id: int
    account_id: int
    queue_id: int
    due_at: int
    version: int


RECORDS = Records(DEADLINES, Deadline, guarded=True)
_DUE: Any = sa.bindparam("now", type_=sa.BigInteger)
DUE: Query[Deadline] = RECORDS.where("due", DEADLINES.c.due_at <= _DUE, order=DEADLINES.c.due_at)
NEXT: Query[int | None] = Query("deadlines next", sa.select(sa.func.min(DEADLINES.c.due_at)), lambda at: at)


def arm(uow: UnitOfWork, deadline: Deadline) -> None:
    """Arm or re-arm; the last one wins. The caller gives a version that grows (the unit of work's ids do)."""
    RECORDS.save(uow, deadline)


def cancel(uow: UnitOfWork, kind: str, subject_id: int) -> None:
    """Disarm; nothing happens when it was not armed."""
    RECORDS.remove(uow, kind, subject_id)


async def claim(uow: UnitOfWork, deadline: Deadline) -> bool:
    """Take a due deadline that was read without a lock, once its guard is held: false when it was re-armed or taken."""
    now = await RECORDS.get(uow, deadline.kind, deadline.subject_id)
    if now is None or now.version != deadline.version or now.due_at > uow.now:
        return False
    cancel(uow, deadline.kind, deadline.subject_id)
    return True
