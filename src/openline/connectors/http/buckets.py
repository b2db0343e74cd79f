"""Token buckets: so many calls a second for each scope that a platform counts. Nobody waits here, callers come back."""

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Protocol

from openline.connectors.base import Rate

MAX_BUCKETS = 10_000


class Buckets(Protocol):
    """In memory for one process; several processes share them through the store or a bus."""

    async def take(self, wanted: Sequence[tuple[str, Rate]]) -> int:
        """Take one token from each and say 0, or take none and say after how many ms it is worth asking again."""
        ...


class MemoryBuckets:
    """The buckets of one process; the longest unused are forgotten, which only makes us kinder to ourselves."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        # Per key: tokens left, and when that was so.
        self._levels: OrderedDict[str, tuple[float, int]] = OrderedDict()

    async def take(self, wanted: Sequence[tuple[str, Rate]]) -> int:
        """See Buckets."""
        now = self._now()
        levels = [self._level(key, rate, now) for key, rate in wanted]
        waits = [(1 - level) / rate.per_second for level, (_, rate) in zip(levels, wanted, strict=True) if level < 1]
        if waits:
            return math.ceil(max(waits) * 1_000)
        for level, (key, _) in zip(levels, wanted, strict=True):
            self._levels[key] = (level - 1, now)
            self._levels.move_to_end(key)
        while len(self._levels) > MAX_BUCKETS:
            self._levels.popitem(last=False)
        return 0

    def _level(self, key: str, rate: Rate, now: int) -> float:
        level, since = self._levels.get(key, (float(rate.burst), now))
        # A clock set back fills nothing and empties nothing.
        return min(float(rate.burst), level + max(0, now - since) * rate.per_second / 1_000)
