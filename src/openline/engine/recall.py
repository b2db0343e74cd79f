"""What comes back when its owner is no longer there, and when (R42, R46, R47). Answers; changes nothing."""

from __future__ import annotations

from openline.engine.eligibility import Refusal
from openline.engine.model import QueueState
from openline.engine.words import ANSWERED, Active, AgentFacts, Instant, Offered, OnBreak, SessionState, Workday


def goes_back(session: SessionState) -> bool:
    """What returns when its holder goes: what waits for his answer and is not pinned, offers of the queue too."""
    return session.status < ANSWERED and not session.pinned and not session.from_crm


def departure(was: AgentFacts | None, after: AgentFacts, state: QueueState) -> Refusal | None:
    """What he has just begun that takes sessions from him at once: a leave, a pause, the end of the day, a break.

    Of whom nothing was known begins nothing: something was handed to him from outside, as he was.
    """
    if was is None or not state.roster.has_member_besides(after.agent_id):
        return None
    if after.on_leave and not was.on_leave:
        return Refusal.ON_LEAVE  # also where nobody asks who is there
    if not state.settings.check_available:
        return None
    if after.paused and not was.paused:
        return Refusal.PAUSED
    if after.workday is Workday.ENDED and was.workday is not Workday.ENDED:
        return Refusal.WORKDAY_ENDED
    if after.workday is Workday.ON_BREAK and was.workday is not Workday.ON_BREAK:
        return Refusal.ON_BREAK if state.settings.on_break is OnBreak.AT_ONCE else None
    return None


def left_behind(facts: AgentFacts, state: QueueState) -> Refusal | None:
    """What he is away for, if that takes what waits for his answer as soon as somebody else could have it."""
    if not state.roster.has_member_besides(facts.agent_id):
        return None
    if facts.on_leave:
        return Refusal.ON_LEAVE
    if not state.settings.check_available:
        return None
    if facts.paused:
        return Refusal.PAUSED
    if facts.workday is Workday.ENDED:
        return Refusal.WORKDAY_ENDED
    is_taken = facts.workday is Workday.ON_BREAK and state.settings.on_break is OnBreak.AT_ONCE
    return Refusal.ON_BREAK if is_taken else None


def recall_at(state: QueueState, session: SessionState) -> Instant | None:
    """When a break has taken too long for this session (R47); None if it takes nothing."""
    if not isinstance(session.phase, Active) or not goes_back(session):
        return None
    if state.settings.on_break is not OnBreak.AFTER_IDLE_TIME or not is_taken_by_break(state, session.phase):
        return None
    return patience_ends(state, session.phase)


def is_taken_by_break(state: QueueState, phase: Active) -> bool:
    """Whether a break is what keeps the owner away, and somebody else could be there."""
    seat = state.roster.seat(phase.agent_id)
    away = seat.absence(state.settings)
    return away is Refusal.ON_BREAK and state.roster.has_member_besides(phase.agent_id)


def patience_ends(state: QueueState, phase: Active | Offered) -> Instant:
    """The break's beginning plus the idle time; what came to him during it has as long from then on."""
    facts = state.roster.seat(phase.agent_id).facts
    assert facts is not None, "somebody of whom nothing is known takes no break"
    his_since = phase.accepted_at if isinstance(phase, Active) else phase.offered_at
    return max(facts.break_since, his_since) + state.settings.idle_ms


def why_it_leaves(state: QueueState, session: SessionState) -> Refusal | None:
    """Its customer waits for somebody who is not there while there are others (R42, R36); a pin keeps it (R45)."""
    phase = session.phase
    if not isinstance(phase, Active | Offered):
        return None
    if session.pinned or not state.roster.has_member_besides(phase.agent_id):
        return None
    reason = state.roster.seat(phase.agent_id).absence(state.settings)
    if reason is not Refusal.ON_BREAK:
        return reason
    match state.settings.on_break:
        case OnBreak.KEEP:
            return None
        case OnBreak.AFTER_IDLE_TIME:
            return reason if state.at >= patience_ends(state, phase) else None
        case OnBreak.AT_ONCE:
            return reason
