"""The distribution modes: one file and one line in `MODES` each. A mode only orders; who is allowed is decided before.

`rank` gets the candidates least recently offered first, so a mode that sorts by something else has a fair tie-breaker
for nothing. It may be lazy: the first one is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from openline.engine.modes import evenly, everybody, least_busy, skills, strictly
from openline.engine.request import Request
from openline.engine.roster import Seat
from openline.engine.words import AgentId, Mode, QueueSettings

Rank: TypeAlias = Callable[[Iterable[Seat], Request], Iterable[Seat]]

MODES: Final[Mapping[Mode, Rank]] = {
    Mode.EVENLY: evenly.rank,
    Mode.STRICTLY: strictly.rank,
    Mode.LEAST_BUSY: least_busy.rank,
    Mode.SKILLS: skills.rank,
    Mode.ALL: everybody.rank,
}
TO_ALL: Final = frozenset({Mode.ALL})
"""Modes that choose nobody: whoever may take it is offered it (R28)."""
IN_ROUNDS: Final = frozenset({Mode.STRICTLY})
"""Modes that ask everybody once before they ask anybody again (R26)."""


def remembers(settings: QueueSettings) -> bool:
    """Whether it is kept who was asked in this round: for the mode, or to count the rounds (R35)."""
    return settings.mode in IN_ROUNDS or (settings.escalate_after > 0 and settings.mode not in TO_ALL)


def asked(settings: QueueSettings, tried: tuple[AgentId, ...], agent_id: AgentId) -> tuple[AgentId, ...]:
    """Who has been asked in this round, once he is: with somebody asked before, a new round begins."""
    if not remembers(settings):
        return ()
    return (agent_id,) if agent_id in tried else (*tried, agent_id)
