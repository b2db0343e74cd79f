"""All SQL of applied documents."""

from typing import Any

import msgspec
import sqlalchemy as sa

from openline.features.ascode.tables import SETTINGS_APPLIES as TABLE
from openline.features.ascode.types import MAX_APPLIES
from openline.store import Query, Records, UnitOfWork, View

MAX_SURPLUS = 50  # removed in one go


class Parted(msgspec.Struct, frozen=True):
    """What became different in a channel: by part what was stored before and since; null is the default."""

    channel_id: int
    created: bool
    parts: dict[str, tuple[Any, Any]]


class Apply(msgspec.Struct, frozen=True):
    """A document that was applied, or (`undoes`) one that was rolled back. `changes` is JSON of `Parted`."""

    id: int
    account_id: int
    at: int
    person_id: int
    changes: str
    undoes: int | None
    undone_by: int | None

    @property
    def by_channel(self) -> list[Parted]:
        """What became different."""
        return msgspec.json.decode(self.changes, type=list[Parted])


def _whole(name: str) -> Any:
    return sa.bindparam(name, type_=sa.BigInteger)


APPLIES = Records(TABLE, Apply)
_PAGE = APPLIES.where(
    "page", TABLE.c.account_id == _whole("account_id"), TABLE.c.id < _whole("before"), order=TABLE.c.id.desc()
)  # fmt: skip
_SURPLUS: Query[int] = Query(
    "settings applies surplus",
    sa.select(TABLE.c.id)
    .where(TABLE.c.account_id == _whole("account_id"))
    .order_by(TABLE.c.id.desc())
    .limit(MAX_SURPLUS)
    .offset(MAX_APPLIES),
    int,
)


async def applies_before(view: View, account_id: int, *, before: int, limit: int) -> list[Apply]:
    """What was applied before this one, newest first."""
    return await view.list(_PAGE, account_id=account_id, before=before, limit=limit)


async def trim(uow: UnitOfWork, account_id: int) -> None:
    """Keep the newest MAX_APPLIES of an account."""
    for apply_id in await uow.list(_SURPLUS, account_id=account_id):
        APPLIES.remove(uow, apply_id)
