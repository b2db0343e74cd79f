"""Strictly: the order of the queue, from the top for every session, each once before anybody is asked again (R26)."""

from __future__ import annotations

from collections.abc import Iterable

from openline.engine.request import Request
from openline.engine.roster import Seat


def rank(candidates: Iterable[Seat], request: Request) -> Iterable[Seat]:
    """Those not asked yet in this round by their place in the queue, then the others: with them a new round begins."""
    return sorted(candidates, key=lambda seat: (seat.agent_id in request.tried, seat.position))
