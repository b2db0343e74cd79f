"""The nouns of a queue: ids, settings, members, agents, phases of a session. Data only, no decisions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, assert_never

AgentId: TypeAlias = int
SessionId: TypeAlias = int
ChannelId: TypeAlias = int
Instant: TypeAlias = int
"""Milliseconds since 1970, UTC."""

SESSIONS_PER_AGENT = 1_000
"""What nobody may exceed by routing, whatever the settings say (R12)."""
IDLE_TIME_WHEN_ZERO_S = 3_600
RETRY_AT_MOST_MS = 120_000

NEW, RETURNED, ACCEPTED, ASKED, ASKED_AGAIN, ANSWERED = 0, 5, 10, 20, 25, 40
"""Statuses of an open session (S1). Their order carries meaning: slots and lists compare with `<`."""
WAIT = 50
"""The status of a session that is closing: its owner's, but it occupies nobody's slot."""
CLOSED_STATUSES = frozenset({60, 65, 69, 75})


class Mode(StrEnum):
    """How the candidates for a session are ranked; one file each in `engine/modes`."""

    EVENLY = "evenly"
    STRICTLY = "strictly"
    LEAST_BUSY = "least_busy"
    SKILLS = "skills"
    ALL = "all"


class SlotRule(StrEnum):
    """Until when a session occupies a slot of its agent (R11)."""

    ANSWERED_NEW = "answered_new"
    ANSWERED = "answered"
    CLOSED = "closed"


SLOT_BELOW = {SlotRule.ANSWERED_NEW: 25, SlotRule.ANSWERED: 40, SlotRule.CLOSED: 50}


class OnBreak(StrEnum):
    """What becomes of an agent's unanswered sessions when he takes a break (R47)."""

    KEEP = "keep"
    AFTER_IDLE_TIME = "after_idle_time"
    AT_ONCE = "at_once"


class Workday(StrEnum):
    """How somebody's working day stands, if his working time is managed."""

    STARTED = "started"
    ON_BREAK = "on_break"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """What the owner of a channel chose; zeros mean what the settings page says they mean.

    `needs` are the skills and levels that the mode *skills* asks for, one level less after each `relax_after_s` (R34).
    After `escalate_after` rounds in vain somebody should hear of it; 0 is never (R35).
    """

    mode: Mode = Mode.EVENLY
    idle_time_s: int = 60
    check_available: bool = True
    max_sessions: int = 0
    slot_rule: SlotRule = SlotRule.ANSWERED
    on_break: OnBreak = OnBreak.AFTER_IDLE_TIME
    needs: tuple[tuple[str, int], ...] = ()
    relax_after_s: int = 60
    escalate_after: int = 0

    @property
    def offer_ms(self) -> int:
        """How long an offer stands; one to everybody is only looked at again afterwards (R28)."""
        if self.mode is Mode.ALL:
            return IDLE_TIME_WHEN_ZERO_S * 1_000
        return self.idle_ms

    @property
    def idle_ms(self) -> int:
        """The channel's idle time."""
        return (self.idle_time_s or IDLE_TIME_WHEN_ZERO_S) * 1_000

    @property
    def retry_ms(self) -> int:
        """How long an undistributed session waits for the next look, if nothing happens before."""
        return min(self.offer_ms, RETRY_AT_MOST_MS)

    @property
    def capacity(self) -> int:
        """Slots of one agent in this queue."""
        if 0 < self.max_sessions <= SESSIONS_PER_AGENT:
            return self.max_sessions
        return SESSIONS_PER_AGENT


@dataclass(frozen=True, slots=True)
class Member:
    """A place in the queue. `last_offered_at` is 0 for somebody who was never offered anything."""

    agent_id: AgentId
    position: int
    last_offered_at: Instant = 0
    last_offered_tie: int = 0


@dataclass(frozen=True, slots=True)
class AgentFacts:
    """What the rest of the product knows about an agent. No `workday`: his working time is not managed.

    `break_since` is when the break began, 0 without one. `elsewhere` are his open sessions in other queues, if the cap
    is near (R12).
    """

    agent_id: AgentId
    active: bool
    online: bool
    on_leave: bool = False
    paused: bool = False
    workday: Workday | None = None
    break_since: Instant = 0
    skills: tuple[tuple[str, int], ...] = ()
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Undistributed: nobody could be offered it so far."""

    since: Instant


@dataclass(frozen=True, slots=True)
class Offered:
    """Proposed to one agent until a deadline, or without one if the customer is his own (R36). It holds his slot."""

    agent_id: AgentId
    offered_at: Instant
    expires_at: Instant | None


@dataclass(frozen=True, slots=True)
class OfferedToAll:
    """Proposed to everybody who may take it; it holds nobody's slot, and the first to accept gets it (R28)."""

    offered_at: Instant
    expires_at: Instant


@dataclass(frozen=True, slots=True)
class Active:
    """Somebody owns it."""

    agent_id: AgentId
    accepted_at: Instant


@dataclass(frozen=True, slots=True)
class WithBot:
    """A bot answers first; nobody else is asked before it leaves, at the latest `until` (R52)."""

    bot_id: AgentId
    since: Instant
    until: Instant | None


Phase: TypeAlias = Waiting | Offered | OfferedToAll | Active | WithBot


def holder_of(phase: Phase) -> AgentId | None:
    """The agent on whose desk the session lies, offered or owned."""
    match phase:
        case Offered(agent_id=agent_id) | Active(agent_id=agent_id):
            return agent_id
        case Waiting() | OfferedToAll() | WithBot():
            return None
        case _:
            assert_never(phase)


@dataclass(frozen=True, slots=True)
class SessionState:
    """An open session. `queued_at` is its age in the queue and survives every return (R31).

    `tried` are those it was offered to in this round, where that matters (R26), `rounds` those in vain (R35). A
    `pinned` one stays with its owner although he is not there (R45).
    """

    id: SessionId
    queued_at: Instant
    status: int
    phase: Phase
    returned_from: AgentId | None = None
    tried: tuple[AgentId, ...] = ()
    pinned: bool = False
    rounds: int = 0

    @property
    def holder(self) -> AgentId | None:
        return holder_of(self.phase)

    @property
    def from_crm(self) -> bool:
        """Whether it is offered to the agent who is responsible for its customer, past the queue (R36)."""
        return isinstance(self.phase, Offered) and self.phase.expires_at is None

    @property
    def place(self) -> tuple[int, ...]:
        """Sorts sessions oldest first."""
        return (self.queued_at, self.id)

    def takes_slot(self, rule: SlotRule) -> bool:
        """Whether it occupies a slot of its holder."""
        return self.status < SLOT_BELOW[rule] and isinstance(self.phase, Offered | Active)
