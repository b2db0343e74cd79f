"""What happens to one session: each function answers why not, or applies its event to the draft."""

from __future__ import annotations

from dataclasses import replace

from openline.engine.distribution import next_attempt
from openline.engine.draft import Draft
from openline.engine.effects import Outcome
from openline.engine.eligibility import Refusal
from openline.engine.events import (
    AgentReplied,
    Claimed,
    ClosingBegan,
    CustomerWrote,
    OfferAccepted,
    OfferDeclined,
    OfferExpired,
    RecallDue,
    SessionArrived,
    SessionFinished,
    SessionLeft,
    SessionQueued,
    SessionReopened,
    SessionRequeued,
    SessionStarted,
    Ticked,
)
from openline.engine.forwarding import forward
from openline.engine.recall import recall_at, why_it_leaves
from openline.engine.refusals import RejectReason
from openline.engine.words import (
    ANSWERED,
    ASKED,
    ASKED_AGAIN,
    CLOSED_STATUSES,
    NEW,
    WAIT,
    Active,
    AgentId,
    Offered,
    OfferedToAll,
    SessionState,
    Waiting,
    WithBot,
)


def session_queued(draft: Draft, event: SessionQueued) -> RejectReason | None:
    if draft.state.session(event.session_id) is not None:
        return RejectReason.ALREADY_KNOWN
    if event.bot_id is not None:
        draft.give_to_bot(event.session_id, event.bot_id, event.bot_until)
        return None
    draft.queue(event.session_id)
    if event.responsible is not None:
        forward(draft, event.session_id, event.responsible)
    return None


def session_started(draft: Draft, event: SessionStarted) -> RejectReason | None:
    """No slot is asked for: whoever writes first takes the overload on himself (R13)."""
    if draft.state.session(event.session_id) is not None:
        return RejectReason.ALREADY_KNOWN
    if is_dismissed(draft, event.agent_id):
        return RejectReason.AGENT_DISMISSED
    draft.own(event.session_id, event.agent_id)
    return None


def customer_wrote(draft: Draft, event: CustomerWrote) -> RejectReason | None:
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    match session.phase:
        case Active() | Offered() if reason := why_it_leaves(draft.state, session):
            draft.put_back(session, reason)
        case Active():
            draft.mark(session, ASKED_AGAIN if session.status >= ASKED_AGAIN else ASKED)
        case WithBot():
            draft.mark(session, NEW)  # what the bot has finished goes on
        case _:
            pass  # nobody has accepted it: one more message changes nothing
    return None


def agent_replied(draft: Draft, event: AgentReplied) -> RejectReason | None:
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    if not (isinstance(session.phase, Active) and session.phase.agent_id == event.agent_id):
        return RejectReason.NOT_OWNER
    draft.mark(session, max(session.status, ANSWERED))  # what is closing goes on closing
    return None


def offer_accepted(draft: Draft, event: OfferAccepted) -> RejectReason | None:
    """No slot is asked for if it was offered to him alone: the offer has held one from the moment it was made."""
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    match session.phase:
        case Offered(agent_id=agent_id) if agent_id == event.agent_id:
            draft.accept(session.id, agent_id)
            return None
        case OfferedToAll():
            return _first_accepts(draft, session, event.agent_id)
        case Active(agent_id=agent_id) if agent_id == event.agent_id:
            return RejectReason.ALREADY_OWNER
        case _:
            return RejectReason.OFFER_GONE


def offer_declined(draft: Draft, event: OfferDeclined) -> RejectReason | None:
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    match session.phase:
        case Offered(agent_id=agent_id, expires_at=None) if agent_id == event.agent_id:
            draft.decline(session, agent_id)
            return None
        case Offered(agent_id=agent_id) as offer if agent_id == event.agent_id:
            next_attempt(draft, session, offer, Outcome.DECLINED)
            return None
        case OfferedToAll() if draft.roster.seat(event.agent_id).member is not None:
            draft.stay(session, event.agent_id)
            return None
        case Active(agent_id=agent_id) if agent_id == event.agent_id:
            return RejectReason.ALREADY_OWNER
        case _:
            return RejectReason.OFFER_GONE


def offer_expired(draft: Draft, event: OfferExpired) -> RejectReason | None:
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    if not isinstance(session.phase, Offered | OfferedToAll):
        return RejectReason.OFFER_GONE
    if session.phase.expires_at is None or event.at < session.phase.expires_at:
        return RejectReason.TOO_EARLY
    if isinstance(session.phase, Offered):
        next_attempt(draft, session, session.phase, Outcome.EXPIRED)
    else:
        draft.renew(session)
    return None


def recall_due(draft: Draft, event: RecallDue) -> RejectReason | None:
    """Its owner's break takes longer than the customer should wait (R47)."""
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    due_at = recall_at(draft.state, session)
    if due_at is None:
        return RejectReason.NOT_RECALLED
    if event.at < due_at:
        return RejectReason.TOO_EARLY
    draft.put_back(session, Refusal.ON_BREAK)
    return None


def session_finished(draft: Draft, event: SessionFinished) -> RejectReason | None:
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    if event.status not in CLOSED_STATUSES:
        return RejectReason.NOT_A_CLOSED_STATUS
    draft.close(session, event.status)
    return None


def closing_began(draft: Draft, event: ClosingBegan) -> RejectReason | None:
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    if not isinstance(session.phase, Active | WithBot):
        return RejectReason.NOT_OWNER
    draft.mark(session, WAIT)
    return None


def session_left(draft: Draft, event: SessionLeft) -> RejectReason | None:
    """It goes to another queue, not closed (R48)."""
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    draft.leave(session)
    return None


def session_arrived(draft: Draft, event: SessionArrived) -> RejectReason | None:
    if draft.state.session(event.session_id) is not None:
        return RejectReason.ALREADY_KNOWN
    draft.arrive(event.session_id, event.queued_at)
    return None


def session_reopened(draft: Draft, event: SessionReopened) -> RejectReason | None:
    if draft.state.session(event.session_id) is not None:
        return RejectReason.ALREADY_KNOWN
    if is_dismissed(draft, event.agent_id):
        return RejectReason.AGENT_DISMISSED
    draft.come_back(event)
    return None


def session_requeued(draft: Draft, event: SessionRequeued) -> RejectReason | None:
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    if session.holder is None and not isinstance(session.phase, WithBot):
        return RejectReason.ALREADY_WAITING
    draft.put_back(replace(session, tried=(), rounds=0), event.reason)  # by hand: a new round
    return None


def claimed(draft: Draft, event: Claimed) -> RejectReason | None:
    """By hand, also from outside the queue (R24)."""
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    if isinstance(session.phase, Active) and session.phase.agent_id == event.agent_id:
        return RejectReason.ALREADY_OWNER
    if session.holder is not None:
        return RejectReason.NOT_WAITING
    if refusal := _why_not_by_hand(draft, event.agent_id):
        return refusal
    draft.claim(session, event.agent_id)
    return None


def ticked(draft: Draft, event: Ticked) -> RejectReason | None:
    """Nothing to do but look again, which every step does; the next look of this session is armed."""
    if event.session_id is None:
        return None
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    if not isinstance(session.phase, Waiting):
        return RejectReason.NOT_WAITING
    draft.retry(session.id)
    return None


def _first_accepts(draft: Draft, session: SessionState, agent_id: AgentId) -> RejectReason | None:
    """An offer to everybody holds no slot, so one is asked for now; without one the offer stays (R28)."""
    if draft.roster.seat(agent_id).member is None:
        return RejectReason.OFFER_GONE
    if refusal := _why_not_by_hand(draft, agent_id):
        return refusal
    draft.accept_first(session.id, agent_id)
    return None


def _why_not_by_hand(draft: Draft, agent_id: AgentId) -> RejectReason | None:
    """Presence is not asked for, since he is acting right now."""
    if is_dismissed(draft, agent_id):
        return RejectReason.AGENT_DISMISSED
    full = draft.roster.seat(agent_id).overload(draft.state.settings)
    return RejectReason(full) if full else None


def is_dismissed(draft: Draft, agent_id: AgentId) -> bool:
    """Whether he is known not to work here any more."""
    facts = draft.roster.seat(agent_id).facts
    return facts is not None and not facts.active
