"""What a change of agents, members or settings does to what lies on their desks (R40 to R47)."""

from __future__ import annotations

from typing import Final

from openline.engine.draft import Draft
from openline.engine.eligibility import Refusal
from openline.engine.events import AgentChanged, MembersChanged, SettingsChanged
from openline.engine.model import QueueState
from openline.engine.recall import departure, goes_back, left_behind
from openline.engine.refusals import RejectReason
from openline.engine.roster import Roster, Seat
from openline.engine.words import AgentFacts, AgentId, Member, Offered, QueueSettings, SessionState

REMOVED: Final = "removed"
"""Why sessions come back from somebody who is no longer a member."""
MODE_CHANGED: Final = "mode_changed"
"""Why offers end when the channel is distributed in another way."""


def agent_changed(draft: Draft, event: AgentChanged) -> RejectReason | None:
    seat = draft.roster.seats.get(event.agent.agent_id)
    if seat is None:
        return RejectReason.UNKNOWN_AGENT
    changed = Seat(seat.agent_id, event.agent, seat.member, seat.sessions, seat.load, seat.refusal)
    draft.state = draft.state.with_roster(draft.roster.put(changed))
    draft.look_at_breaks((seat.agent_id,))
    _recall(draft, changed)
    reason = departure(seat.facts, event.agent, draft.state)
    if reason is not None:
        _return_unanswered(draft, draft.roster.seat(seat.agent_id), reason)
    return None


def members_changed(draft: Draft, event: MembersChanged) -> RejectReason | None:
    found = draft.state
    before = {member.agent_id: member for member in draft.state.members}
    facts = {agent.agent_id: agent for agent in (*draft.state.agents, *event.agents)}
    wanted = tuple(dict.fromkeys(event.members))
    if any(agent_id not in facts for agent_id in wanted):
        return RejectReason.UNKNOWN_AGENT
    members = [_placed(before.get(agent_id), agent_id, position) for position, agent_id in enumerate(wanted)]
    _rebuild(draft, draft.state.settings, members, facts)
    draft.look_at_breaks(facts)
    for agent_id in sorted(before.keys() - set(wanted)):
        for session in _held(draft, draft.roster.seat(agent_id)):
            if not session.from_crm:
                draft.put_back(session, REMOVED)
    for agent in event.agents:
        _recall(draft, draft.roster.seat(agent.agent_id))
    _return_left_behind(draft, found)
    return None


def settings_changed(draft: Draft, event: SettingsChanged) -> RejectReason | None:
    facts = {agent.agent_id: agent for agent in draft.state.agents}
    found, mode = draft.state, draft.state.settings.mode
    _rebuild(draft, event.settings, list(draft.state.members), facts)
    draft.look_at_breaks(facts)
    if event.settings.mode is not mode:
        for session in draft.state.sessions:
            if not session.from_crm:
                draft.start_over(session, MODE_CHANGED)
    for member in draft.state.members:
        _recall(draft, draft.roster.seat(member.agent_id))
    _return_left_behind(draft, found)
    return None


def _placed(known: Member | None, agent_id: AgentId, position: int) -> Member:
    """His place in the new order; when he was last offered something is not forgotten."""
    if known is None:
        return Member(agent_id, position)
    return Member(agent_id, position, known.last_offered_at, known.last_offered_tie)


def _rebuild(draft: Draft, settings: QueueSettings, members: list[Member], facts: dict[AgentId, AgentFacts]) -> None:
    sessions = draft.state.open.values()
    draft.state = draft.state.with_roster(Roster.build(settings, members, facts.values(), sessions))


def _recall(draft: Draft, seat: Seat) -> None:
    """Take from somebody what he can no longer hold: everything if dismissed, his offers if he is not there."""
    reason = seat.absence(draft.state.settings)
    if reason is Refusal.DISMISSED:
        _return_all(draft, seat, reason)
    elif reason is not None:
        for session in _held(draft, seat):
            if isinstance(session.phase, Offered) and not session.from_crm:
                draft.put_back(session, reason)


def _return_all(draft: Draft, seat: Seat, reason: str) -> None:
    for session in _held(draft, seat):
        draft.put_back(session, reason)


def _return_unanswered(draft: Draft, seat: Seat, reason: str) -> None:
    for session in _held(draft, seat):
        if goes_back(session):
            draft.put_back(session, reason)


def _return_left_behind(draft: Draft, found: QueueState) -> None:
    """From those whom the queue has let keep it so far; what was handed to somebody who is away stays with him."""
    for facts in draft.state.agents:
        was = found.agent(facts.agent_id)
        if was is None or left_behind(was, found) is not None:
            continue
        reason = left_behind(facts, draft.state)
        if reason is not None:
            _return_unanswered(draft, draft.roster.seat(facts.agent_id), reason)


def _held(draft: Draft, seat: Seat) -> list[SessionState]:
    """Oldest first."""
    return sorted((draft.state.open[session_id] for session_id in seat.sessions), key=lambda session: session.place)
