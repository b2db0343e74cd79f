"""What would have to change for a session that nobody holds to come to somebody. Tells; decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final

from openline.engine.eligibility import Refusal, absence
from openline.engine.model import OfferedToAll, QueueState, SessionState, WithBot
from openline.engine.request import Request
from openline.engine.roster import Seat
from openline.engine.words import SESSIONS_PER_AGENT, WAIT, QueueSettings, SessionId, Workday


class Remedy(StrEnum):
    """One change that is enough, the nearest at hand first."""

    ACCEPT = "accept"
    AGENT_FREE_SLOT = "agent_free_slot"
    AGENT_BELOW_CAP = "agent_below_cap"
    AGENT_ENDS_PAUSE = "agent_ends_pause"
    AGENT_ENDS_BREAK = "agent_ends_break"
    AGENT_STARTS_DAY = "agent_starts_day"
    AGENT_ONLINE = "agent_online"
    RELAX_SKILL = "relax_skill"
    AGENT_ENDS_LEAVE = "agent_ends_leave"
    ADD_MEMBERS = "add_members"
    CUSTOMER_ASKS = "customer_asks"
    PERSON_WRITES = "person_writes"
    BOT_HANDS_OVER = "bot_hands_over"
    BOT_TIME_OVER = "bot_time_over"


_AGAINST: Final[Mapping[Refusal, Remedy]] = {
    Refusal.NO_FREE_SLOT: Remedy.AGENT_FREE_SLOT,
    Refusal.CAP_REACHED: Remedy.AGENT_BELOW_CAP,
    Refusal.PAUSED: Remedy.AGENT_ENDS_PAUSE,
    Refusal.ON_BREAK: Remedy.AGENT_ENDS_BREAK,
    Refusal.WORKDAY_ENDED: Remedy.AGENT_STARTS_DAY,
    Refusal.OFFLINE: Remedy.AGENT_ONLINE,
    Refusal.LACKS_SKILL: Remedy.RELAX_SKILL,
    Refusal.ON_LEAVE: Remedy.AGENT_ENDS_LEAVE,
}
_WITHOUT: Final[Mapping[Refusal, Mapping[str, Any]]] = {
    Refusal.ON_LEAVE: {"on_leave": False},
    Refusal.PAUSED: {"paused": False},
    Refusal.WORKDAY_ENDED: {"workday": Workday.STARTED},
    Refusal.ON_BREAK: {"workday": Workday.STARTED},
    Refusal.OFFLINE: {"online": True},
}


def remedies(state: QueueState, session_id: SessionId) -> Mapping[Remedy, int]:
    """Each change that is enough by itself, and for how many members; none for a session that somebody holds.

    Whom two things keep from it counts for neither. Without any such member the queue needs others. With its bot it
    needs nobody of the queue but somebody's word (R52).
    """
    session = state.session(session_id)
    if session is None or session.holder is not None:
        return {}
    if isinstance(session.phase, WithBot):
        return dict.fromkeys(_from_the_bot(session), 0)
    if isinstance(session.phase, OfferedToAll) and len(state.roster.free):
        return {Remedy.ACCEPT: len(state.roster.free)}
    request = Request.of(session, state.settings, state.at)
    found: Counter[Remedy] = Counter()
    for seat in state.roster.in_order():
        obstacles = list(_obstacles(seat, request, state.settings))
        if len(obstacles) == 1 and obstacles[0] in _AGAINST:
            found[_AGAINST[obstacles[0]]] += 1
    return {remedy: found[remedy] for remedy in Remedy if found[remedy]} or {Remedy.ADD_MEMBERS: 0}


def others_can(state: QueueState, session_id: SessionId) -> bool:
    """Whether somebody but its holder could take the session now: what he lets go would not come back to him (R55)."""
    session = state.session(session_id)
    if session is None:
        return False
    request = Request.of(session, state.settings, state.at)
    free = state.roster.free_in_order()
    return any(seat.agent_id != session.holder and request.is_met_by(seat) for seat in free)


def _from_the_bot(session: SessionState) -> Iterator[Remedy]:
    yield from (Remedy.CUSTOMER_ASKS, Remedy.PERSON_WRITES, Remedy.BOT_HANDS_OVER)
    if isinstance(session.phase, WithBot) and session.phase.until is not None and session.status != WAIT:
        yield Remedy.BOT_TIME_OVER


def place_in_line(state: QueueState, session_id: SessionId) -> int | None:
    """1 for the session that is offered next; None for one that does not stand in line."""
    return next((place for place, waiting in enumerate(state.waiting, start=1) if waiting == session_id), None)


def _obstacles(seat: Seat, request: Request, settings: QueueSettings) -> Iterator[Refusal]:
    """All that keeps a member from it, not only the first reason."""
    facts = seat.facts
    while facts is not None and (refusal := absence(facts, settings)) is not None:
        yield refusal
        if refusal not in _WITHOUT:
            return  # who is dismissed does not come back
        facts = replace(facts, **_WITHOUT[refusal])
    too_many = max(0, seat.load - settings.capacity + 1)
    if too_many:
        yield Refusal.NO_FREE_SLOT
    if seat.held - too_many >= SESSIONS_PER_AGENT:  # what he ends for a slot is also held no longer
        yield Refusal.CAP_REACHED
    if not request.is_met_by(seat):
        yield Refusal.LACKS_SKILL
