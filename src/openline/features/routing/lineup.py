"""Wire shapes of a channel's queue: who is to stand in it, and who therefore stands in it now."""

from typing import Literal

from openline.kit.wire import Answer, Request

Kind = Literal["user", "department"]


class MemberRef(Request, frozen=True, kw_only=True):
    """Who is to stand in the queue: a person, or everybody of a department."""

    id: str
    kind: Kind = "user"


class NewQueue(Request, frozen=True, kw_only=True):
    """The whole queue, in order."""

    members: list[MemberRef]
    version: int | None = None


class NewCard(Request, frozen=True, kw_only=True):
    """How customers of the channel are to see an agent; what is left empty is his profile's."""

    name: str = ""
    position: str = ""


class AgentCard(Answer, frozen=True, kw_only=True):
    """How customers of the channel see an agent, where the channel shows cards."""

    name: str
    position: str


class QueueEntry(Answer, frozen=True, kw_only=True):
    """What an administrator put into the queue, and how many `people` it brings who do not stand before it already.

    A department is not here or away: its `presence` is null.
    """

    kind: Kind
    id: str
    name: str
    presence: str | None
    people: int


class Place(Answer, frozen=True, kw_only=True):
    """An agent in the effective queue, with what routing knows of him now.

    `department_id` says what brought him. His `card` is what customers see of him while the queue's `agent_card` is
    `card`.
    """

    id: str
    name: str
    presence: str
    online: bool
    reason: str | None
    load: int
    capacity: int
    department_id: str | None
    card: AgentCard | None


class Queue(Answer, frozen=True, kw_only=True):
    """The queue as it was configured, and the people that this comes to."""

    configured: list[QueueEntry]
    effective: list[Place]
    agent_card: str
    version: int
