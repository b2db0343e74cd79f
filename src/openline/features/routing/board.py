"""Wire shapes of the board: one channel as it is now."""

from openline.features.contacts.schemas import ContactBrief
from openline.features.routing.schemas import Session
from openline.kit.wire import Answer


class BoardSession(Answer, frozen=True, kw_only=True):
    """An open session; `since` is when it came to stand where it stands.

    `reason` says why most of the queue cannot take it, while it waits.
    """

    session: Session
    contact: ContactBrief
    since: str
    reason: str | None


class BoardLane(Answer, frozen=True, kw_only=True):
    """Sessions that stand alike, in the order they count; `total` counts them all, not only those shown."""

    items: list[BoardSession]
    total: int


class BoardAgent(Answer, frozen=True, kw_only=True):
    """Somebody of the queue, or an owner from outside; `reason` says why nothing is offered to him."""

    id: str
    name: str
    member: bool
    presence: str
    on_leave: bool
    paused: bool
    workday: str | None
    break_since: str | None
    load: int
    held: int
    capacity: int
    overloaded: bool
    reason: str | None


class Board(Answer, frozen=True, kw_only=True):
    """A channel now: who waits, in line; what is offered, answered, closing and with a bot; and the agents."""

    channel_id: str
    at: str
    waiting: BoardLane
    offered: BoardLane
    active: BoardLane
    closing: BoardLane
    with_bot: BoardLane
    agents: list[BoardAgent]
