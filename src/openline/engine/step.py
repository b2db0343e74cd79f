"""The one door of the engine: a state and an event in, a new state and its effects out, or a refusal."""

from __future__ import annotations

from typing import assert_never

from openline.engine import bots, hands, people, sessions
from openline.engine.distribution import distribute
from openline.engine.draft import Draft, Step
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
from openline.engine.explain import Explanation
from openline.engine.model import QueueState
from openline.engine.refusals import Reject, RejectReason

__all__ = ["Explanation", "Refusal", "Reject", "RejectReason", "Step", "step"]


def step(state: QueueState, event: Event) -> Step | Reject:
    """Apply one event. Afterwards whatever can be offered is offered: that is every trigger there is (R30)."""
    if event.at < state.at:
        return Reject(RejectReason.TIME_WENT_BACK)
    draft = Draft(state, event)
    refusal = _apply(draft, event)
    if refusal is not None:
        return Reject(refusal)
    distribute(draft)
    return draft.settle()


def _apply(draft: Draft, event: Event) -> RejectReason | None:  # noqa: C901, PLR0911, PLR0912 - one line per event
    match event:
        case CustomerWrote():
            return sessions.customer_wrote(draft, event)
        case AgentReplied():
            return sessions.agent_replied(draft, event)
        case BotReplied():
            return bots.bot_replied(draft, event)
        case BotTimeOver():
            return bots.bot_time_over(draft, event)
        case SessionQueued():
            return sessions.session_queued(draft, event)
        case OfferAccepted():
            return sessions.offer_accepted(draft, event)
        case SessionFinished():
            return sessions.session_finished(draft, event)
        case ClosingBegan():
            return sessions.closing_began(draft, event)
        case SessionReopened():
            return sessions.session_reopened(draft, event)
        case SessionLeft():
            return sessions.session_left(draft, event)
        case SessionArrived():
            return sessions.session_arrived(draft, event)
        case OfferDeclined():
            return sessions.offer_declined(draft, event)
        case OfferExpired():
            return sessions.offer_expired(draft, event)
        case RecallDue():
            return sessions.recall_due(draft, event)
        case SessionRequeued():
            return sessions.session_requeued(draft, event)
        case SessionStarted():
            return sessions.session_started(draft, event)
        case Claimed():
            return sessions.claimed(draft, event)
        case SessionHanded():
            return hands.session_handed(draft, event)
        case SessionPinned():
            return hands.session_pinned(draft, event)
        case SessionUnpinned():
            return hands.session_unpinned(draft, event)
        case AgentChanged():
            return people.agent_changed(draft, event)
        case MembersChanged():
            return people.members_changed(draft, event)
        case SettingsChanged():
            return people.settings_changed(draft, event)
        case Ticked():
            return sessions.ticked(draft, event)
        case _:
            assert_never(event)
