"""Least busy: whoever has the most free slots comes first (R27)."""

from __future__ import annotations

from collections.abc import Iterable

from openline.engine.request import Request
from openline.engine.roster import Seat


def rank(candidates: Iterable[Seat], _request: Request) -> Iterable[Seat]:
    """Everybody has the same number of slots, so the smallest load is the most room."""
    return sorted(candidates, key=lambda seat: seat.load)
