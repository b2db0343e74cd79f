"""Evenly: whoever was offered something the longest ago comes first (R20)."""

from __future__ import annotations

from collections.abc import Iterable

from openline.engine.request import Request
from openline.engine.roster import Seat


def rank(candidates: Iterable[Seat], _request: Request) -> Iterable[Seat]:
    """As they come: the roster keeps its line in exactly this order, stamped at the moment of each offer."""
    return candidates
