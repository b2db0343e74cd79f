"""A bot speaks first: its turn, and how it ends (R52, R53)."""

from __future__ import annotations

from typing import Final

from openline.engine.draft import Draft
from openline.engine.events import BotReplied, BotTimeOver
from openline.engine.refusals import RejectReason
from openline.engine.words import WAIT, WithBot

TIME_OVER: Final = "time_over"
"""Why a bot stopped that did not hand over in time."""


def bot_replied(draft: Draft, event: BotReplied) -> RejectReason | None:
    """Nothing changes by it; what matters is the answer, under the lock of the queue."""
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    if isinstance(session.phase, WithBot) and session.phase.bot_id == event.bot_id:
        return None
    return RejectReason.BOT_MAY_NOT_SPEAK


def bot_time_over(draft: Draft, event: BotTimeOver) -> RejectReason | None:
    session = draft.state.session(event.session_id)
    if session is None:
        return RejectReason.NOT_FOUND
    if not isinstance(session.phase, WithBot) or session.phase.until is None or session.status == WAIT:
        return RejectReason.BOT_MAY_NOT_SPEAK
    if event.at < session.phase.until:
        return RejectReason.TOO_EARLY
    draft.put_back(session, TIME_OVER)
    return None
