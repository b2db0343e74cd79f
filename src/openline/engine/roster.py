"""The agents of one queue: who is a member, what lies on his desk, who could take one more.

Answers are kept, not counted again: every change goes through `Roster.put`, which keeps the three indexes right.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from openline.engine.eligibility import Refusal, absence, overload
from openline.engine.persistent import Key, ShardedMap, SortedKeys
from openline.engine.words import AgentFacts, AgentId, Instant, Member, QueueSettings, SessionId, SessionState


@dataclass(frozen=True, slots=True)
class Seat:
    """One agent as the queue sees him. Nobody's `facts` are unknown but those of an owner from outside the queue."""

    agent_id: AgentId
    facts: AgentFacts | None = None
    member: Member | None = None
    sessions: tuple[SessionId, ...] = ()
    load: int = 0
    refusal: Refusal | None = None

    @property
    def standing(self) -> Key:
        """Sorts members least recently offered first; the never offered by their place in the queue (R20)."""
        member = self.member
        assert member is not None, "only a member stands in line"
        return (member.last_offered_at, member.last_offered_tie, member.position, member.agent_id)

    @property
    def position(self) -> int:
        """A member's place in the queue as it is configured."""
        assert self.member is not None, "only a member has a place"
        return self.member.position

    def absence(self, settings: QueueSettings) -> Refusal | None:
        """Why he is not there; somebody of whom nothing is known is taken to be."""
        return None if self.facts is None else absence(self.facts, settings)

    @property
    def held(self) -> int:
        """Open sessions on his desk, those of other queues too as far as they matter (R12)."""
        return len(self.sessions) + (self.facts.elsewhere if self.facts else 0)

    def overload(self, settings: QueueSettings) -> Refusal | None:
        return overload(self.load, self.held, settings)

    def with_session(self, session_id: SessionId, slots: int) -> Seat:
        at = bisect_left(self.sessions, session_id)
        sessions = (*self.sessions[:at], session_id, *self.sessions[at:])
        return Seat(self.agent_id, self.facts, self.member, sessions, self.load + slots, self.refusal)

    def without_session(self, session_id: SessionId, slots: int) -> Seat:
        at = bisect_left(self.sessions, session_id)
        sessions = self.sessions[:at] + self.sessions[at + 1 :]
        return Seat(self.agent_id, self.facts, self.member, sessions, self.load - slots, self.refusal)

    def judged(self, settings: QueueSettings) -> Seat:
        """The same seat with today's answer to "could he take one more"."""
        refusal = self.absence(settings) or self.overload(settings)
        if refusal is self.refusal:
            return self
        return Seat(self.agent_id, self.facts, self.member, self.sessions, self.load, refusal)


@dataclass(frozen=True, slots=True)
class Roster:
    """Seats and three indexes over the members: all in order, the free in order, refusals counted."""

    settings: QueueSettings
    seats: ShardedMap[Seat]
    order: SortedKeys
    free: SortedKeys
    refused: Mapping[Refusal, int]

    @classmethod
    def build(
        cls,
        settings: QueueSettings,
        members: Iterable[Member],
        agents: Iterable[AgentFacts],
        sessions: Iterable[SessionState],
    ) -> Roster:
        """Count everything once. Facts of people who are neither members nor holders are forgotten."""
        facts = {agent.agent_id: agent for agent in agents}
        seats: dict[AgentId, Seat] = {}
        for member in members:
            assert member.agent_id in facts, "nothing is known about a member"
            seats[member.agent_id] = Seat(member.agent_id, facts[member.agent_id], member)
        for session in sessions:
            holder = session.holder
            if holder is not None:
                seat = seats.get(holder) or Seat(holder, facts.get(holder))
                seats[holder] = seat.with_session(session.id, int(session.takes_slot(settings.slot_rule)))
        judged = [seat.judged(settings) for seat in seats.values()]
        inside = [seat for seat in judged if seat.member is not None]
        refused: dict[Refusal, int] = {}
        for seat in inside:
            if seat.refusal is not None:
                refused[seat.refusal] = refused.get(seat.refusal, 0) + 1
        return cls(
            settings,
            ShardedMap((seat.agent_id, seat) for seat in judged),
            SortedKeys(seat.standing for seat in inside),
            SortedKeys(seat.standing for seat in inside if seat.refusal is None),
            refused,
        )

    def seat(self, agent_id: AgentId) -> Seat:
        """His seat; an empty one for somebody the queue does not know."""
        return self.seats.get(agent_id) or Seat(agent_id)

    def in_order(self) -> Iterator[Seat]:
        """All members, least recently offered first."""
        return (self.seats[key[-1]] for key in self.order)

    def free_in_order(self) -> Iterator[Seat]:
        """Members who could take one more, least recently offered first."""
        return (self.seats[key[-1]] for key in self.free)

    def has_member_besides(self, agent_id: AgentId) -> bool:
        return len(self.order) > (1 if self.seat(agent_id).member else 0)

    def stamped(self, agent_id: AgentId, at: Instant) -> Roster:
        """He was offered something now, so he goes to the end of the line, behind others of this same millisecond."""
        seat = self.seats[agent_id]
        assert seat.member is not None, "only a member is offered something"
        last = self.order.last()
        assert last is not None, "a member stands in line"
        tie = last[1] + 1 if last[0] == at else 0
        member = Member(agent_id, seat.member.position, at, tie)
        return self.put(Seat(agent_id, seat.facts, member, seat.sessions, seat.load, seat.refusal))

    def put(self, seat: Seat) -> Roster:
        """A copy with this seat instead of his old one. The only way a seat changes."""
        seat = seat.judged(self.settings)
        old = self.seats.get(seat.agent_id)
        if seat.member is None and not seat.sessions:
            return self if old is None else replace(self, seats=self.seats.drop(seat.agent_id))
        seats = self.seats.put(seat.agent_id, seat)
        if seat.member is None or old is None:
            return Roster(self.settings, seats, self.order, self.free, self.refused)
        return Roster(self.settings, seats, *self._reindexed(old, seat))

    def _reindexed(self, old: Seat, new: Seat) -> tuple[SortedKeys, SortedKeys, Mapping[Refusal, int]]:
        """The indexes after a member's seat changed; who is a member changes by `build` alone."""
        order, free, refused = self.order, self.free, self.refused
        before, after = old.standing, new.standing
        moved = before != after
        if moved:
            order = order.discard(before).add(after)
        if old.refusal is None and (moved or new.refusal is not None):
            free = free.discard(before)
        if new.refusal is None and (moved or old.refusal is not None):
            free = free.add(after)
        if old.refusal is not new.refusal:
            refused = _recounted(refused, old.refusal, new.refusal)
        return order, free, refused


def _recounted(refused: Mapping[Refusal, int], old: Refusal | None, new: Refusal | None) -> Mapping[Refusal, int]:
    counts = dict(refused)
    if old is not None:
        counts[old] -= 1
        if not counts[old]:
            del counts[old]
    if new is not None:
        counts[new] = counts.get(new, 0) + 1
    return counts
