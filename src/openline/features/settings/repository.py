"""All SQL of changes to settings."""

from typing import Any

import msgspec
import sqlalchemy as sa

from openline.features.settings.tables import SETTING_CHANGES as TABLE
from openline.store import Query, Records, UnitOfWork, View

MAX_CHANGES = 100  # of one channel; the oldest go first
MAX_SURPLUS = 50  # removed in one go


class SettingChange(msgspec.Struct, frozen=True):
    """What somebody changed at once; `version` is the channel's afterwards.

    `changes` is JSON: by key what was stored before and since; null is the default.
    """

    id: int
    account_id: int
    channel_id: int
    version: int
    at: int
    person_id: int
    changes: str

    @property
    def by_key(self) -> dict[str, tuple[Any, Any]]:
        """The values that went and came."""
        return msgspec.json.decode(self.changes, type=dict[str, tuple[Any, Any]])


def _whole(name: str) -> Any:
    return sa.bindparam(name, type_=sa.BigInteger)


SETTING_CHANGES = Records(TABLE, SettingChange)
_OF_CHANNEL = (TABLE.c.account_id == _whole("account_id"), TABLE.c.channel_id == _whole("channel_id"))
_PAGE = SETTING_CHANGES.where(
    "page", *_OF_CHANNEL, TABLE.c.version < _whole("before"), order=TABLE.c.version.desc()
)  # fmt: skip
_SINCE = SETTING_CHANGES.where(
    "since", *_OF_CHANNEL, TABLE.c.version > _whole("version"), order=TABLE.c.version.desc(), limit=MAX_CHANGES
)
_SURPLUS: Query[int] = Query(
    "setting changes surplus",
    sa.select(TABLE.c.id).where(*_OF_CHANNEL).order_by(TABLE.c.version.desc()).limit(MAX_SURPLUS).offset(MAX_CHANGES),
    int,
)


async def changes_before(
    view: View, account_id: int, channel_id: int, *, before: int, limit: int
) -> list[SettingChange]:  # fmt: skip
    """Those that led to versions before this one, newest first."""
    return await view.list(_PAGE, account_id=account_id, channel_id=channel_id, before=before, limit=limit)


async def changes_since(view: View, account_id: int, channel_id: int, version: int) -> list[SettingChange]:
    """Those after this version, newest first."""
    return await view.list(_SINCE, account_id=account_id, channel_id=channel_id, version=version)


async def trim(uow: UnitOfWork, account_id: int, channel_id: int) -> None:
    """Keep the newest MAX_CHANGES of a channel."""
    for change_id in await uow.list(_SURPLUS, account_id=account_id, channel_id=channel_id):
        SETTING_CHANGES.remove(uow, change_id)
