"""Words of the routing slice."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import msgspec


class Phase(StrEnum):
    """Where a session stands; the engine's phases, and closed."""

    WAITING = "waiting"
    OFFERED = "offered"
    ACTIVE = "active"
    BOT = "bot"
    CLOSED = "closed"


class DeadlineKind(StrEnum):
    """Timers of this slice. The first four are the engine's."""

    OFFER = "offer"
    RETRY = "retry"
    RECALL = "recall"
    BOT = "bot"
    ESCALATE = "session.escalate"
    AGENT_CHANGED = "agent.changed"
    BOT_REMOVED = "bot.removed"
    COMPANY_CHANGED = "company.changed"
    CLOSE = "session.close"
    NO_ANSWER = "session.no_answer"
    REMINDER = "session.reminder"
    RULES_CHANGED = "channel.rules"


CLOSED_STATUS = 60
SPAM_STATUS = 65
MAX_MEMBERS = 1_000


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What is put into a queue: a person, or a department with everybody in it."""

    kind: Literal["user", "department"]
    id: int


class Life(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the queue need not know of a session. `…_at` are instants in ms.

    `off_hours_at`, `no_answer_at`: when the text was said. `moved_at`: when it was last pinned, let go or looked at.
    `prolonged_to`: it does not close before. `bot_ms`: how long a bot had it. `reminded`: reminders said since the
    agent's message `reminded_for`. `overflowed`: the channels that it has left because nobody accepted it there.
    """

    mode: Literal["input", "output"] = "input"
    worktime: bool = True
    first: bool = False
    off_hours_at: int | None = None
    no_answer_at: int | None = None
    moved_at: int = 0
    closing_until: int | None = None
    prolonged_to: int = 0
    finished_at: int | None = None
    finished_by: int | None = None
    asks_rating: bool = False
    vote_until: int | None = None
    voted_at: int | None = None
    comment: str = ""
    reviewed_by: int | None = None
    reviewed_at: int | None = None
    reminded: int = 0
    reminded_for: int = 0
    bot_ms: int = 0
    overflowed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AgentTyping:
    """An agent is typing, or has stopped: told, never stored."""

    account_id: int
    conversation_id: int
    audience: tuple[int, ...]
    person_id: int
    on: bool


TellTyping = Callable[[AgentTyping], Awaitable[None]]
