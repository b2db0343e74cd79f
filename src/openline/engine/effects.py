"""What a step asks the world to do and tell: the outputs of the engine, as data, in the order they happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from openline.engine.words import AgentId, Instant, SessionId


class Outcome(StrEnum):
    """How an offer ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Deadline(StrEnum):
    """What a timer is for: the end of an offer, the next look at an undistributed session, a break that takes long, the
    end of a bot's time.
    """

    OFFER = "offer"
    RETRY = "retry"
    RECALL = "recall"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class OfferMade:
    """Proposed to somebody; `agent_id` is None for everybody who may take it.

    No `expires_at`: he is responsible for its customer, and has all the time (R36).
    """

    session_id: SessionId
    agent_id: AgentId | None
    expires_at: Instant | None


@dataclass(frozen=True, slots=True)
class OfferKept:
    """Nobody else could take it: the same agent keeps the same offer, its time starts anew. None: everybody."""

    session_id: SessionId
    agent_id: AgentId | None
    expires_at: Instant


@dataclass(frozen=True, slots=True)
class OfferEnded:
    """`reason` says why an offer was withdrawn; the other outcomes speak for themselves.

    `agent_id` is None for an offer to everybody, however it ended.
    """

    session_id: SessionId
    agent_id: AgentId | None
    outcome: Outcome
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class BotStarted:
    """It speaks from now on."""

    session_id: SessionId
    bot_id: AgentId


@dataclass(frozen=True, slots=True)
class BotStopped:
    """It may not speak any more; `reason` says who or what has ended its turn."""

    session_id: SessionId
    bot_id: AgentId
    reason: str


@dataclass(frozen=True, slots=True)
class SessionOwned:
    session_id: SessionId
    agent_id: AgentId


@dataclass(frozen=True, slots=True)
class SessionCameBack:
    """A closed session is open again, its owner's as before."""

    session_id: SessionId
    agent_id: AgentId


@dataclass(frozen=True, slots=True)
class SessionReturned:
    """Taken from its owner, back to the queue."""

    session_id: SessionId
    agent_id: AgentId
    reason: str


@dataclass(frozen=True, slots=True)
class SessionHandedOver:
    """`agent_id` owns it now; `from_id` did before, None if nobody."""

    session_id: SessionId
    agent_id: AgentId
    from_id: AgentId | None
    by: AgentId
    how: str


@dataclass(frozen=True, slots=True)
class PinChanged:
    session_id: SessionId
    agent_id: AgentId
    pinned: bool


@dataclass(frozen=True, slots=True)
class SessionUndistributed:
    """Nobody could be offered it; said once per wait."""

    session_id: SessionId


@dataclass(frozen=True, slots=True)
class RoundsOver:
    """Everybody who could be asked was, that many times, and nobody has accepted (R35)."""

    session_id: SessionId
    rounds: int


@dataclass(frozen=True, slots=True)
class StatusChanged:
    session_id: SessionId
    status: int


@dataclass(frozen=True, slots=True)
class SessionClosed:
    session_id: SessionId
    status: int


@dataclass(frozen=True, slots=True)
class SessionGone:
    """It is in another queue from now on."""

    session_id: SessionId


@dataclass(frozen=True, slots=True)
class ArmDeadline:
    """Replaces a timer of the same kind and session."""

    kind: Deadline
    session_id: SessionId
    due_at: Instant


@dataclass(frozen=True, slots=True)
class CancelDeadline:
    kind: Deadline
    session_id: SessionId


@dataclass(frozen=True, slots=True)
class OfferStays:
    """He skipped what is offered to everybody: there is nobody else to pass it to, and nothing changes (R28)."""

    session_id: SessionId
    agent_id: AgentId


Effect: TypeAlias = (
    OfferMade
    | OfferStays
    | OfferKept
    | OfferEnded
    | BotStarted
    | BotStopped
    | SessionOwned
    | SessionReturned
    | SessionCameBack
    | SessionHandedOver
    | PinChanged
    | SessionUndistributed
    | RoundsOver
    | StatusChanged
    | SessionClosed
    | SessionGone
    | ArmDeadline
    | CancelDeadline
)
