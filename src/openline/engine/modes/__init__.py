"""The distribution modes: one file and one line in `MODES` each. A mode only orders; who is allowed is decided before.

`rank` gets the candidates least recently offered first, so a mode that sorts by something else has a fair tie-breaker
for nothing. It may be lazy: the first one is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from openline.engine.modes import evenly
from openline.engine.request import Request
from openline.engine.roster import Seat
from openline.engine.words import Mode

Rank: TypeAlias = Callable[[Iterable[Seat], Request], Iterable[Seat]]

MODES: Final[Mapping[Mode, Rank]] = {Mode.EVENLY: evenly.rank}
