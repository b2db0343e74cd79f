"""Words of response times."""

from enum import StrEnum

DEADLINE = "response.due"
NOTICE = "response.overdue"
MAX_REPEATS = 20
"""How often people are told of one wait, besides once for all by escalation."""
MAX_RECORDS = 500
"""Waits of a session that are shown one by one; the sums count all."""


class Ended(StrEnum):
    """What a wait was ended by."""

    ANSWERED = "answered"
    MOVED = "moved"
    CLOSED = "closed"
