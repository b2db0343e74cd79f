"""What may happen and who may be refused, said once more and in other words than the engine's."""

from collections import Counter
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
from openline.engine.remedies import Remedy

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
    return full(state, agent_id)


def true_refusal_for(state: QueueState, agent_id: int, session_id: int) -> Refusal | None:
    """Why a member cannot take this session now."""
    facts, session = state.agent(agent_id), state.session(session_id)
    assert facts is not None
    assert session is not None
    lacking = None if can_do(facts, state, session) else Refusal.LACKS_SKILL
    return true_refusal(state, agent_id) or lacking


def others_can_take(state: QueueState, session_id: int) -> bool:
    """Whether it has somebody to go to when its owner passes it on."""
    session = state.session(session_id)
    assert session is not None
    others = [member.agent_id for member in state.members if member.agent_id != session.holder]
    return any(true_refusal_for(state, agent_id, session_id) is None for agent_id in others)


def true_remedies(state: QueueState, session_id: int) -> dict[Remedy, int]:
    """What would be enough by itself, for how many, of a session that waits."""
    lists = [_what_keeps_him(state, member.agent_id, session_id) for member in state.members]
    single = Counter(found[0] for found in lists if len(found) == 1 and found[0] is not None)
    return {remedy: count for remedy, count in single.items() if remedy} or {Remedy.ADD_MEMBERS: 0}


def _what_keeps_him(state: QueueState, agent_id: int, session_id: int) -> list[Remedy | None]:
    """All of it; None for what nobody can change."""
    facts, session = state.agent(agent_id), state.session(session_id)
    assert facts is not None
    assert session is not None
    load, desk = _load(state, agent_id), _desk(state, agent_id)
    most = state.settings.max_sessions or 1_000
    checked = state.settings.check_available
    wrong: list[tuple[bool, Remedy | None]] = [
        (not facts.active, None),
        (checked and facts.on_leave, Remedy.AGENT_ENDS_LEAVE),
        (checked and facts.paused, Remedy.AGENT_ENDS_PAUSE),
        (checked and facts.workday == "ended", Remedy.AGENT_STARTS_DAY),
        (checked and facts.workday == "on_break", Remedy.AGENT_ENDS_BREAK),
        (checked and not facts.online, Remedy.AGENT_ONLINE),
        (load >= most, Remedy.AGENT_FREE_SLOT),
        (desk - max(0, load + 1 - most) >= 1_000, Remedy.AGENT_BELOW_CAP),
        (not can_do(facts, state, session), Remedy.RELAX_SKILL),
    ]
    return [remedy for is_so, remedy in wrong if is_so]


def _may_take(state: QueueState, agent_id: int) -> bool:
    """By hand: nobody asks whether he is there."""
    return not _dismissed(state, agent_id) and not full(state, agent_id)


def _dismissed(state: QueueState, agent_id: int) -> bool:
    facts = state.agent(agent_id)
    return facts is not None and not facts.active


def full(state: QueueState, agent_id: int) -> Refusal | None:
    """Why he has no room, whoever offers it."""
    if _load(state, agent_id) >= (state.settings.max_sessions or 1_000):
        return Refusal.NO_FREE_SLOT
    return Refusal.CAP_REACHED if _desk(state, agent_id) >= 1_000 else None


def _load(state: QueueState, agent_id: int) -> int:
    statuses = SLOT_STATUSES[state.settings.slot_rule]
    return sum(session.holder == agent_id and session.status in statuses for session in state.sessions)


def _desk(state: QueueState, agent_id: int) -> int:
    facts = state.agent(agent_id)
    return sum(session.holder == agent_id for session in state.sessions) + (facts.elsewhere if facts else 0)
