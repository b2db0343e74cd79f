"""All SQL of bots."""

import msgspec
import sqlalchemy as sa

from openline.features.bots import tables
from openline.store import Records, View

MAX_BOTS = 50


class Bot(msgspec.Struct, frozen=True):
    """A bot as stored. `in_channels`: it may be made the first to answer in a channel."""

    id: int
    account_id: int
    name: str
    fingerprint: str
    in_channels: int
    made_at: int
    made_by: int
    seen_at: int | None
    removed_at: int | None


BOTS = Records(tables.BOTS, Bot, rank=48)
BOT_BY_FINGERPRINT = BOTS.lookup("fingerprint")

_OF_ACCOUNT = BOTS.where(
    "of account",
    tables.BOTS.c.account_id == sa.bindparam("account_id", type_=sa.BigInteger),
    tables.BOTS.c.removed_at.is_(None),
    order=tables.BOTS.c.id,
    limit=MAX_BOTS,
)


async def bots_of(view: View, account_id: int) -> list[Bot]:
    """The account's bots, oldest first, without those that were removed."""
    return await view.list(_OF_ACCOUNT, account_id=account_id)
