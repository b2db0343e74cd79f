"""All SQL of lineups: what administrators put into queues. The seats say who therefore stands there."""

import msgspec
import sqlalchemy as sa

from openline.features.routing import tables
from openline.features.routing.types import Entry
from openline.store import Query, Records, View

MAX_QUEUES = 1_000  # of an account, as it has no more channels
MAX_CARDS = 5_000  # of a channel, as an account has no more people


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


class Card(msgspec.Struct, frozen=True):
    """How customers of a channel see an agent; what is empty is his profile's."""

    channel_id: int
    person_id: int
    account_id: int
    name: str
    position: str


CARDS = Records(tables.CARDS, Card, guarded=True)
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


_CARDS = CARDS.where(
    "of channel", tables.CARDS.c.channel_id == sa.bindparam("channel_id", type_=sa.BigInteger),
    order=tables.CARDS.c.person_id, limit=MAX_CARDS,
)  # fmt: skip


async def cards_of(view: View, channel_id: int) -> dict[int, Card]:
    """The cards of a channel by person."""
    return {card.person_id: card for card in await view.list(_CARDS, channel_id=channel_id)}


def lineup_of(channel_id: int, account_id: int, entries: tuple[Entry, ...]) -> Lineup:
    """A lineup to be stored."""
    return Lineup(
        channel_id=channel_id, account_id=account_id, entries=msgspec.json.encode(entries).decode(),
        departments=sum(entry.kind == "department" for entry in entries),
    )  # fmt: skip


async def channels_with_departments(view: View, account_id: int) -> list[int]:
    """The channels in whose queues departments stand."""
    return await view.list(_WITH_DEPARTMENTS, account_id=account_id)
