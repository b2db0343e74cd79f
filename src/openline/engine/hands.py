"""What people do with a session by hand, past the queue: hand it over, pin it, let the pin go (R25, R45)."""

from __future__ import annotations

from openline.engine.draft import Draft
from openline.engine.events import SessionHanded, SessionPinned, SessionUnpinned
from openline.engine.recall import why_it_leaves
from openline.engine.refusals import RejectReason
from openline.engine.sessions import is_dismissed
from openline.engine.words import ANSWERED, Active, AgentId, SessionId, SessionState


def session_handed(draft: Draft, event: SessionHanded) -> RejectReason | None:
    """No slot is asked for: who hands it over takes the overload upon him (R13)."""
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    if isinstance(session.phase, Active) and session.phase.agent_id == event.agent_id:
        return RejectReason.ALREADY_OWNER
    if is_dismissed(draft, event.agent_id):
        return RejectReason.AGENT_DISMISSED
    draft.hand_over(session, event)
    return None


def session_pinned(draft: Draft, event: SessionPinned) -> RejectReason | None:
    session = _owned(draft, event.session_id, event.agent_id)
    if not isinstance(session, SessionState):
        return session
    draft.pin(session, event.agent_id, pinned=True)
    return None


def session_unpinned(draft: Draft, event: SessionUnpinned) -> RejectReason | None:
    """What only the pin has kept with somebody who is not there goes back to the queue, if it waits for an answer."""
    session = _owned(draft, event.session_id, event.agent_id)
    if not isinstance(session, SessionState):
        return session
    was_pinned = session.pinned
    draft.pin(session, event.agent_id, pinned=False)
    session = draft.state.open[session.id]
    reason = why_it_leaves(draft.state, session)
    if was_pinned and session.status < ANSWERED and reason is not None:
        draft.put_back(session, reason)
    return None


def _owned(draft: Draft, session_id: SessionId, agent_id: AgentId) -> SessionState | RejectReason:
    session = draft.state.session(session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    if isinstance(session.phase, Active) and session.phase.agent_id == agent_id:
        return session
    return RejectReason.NOT_OWNER
