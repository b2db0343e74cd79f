"""What may happen and who may be refused, said once more and in other words than the engine's."""

from typing import assert_never

from openline.engine.absent import can_do, recalled_at
from openline.engine.eligibility import Refusal
from openline.engine.events import (
    AgentChanged,
    AgentReplied,
    BotReplied,
    BotTimeOver,
    Claimed,
    ClosingBegan,
    CustomerWrote,
    Event,
    MembersChanged,
    OfferAccepted,
    OfferDeclined,
    OfferExpired,
    RecallDue,
    SessionArrived,
    SessionFinished,
    SessionHanded,
    SessionLeft,
    SessionPinned,
    SessionQueued,
    SessionReopened,
    SessionRequeued,
    SessionStarted,
    SessionUnpinned,
    SettingsChanged,
    Ticked,
)
from openline.engine.model import Active, Offered, OfferedToAll, Phase, QueueState, Waiting, WithBot

SLOT_STATUSES = {
    "answered_new": (0, 5, 10, 20),
    "answered": (0, 5, 10, 20, 25),
    "closed": (0, 5, 10, 20, 25, 40),
}


def may_happen(state: QueueState, event: Event) -> bool:
    """Whether the engine must apply this event, and must not refuse it."""
    if event.at < state.at:
        return False
    match event:
        case SessionQueued() | SessionStarted():
            known = state.session(event.session_id) is not None
            return not known and not (isinstance(event, SessionStarted) and _dismissed(state, event.agent_id))
        case SessionReopened(session_id=session_id, agent_id=agent_id):
            return state.session(session_id) is None and not _dismissed(state, agent_id)
        case SessionArrived(session_id=session_id):
            return state.session(session_id) is None
        case AgentChanged(agent=agent):
            return state.member(agent.agent_id) is not None or bool(state.held(agent.agent_id))
        case MembersChanged(members=members, agents=agents):
            told = {agent.agent_id for agent in (*state.agents, *agents)}
            return set(members) <= told
        case SettingsChanged() | Ticked(session_id=None):
            return True
        case _:
            return _may_happen_to_session(state, event)


def _may_happen_to_session(state: QueueState, event: Event) -> bool:  # noqa: C901, PLR0911, PLR0912 - one per event
    session = state.session(getattr(event, "session_id", 0))
    if session is None:
        return False
    phase = session.phase
    match event:
        case CustomerWrote() | SessionLeft():
            return True
        case BotReplied(bot_id=bot_id):
            return isinstance(phase, WithBot) and phase.bot_id == bot_id
        case BotTimeOver(at=at):
            return isinstance(phase, WithBot) and session.status == 0 and phase.until is not None and phase.until <= at
        case ClosingBegan():
            return isinstance(phase, Active | WithBot)
        case SessionFinished(status=status):
            return status in {60, 65, 69, 75}
        case AgentReplied(agent_id=agent_id) | SessionPinned(agent_id=agent_id) | SessionUnpinned(agent_id=agent_id):
            return isinstance(phase, Active) and phase.agent_id == agent_id
        case OfferAccepted() | OfferDeclined():
            return _may_answer(state, phase, event)
        case OfferExpired(at=at):
            return isinstance(phase, Offered | OfferedToAll) and phase.expires_at is not None and phase.expires_at <= at
        case RecallDue(at=at):
            due_at = recalled_at(state, session)
            return due_at is not None and due_at <= at
        case SessionHanded(agent_id=agent_id):
            is_his = isinstance(phase, Active) and phase.agent_id == agent_id
            return not is_his and not _dismissed(state, agent_id)
        case SessionRequeued():
            return isinstance(phase, Offered | Active | WithBot)
        case Ticked():
            return isinstance(phase, Waiting)
        case Claimed(agent_id=agent_id):
            return isinstance(phase, Waiting | OfferedToAll | WithBot) and _may_take(state, agent_id)
        case (
            SessionQueued()
            | SessionStarted()
            | SessionReopened()
            | SessionArrived()
            | AgentChanged()
            | MembersChanged()
            | SettingsChanged()
        ):
            raise AssertionError("not about one open session")
        case _:
            assert_never(event)


def _may_answer(state: QueueState, phase: Phase, event: OfferAccepted | OfferDeclined) -> bool:
    if not isinstance(phase, OfferedToAll):
        return isinstance(phase, Offered) and phase.agent_id == event.agent_id
    is_member = any(member.agent_id == event.agent_id for member in state.members)
    return is_member and (isinstance(event, OfferDeclined) or _may_take(state, event.agent_id))


def true_refusal(state: QueueState, agent_id: int) -> Refusal | None:
    """Why a member can take nothing now."""
    facts = state.agent(agent_id)
    assert facts is not None
    if not facts.active:
        return Refusal.DISMISSED
    reasons = [
        (facts.on_leave, Refusal.ON_LEAVE),
        (facts.paused, Refusal.PAUSED),
        (facts.workday == "ended", Refusal.WORKDAY_ENDED),
        (facts.workday == "on_break", Refusal.ON_BREAK),
        (not facts.online, Refusal.OFFLINE),
    ]
    if state.settings.check_available and (first := next((reason for is_so, reason in reasons if is_so), None)):
        return first
    return _full(state, agent_id)


def true_refusal_for(state: QueueState, agent_id: int, session_id: int) -> Refusal | None:
    """Why a member cannot take this session now."""
    facts, session = state.agent(agent_id), state.session(session_id)
    assert facts is not None
    assert session is not None
    lacking = None if can_do(facts, state, session) else Refusal.LACKS_SKILL
    return true_refusal(state, agent_id) or lacking


def _may_take(state: QueueState, agent_id: int) -> bool:
    """By hand: nobody asks whether he is there."""
    return not _dismissed(state, agent_id) and not _full(state, agent_id)


def _dismissed(state: QueueState, agent_id: int) -> bool:
    facts = state.agent(agent_id)
    return facts is not None and not facts.active


def _full(state: QueueState, agent_id: int) -> Refusal | None:
    statuses = SLOT_STATUSES[state.settings.slot_rule]
    load = sum(session.holder == agent_id and session.status in statuses for session in state.sessions)
    facts = state.agent(agent_id)
    desk = sum(session.holder == agent_id for session in state.sessions) + (facts.elsewhere if facts else 0)
    if load >= (state.settings.max_sessions or 1_000):
        return Refusal.NO_FREE_SLOT
    return Refusal.CAP_REACHED if desk >= 1_000 else None
