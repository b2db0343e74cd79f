"""All SQL of lineups: what administrators put into queues. The seats say who therefore stands there."""

import msgspec
import sqlalchemy as sa

from openline.features.routing import tables
from openline.features.routing.types import Entry
from openline.store import Query, Records, View

MAX_QUEUES = 1_000  # of an account, as it has no more channels


class Lineup(msgspec.Struct, frozen=True):
    """The entries of a queue in their order, as JSON, and how many of them are departments."""

    channel_id: int
    account_id: int
    entries: str
    departments: int

    @property
    def all(self) -> tuple[Entry, ...]:
        """The entries."""
        return msgspec.json.decode(self.entries, type=tuple[Entry, ...])


LINEUPS = Records(tables.LINEUPS, Lineup, guarded=True)
_L = tables.LINEUPS.c
_WITH_DEPARTMENTS: Query[int] = Query(
    "lineups with departments",
    sa.select(_L.channel_id)
    .where(_L.account_id == sa.bindparam("account_id", type_=sa.BigInteger), _L.departments > sa.literal_column("0"))
    .order_by(_L.channel_id)
    .limit(MAX_QUEUES),
    int,
)


def lineup_of(channel_id: int, account_id: int, entries: tuple[Entry, ...]) -> Lineup:
    """A lineup to be stored."""
    return Lineup(
        channel_id=channel_id, account_id=account_id, entries=msgspec.json.encode(entries).decode(),
        departments=sum(entry.kind == "department" for entry in entries),
    )  # fmt: skip


async def channels_with_departments(view: View, account_id: int) -> list[int]:
    """The channels in whose queues departments stand."""
    return await view.list(_WITH_DEPARTMENTS, account_id=account_id)
