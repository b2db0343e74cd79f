"""Words of the routing slice."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """Where a session stands; the engine's phases, and closed."""

    WAITING = "waiting"
    OFFERED = "offered"
    ACTIVE = "active"
    CLOSED = "closed"


class DeadlineKind(StrEnum):
    """Timers of this slice. The first three are the engine's."""

    OFFER = "offer"
    RETRY = "retry"
    RECALL = "recall"
    AGENT_CHANGED = "agent.changed"
    CLOSE = "session.close"
    NO_ANSWER = "session.no_answer"
    REMINDER = "session.reminder"


CLOSED_STATUS = 60
SPAM_STATUS = 65
MAX_MEMBERS = 1_000


@dataclass(frozen=True, slots=True)
class AgentTyping:
    """An agent is typing, or has stopped: told, never stored."""

    account_id: int
    conversation_id: int
    audience: tuple[int, ...]
    person_id: int
    on: bool


TellTyping = Callable[[AgentTyping], Awaitable[None]]
