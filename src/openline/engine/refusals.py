"""Why an event is refused: late, foreign or not allowed. An answer, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RejectReason(StrEnum):
    """The word for each refusal; the product translates it."""

    TIME_WENT_BACK = "time_went_back"
    NOT_FOUND = "not_found"
    ALREADY_KNOWN = "already_known"
    ALREADY_OWNER = "already_owner"
    ALREADY_WAITING = "already_waiting"
    NOT_WAITING = "not_waiting"
    NOT_OWNER = "not_owner"
    OFFER_GONE = "offer_gone"
    TOO_EARLY = "too_early"
    NOT_RECALLED = "not_recalled"
    NO_FREE_SLOT = "no_free_slot"
    CAP_REACHED = "cap_reached"
    AGENT_DISMISSED = "agent_dismissed"
    UNKNOWN_AGENT = "unknown_agent"
    BOT_MAY_NOT_SPEAK = "bot_may_not_speak"
    NOT_A_CLOSED_STATUS = "not_a_closed_status"


@dataclass(frozen=True, slots=True)
class Reject:
    """The event changes nothing."""

    reason: RejectReason
