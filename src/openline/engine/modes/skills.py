"""Skills: of those who can do it, whoever can do it best comes first (R34)."""

from __future__ import annotations

from collections.abc import Iterable

from openline.engine.request import Request
from openline.engine.roster import Seat


def rank(candidates: Iterable[Seat], request: Request) -> Iterable[Seat]:
    """By the sum of the levels that are asked for; equally able is whoever was offered something the longest ago."""
    asked = [name for name, _ in request.needs]
    return sorted(candidates, key=lambda seat: -_ability(seat, asked))


def _ability(seat: Seat, asked: list[str]) -> int:
    has = dict(seat.facts.skills) if seat.facts else {}
    return sum(has.get(name, 0) for name in asked)
