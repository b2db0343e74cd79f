"""The state of one queue, and the words it is made of: what others import to talk to the engine.

A state is never changed, only derived. Its indexes follow from settings, members, agents and open sessions alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openline.engine.persistent import ShardedMap, SortedKeys
from openline.engine.roster import Roster
from openline.engine.words import (
    Active,
    AgentFacts,
    AgentId,
    ChannelId,
    Instant,
    Member,
    Mode,
    Offered,
    OfferedToAll,
    OnBreak,
    Phase,
    QueueSettings,
    SessionId,
    SessionState,
    SlotRule,
    Waiting,
    WithBot,
    Workday,
)

__all__ = [
    "Active",
    "AgentFacts",
    "AgentId",
    "ChannelId",
    "Instant",
    "Member",
    "Mode",
    "Offered",
    "OfferedToAll",
    "OnBreak",
    "Phase",
    "QueueRows",
    "QueueSettings",
    "QueueState",
    "SessionId",
    "SessionState",
    "SlotRule",
    "Waiting",
    "WithBot",
    "Workday",
]


@dataclass(frozen=True, slots=True)
class QueueRows:
    """A queue as the store keeps it. Every member needs his facts; sessions are the open ones."""

    channel_id: ChannelId
    version: int
    at: Instant
    settings: QueueSettings
    members: Sequence[Member]
    agents: Sequence[AgentFacts]
    sessions: Sequence[SessionState]


@dataclass(frozen=True, slots=True)
class QueueState:
    """One queue at one moment. `version` counts applied events; closed sessions are not in it."""

    channel_id: ChannelId
    version: int
    at: Instant
    roster: Roster
    open: ShardedMap[SessionState]
    line: SortedKeys

    @classmethod
    def build(cls, rows: QueueRows) -> QueueState:
        """Count once what is kept afterwards."""
        waiting = (session.place for session in rows.sessions if isinstance(session.phase, Waiting))
        return cls(
            rows.channel_id,
            rows.version,
            rows.at,
            Roster.build(rows.settings, rows.members, rows.agents, rows.sessions),
            ShardedMap((session.id, session) for session in rows.sessions),
            SortedKeys(waiting),
        )

    @property
    def rows(self) -> QueueRows:
        """What `build` makes this state of."""
        return QueueRows(
            self.channel_id, self.version, self.at, self.settings, self.members, self.agents, self.sessions
        )

    @property
    def settings(self) -> QueueSettings:
        return self.roster.settings

    @property
    def members(self) -> tuple[Member, ...]:
        """In the order of the settings page."""
        found = [seat.member for seat in self.roster.seats.values() if seat.member is not None]
        return tuple(sorted(found, key=lambda member: member.position))

    @property
    def agents(self) -> tuple[AgentFacts, ...]:
        """Members and owners from outside, by id."""
        found = [seat.facts for seat in self.roster.seats.values() if seat.facts is not None]
        return tuple(sorted(found, key=lambda agent: agent.agent_id))

    @property
    def sessions(self) -> tuple[SessionState, ...]:
        """All open ones, oldest first."""
        return tuple(sorted(self.open.values(), key=lambda session: session.place))

    @property
    def waiting(self) -> Iterator[SessionId]:
        """Undistributed sessions, oldest first."""
        return (place[-1] for place in self.line)

    @property
    def waiting_count(self) -> int:
        return len(self.line)

    def session(self, session_id: SessionId) -> SessionState | None:
        return self.open.get(session_id)

    def member(self, agent_id: AgentId) -> Member | None:
        return self.roster.seat(agent_id).member

    def agent(self, agent_id: AgentId) -> AgentFacts | None:
        return self.roster.seat(agent_id).facts

    def load(self, agent_id: AgentId) -> int:
        """Slots in use."""
        return self.roster.seat(agent_id).load

    def held(self, agent_id: AgentId) -> tuple[SessionId, ...]:
        """What lies on his desk, offered or owned, whether or not it occupies a slot."""
        return self.roster.seat(agent_id).sessions

    def with_session(self, session: SessionState) -> QueueState:
        """A copy with this session instead of what it was before. With `without_session` the only way one changes."""
        before = self.open.get(session.id)
        line, roster = self.line, self.roster
        was_waiting = before is not None and isinstance(before.phase, Waiting)
        is_waiting = isinstance(session.phase, Waiting)
        if before is not None and was_waiting and not (is_waiting and before.place == session.place):
            line = line.discard(before.place)
            was_waiting = False
        if is_waiting and not was_waiting:
            line = line.add(session.place)
        roster = _moved(roster, before, session)
        return QueueState(self.channel_id, self.version, self.at, roster, self.open.put(session.id, session), line)

    def without_session(self, session_id: SessionId) -> QueueState:
        """A copy in which the session is closed."""
        before = self.open[session_id]
        line = self.line.discard(before.place) if isinstance(before.phase, Waiting) else self.line
        roster = _moved(self.roster, before, None)
        return QueueState(self.channel_id, self.version, self.at, roster, self.open.drop(session_id), line)

    def with_roster(self, roster: Roster) -> QueueState:
        return QueueState(self.channel_id, self.version, self.at, roster, self.open, self.line)

    def counted(self, at: Instant) -> QueueState:
        """A copy that knows one more event has happened, at this time."""
        return QueueState(self.channel_id, self.version + 1, at, self.roster, self.open, self.line)

    def holds_what(self, other: QueueState) -> bool:
        """Whether only version and time can differ. False says little: equal parts made anew count as others."""
        return self.roster is other.roster and self.open is other.open and self.line is other.line


def _moved(roster: Roster, before: SessionState | None, after: SessionState | None) -> Roster:
    """The roster after a session went from desk to desk, or began or ceased to occupy a slot."""
    rule = roster.settings.slot_rule
    old, old_slot = (before.holder, before.takes_slot(rule)) if before else (None, False)
    new, new_slot = (after.holder, after.takes_slot(rule)) if after else (None, False)
    if old == new and old_slot == new_slot:
        return roster
    if before is not None and old is not None:
        left = roster.seats[old].without_session(before.id, int(old_slot))
        if after is not None and old == new:
            return roster.put(left.with_session(after.id, int(new_slot)))
        roster = roster.put(left)
    if after is not None and new is not None:
        roster = roster.put(roster.seat(new).with_session(after.id, int(new_slot)))
    return roster
