"""Why a session went where it went, and why it is still waiting. Tells; decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from openline.engine.eligibility import Refusal
from openline.engine.model import OfferedToAll, QueueState, WithBot
from openline.engine.modes import MODES, TO_ALL
from openline.engine.request import Request
from openline.engine.roster import Roster
from openline.engine.words import AgentId, Mode, SessionId

PASSED_OVER_KEPT = 50
"""How many of those passed over a stored explanation names; `counts` counts them all."""
RESPONSIBLE = "responsible"
"""The cause of what is decided past the queue, for the agent whose customer it is."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One decision: who won or that nobody could, who stood before him and why not, how many were refused and why.

    `offered` counts those it was offered to: one, or everybody who may take it, or nobody.
    """

    session_id: SessionId
    rule: Mode
    winner: AgentId | None
    passed_over: tuple[tuple[AgentId, Refusal], ...]
    counts: Mapping[Refusal, int]
    cause: str
    offered: int


def explained(roster: Roster, request: Request, winner: AgentId | None, cause: str) -> Explanation:
    """Must be asked before the winner is stamped and takes his slot."""
    passed_over = tuple(islice(_passed_over(roster, request, winner), PASSED_OVER_KEPT))
    counts = _counts(roster, request)
    offered = len(roster.free) if roster.settings.mode in TO_ALL else int(winner is not None)
    return Explanation(request.session_id, roster.settings.mode, winner, passed_over, counts, cause, offered)


def explained_by_contact(session_id: SessionId, rule: Mode, agent_id: AgentId, refusal: Refusal | None) -> Explanation:
    """It was offered to the one who is responsible for its customer, or was not and why (R36)."""
    if refusal is None:
        return Explanation(session_id, rule, agent_id, (), {}, RESPONSIBLE, 1)
    return Explanation(session_id, rule, None, ((agent_id, refusal),), {refusal: 1}, RESPONSIBLE, 0)


def why_waiting(state: QueueState, session_id: SessionId) -> Explanation | None:
    """Every member who cannot take it and why; None for a session that does not wait for somebody to take it.

    Of what is offered to everybody `offered` says how many could take it now.
    """
    session = state.session(session_id)
    if session is None or session.holder is not None or isinstance(session.phase, WithBot):
        return None
    request = Request.of(session, state.settings, state.at)
    everybody = tuple(_passed_over(state.roster, request, None))
    offered = len(state.roster.free) if isinstance(session.phase, OfferedToAll) else 0
    counts = _counts(state.roster, request)
    return Explanation(session_id, state.settings.mode, None, everybody, counts, "asked", offered)


def _counts(roster: Roster, request: Request) -> Mapping[Refusal, int]:
    """How many are refused for which reason; who lacks a skill only if he could take something otherwise."""
    if not request.needs:
        return roster.refused
    lacking = sum(not request.is_met_by(seat) for seat in roster.free_in_order())
    return {**roster.refused, Refusal.LACKS_SKILL: lacking} if lacking else roster.refused


def _passed_over(roster: Roster, request: Request, winner: AgentId | None) -> Iterator[tuple[AgentId, Refusal]]:
    """Those who stood before the winner; everybody else, if he is the last holder and so came last."""
    for seat in MODES[roster.settings.mode](roster.in_order(), request):
        if seat.refusal is None and roster.settings.mode in TO_ALL:
            continue  # he was not passed over
        if seat.agent_id != winner:
            lacking = Refusal.JUST_HAD_IT if request.is_met_by(seat) else Refusal.LACKS_SKILL
            yield seat.agent_id, seat.refusal or lacking
        elif winner != request.last_holder:
            return
