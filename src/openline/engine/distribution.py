"""Who gets what, now: the oldest session first, the first in rank that may take it (R30, R20)."""

from __future__ import annotations

from openline.engine.draft import Draft
from openline.engine.effects import Outcome
from openline.engine.modes import MODES, TO_ALL
from openline.engine.request import Request
from openline.engine.roster import Roster
from openline.engine.words import AgentId, Offered, SessionState


def distribute(draft: Draft) -> None:
    """Offer waiting sessions, oldest first, until sessions or free slots run out."""
    for place in draft.state.line:
        if not draft.roster.free:
            return
        session = draft.state.open[place[-1]]
        if draft.state.settings.mode in TO_ALL:
            draft.offer_to_all(session)
            continue
        winner = choose(draft.roster, Request.of(session, draft.state.settings, draft.at))
        if winner is None:
            return  # whoever is younger needs no less, so there is nobody for him either (R34)
        draft.offer(session, winner)


def next_attempt(draft: Draft, session: SessionState, offer: Offered, outcome: Outcome) -> None:
    """He did not take it: somebody else gets it, or he keeps it (R22, R23).

    He is there, or his offer had been withdrawn before; and he needs no free slot, since this session has one of his.
    """
    distribute(draft)  # an older one may ask for less by now, and comes first
    holder = offer.agent_id
    loose = draft.let_go(session, holder)
    winner = choose(draft.roster, Request.of(loose, draft.state.settings, draft.at))
    if winner is None or winner == holder:
        draft.keep(loose, session, holder)
    else:
        draft.pass_on(loose, outcome, winner)


def choose(roster: Roster, request: Request) -> AgentId | None:
    """The first in rank among those who may take one more and can do it; who had it last only if there is no other."""
    fallback: AgentId | None = None
    for seat in MODES[roster.settings.mode](roster.free_in_order(), request):
        if not request.is_met_by(seat):
            continue
        if seat.agent_id != request.last_holder:
            return seat.agent_id
        fallback = seat.agent_id
    return fallback
