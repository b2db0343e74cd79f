"""What is true of every queue at every moment, counted anew and without the engine's own answers.

For tests, the simulator and the nightly audit. `broken_transitions` tells what is true from one moment to the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from openline.engine.absent import can_do, is_there
from openline.engine.model import QueueState
from openline.engine.transitions import broken_transitions
from openline.engine.words import (
    SESSIONS_PER_AGENT,
    Active,
    AgentId,
    Mode,
    Offered,
    OfferedToAll,
    SessionState,
    Waiting,
    WithBot,
)

__all__ = ["broken_transitions", "violations"]

STATUSES = {Waiting: {0, 5}, Offered: {0, 5}, OfferedToAll: {0, 5}, Active: {10, 20, 25, 40, 50}, WithBot: {0, 50}}
SLOT_ENDS_AT = {"answered_new": 25, "answered": 40, "closed": 50}


def violations(state: QueueState) -> Iterator[str]:
    """Every broken truth as a sentence; nothing for a sound state."""
    yield from _sessions(state)
    yield from _offers_and_owners(state)
    loads, held = _counted(state)
    yield from _desks(state, loads, held)
    yield from _line(state, _free(state, loads, held))


def _sessions(state: QueueState) -> Iterator[str]:
    for session in state.sessions:
        if session.status not in STATUSES[type(session.phase)]:
            yield f"session {session.id} is {session.phase} with status {session.status}"
        if isinstance(
            session.phase, Offered if state.settings.mode is Mode.ALL else OfferedToAll
        ) and not _is_forwarded(session):
            yield f"session {session.id} is {session.phase} in mode {state.settings.mode}"
        if session.pinned and not isinstance(session.phase, Active):
            yield f"session {session.id} is pinned to nobody"
        if session.queued_at > state.at:
            yield f"session {session.id} was queued in the future"
        match session.phase:
            case Waiting(since=moment) | Active(accepted_at=moment) | WithBot(since=moment) if moment > state.at:
                yield f"session {session.id} is {session.phase} in the future"
            case Offered(offered_at=offered, expires_at=expires) | OfferedToAll(offered, expires) if (
                not offered <= state.at or (expires is not None and expires <= offered)
            ):
                yield f"session {session.id} has an offer with impossible times"
            case WithBot(since=since) if session.queued_at != since or session.tried or session.rounds:
                yield f"session {session.id} is with a bot and counts as one that stands in line"
            case _:
                pass


def _offers_and_owners(state: QueueState) -> Iterator[str]:
    members = {member.agent_id for member in state.members}
    facts = {agent.agent_id: agent for agent in state.agents}
    for session in state.sessions:
        match session.phase:
            case Offered(agent_id=agent_id, expires_at=None):
                if session.status or session.returned_from or session.tried:
                    yield f"session {session.id} came to {agent_id} past the queue after it was in it"
                if agent_id in facts and not facts[agent_id].active:
                    yield f"session {session.id} is offered to {agent_id}, who was dismissed"
            case Offered(agent_id=agent_id) if agent_id not in members:
                yield f"session {session.id} is offered to {agent_id}, who is no member"
            case Offered(agent_id=agent_id) if not is_there(facts[agent_id], state):
                yield f"session {session.id} is offered to {agent_id}, who is not there"
            case Active(agent_id=agent_id) if agent_id in facts and not facts[agent_id].active:
                yield f"session {session.id} belongs to {agent_id}, who was dismissed"
            case _:
                pass


def _desks(state: QueueState, loads: Counter[AgentId], held: Counter[AgentId]) -> Iterator[str]:
    """The counters that are kept say what counting says."""
    for seat in state.roster.seats.values():
        if seat.load != loads[seat.agent_id]:
            yield f"agent {seat.agent_id} has load {loads[seat.agent_id]}, kept as {seat.load}"
        if len(seat.sessions) != held[seat.agent_id]:
            yield f"agent {seat.agent_id} holds {held[seat.agent_id]} sessions, kept as {seat.sessions}"
        if seat.member is not None and seat.member.last_offered_at > state.at:
            yield f"agent {seat.agent_id} was offered something in the future"
    for agent_id in held.keys() - {seat.agent_id for seat in state.roster.seats.values()}:
        yield f"agent {agent_id} holds sessions and has no seat"


def _line(state: QueueState, free: set[AgentId]) -> Iterator[str]:
    """Nobody waits while somebody could take it, and the indexes are in order."""
    line = [session.id for session in state.sessions if isinstance(session.phase, Waiting)]
    facts = {agent.agent_id: agent for agent in state.agents}
    for session_id in line:
        session = state.session(session_id)
        able = [agent_id for agent_id in sorted(free) if session and can_do(facts[agent_id], state, session)]
        if able:
            yield f"session {session_id} waits although {able[:5]} are free"
    if line != list(state.waiting):
        yield f"the line is {line[:5]}…, kept as {list(state.waiting)[:5]}…"
    stamps = {(m.last_offered_at, m.last_offered_tie, m.position): m.agent_id for m in state.members}
    if len({key[:2] for key in stamps if key[0]}) != sum(1 for member in state.members if member.last_offered_at):
        yield "two members have the same stamp"
    order = [stamps[key] for key in sorted(stamps)]
    if order != [seat.agent_id for seat in state.roster.in_order()]:
        yield "members are not kept in the order of their last offers"
    if [agent_id for agent_id in order if agent_id in free] != [s.agent_id for s in state.roster.free_in_order()]:
        yield "the free are not kept in the order of their last offers"
    if sum(state.roster.refused.values()) != len(order) - len(free):
        yield "those refused are miscounted"


def _counted(state: QueueState) -> tuple[Counter[AgentId], Counter[AgentId]]:
    """Slots in use and sessions held, by agent."""
    loads: Counter[AgentId] = Counter()
    held: Counter[AgentId] = Counter()
    for session in state.sessions:
        holder = _holder(session)
        if holder is not None:
            held[holder] += 1
            loads[holder] += session.status < SLOT_ENDS_AT[state.settings.slot_rule]
    return loads, held


def _free(state: QueueState, loads: Counter[AgentId], held: Counter[AgentId]) -> set[AgentId]:
    limit = state.settings.max_sessions or SESSIONS_PER_AGENT
    facts = {agent.agent_id: agent for agent in state.agents}
    return {
        member.agent_id
        for member in state.members
        if is_there(facts[member.agent_id], state)
        and loads[member.agent_id] < limit
        and held[member.agent_id] + facts[member.agent_id].elsewhere < SESSIONS_PER_AGENT
    }


def _is_forwarded(session: SessionState) -> bool:
    return isinstance(session.phase, Offered) and session.phase.expires_at is None


def _holder(session: SessionState) -> AgentId | None:
    return session.phase.agent_id if isinstance(session.phase, Offered | Active) else None
