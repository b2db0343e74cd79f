"""To everybody: whoever may take it is offered it, and the first to accept gets it (R28)."""

from __future__ import annotations

from collections.abc import Iterable

from openline.engine.request import Request
from openline.engine.roster import Seat


def rank(candidates: Iterable[Seat], _request: Request) -> Iterable[Seat]:
    """Nobody is chosen, so nobody comes first: the order is that of the explanation alone."""
    return candidates
