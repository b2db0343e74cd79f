"""Customers that are somebody's own: their sessions are offered to him first, past the queue (R36)."""

from __future__ import annotations

from openline.engine.draft import Draft
from openline.engine.eligibility import Refusal, absence
from openline.engine.words import SESSIONS_PER_AGENT, AgentFacts, SessionId


def forward(draft: Draft, session_id: SessionId, responsible: AgentFacts) -> None:
    """Slots are not asked for; whether he is there is, and the cap holds for everybody (R12)."""
    session = draft.state.open[session_id]
    seat = draft.roster.seat(responsible.agent_id)
    facts = seat.facts or responsible
    refusal = absence(facts, draft.state.settings)
    if refusal is None and len(seat.sessions) + facts.elsewhere >= SESSIONS_PER_AGENT:
        refusal = Refusal.CAP_REACHED
    if refusal is None:
        draft.offer_for_ever(session, responsible)
    else:
        draft.pass_by(session, responsible.agent_id, refusal)
