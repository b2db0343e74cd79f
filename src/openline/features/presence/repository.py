"""All SQL of presence."""

from typing import Any

import msgspec
import sqlalchemy as sa

from openline.features.presence.tables import PRESENCE, SOCKETS
from openline.features.presence.types import Chosen, Presence, Standing, State
from openline.store import Query, Records
from openline.store.tables import NODES

MAX_PEOPLE = 20_000


class PresenceRow(msgspec.Struct, frozen=True):
    """What is stored of a person's presence."""

    person_id: int
    account_id: int
    chosen: str
    state: str
    online: int
    sockets: int
    active_at: int
    lost_at: int

    @property
    def standing(self) -> Standing:
        """The same for the rule."""
        return Standing(
            chosen=Chosen(self.chosen), sockets=self.sockets, active_at=self.active_at, lost_at=self.lost_at,
            was=State(self.state), was_online=bool(self.online),
        )  # fmt: skip

    @property
    def presence(self) -> Presence:
        """As the last look left it; a deadline that is due will change it."""
        return self.standing.shown(State(self.state), online=bool(self.online))


class SocketRow(msgspec.Struct, frozen=True):
    """An agent's socket."""

    id: int
    account_id: int
    person_id: int
    node: str
    opened_at: int


PRESENCES = Records(PRESENCE, PresenceRow, rank=72)
SOCKET_ROWS = Records(SOCKETS, SocketRow, guarded=True)

OF_ACCOUNT = PRESENCES.where(
    "of account",
    PRESENCE.c.account_id == sa.bindparam("account_id", type_=sa.BigInteger),
    order=PRESENCE.c.person_id,
    limit=MAX_PEOPLE,
)
_NODE = SOCKETS.c.node == sa.bindparam("node", type_=sa.Text)
OF_NODE_AND_PERSON = SOCKET_ROWS.where(
    "of node and person",
    _NODE,
    SOCKETS.c.person_id == sa.bindparam("person_id", type_=sa.BigInteger),
    order=SOCKETS.c.id,
)


def _text(value: Any) -> str:
    return str(value)


NODES_WITH_SOCKETS: Query[str] = Query("sockets nodes", sa.select(SOCKETS.c.node).distinct(), _text)
PEOPLE_OF_NODE: Query[int] = Query(
    "sockets people of node",
    sa.select(SOCKETS.c.person_id).where(_NODE).distinct().order_by(SOCKETS.c.person_id)
    .limit(sa.bindparam("limit", type_=sa.Integer)),
    int,
)  # fmt: skip
LIVE_NODES: Query[str] = Query(
    "nodes alive",
    sa.select(NODES.c.token).where(NODES.c.lease_until > sa.bindparam("now", type_=sa.BigInteger)),
    _text,
)
