"""Who may be offered a session, and if not, why. The order of the questions is the order of the answers (R10)."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from openline.engine.words import SESSIONS_PER_AGENT, AgentFacts, QueueSettings, Workday


class Refusal(StrEnum):
    """Why somebody was passed over."""

    DISMISSED = "dismissed"
    ON_LEAVE = "on_leave"
    PAUSED = "paused"
    WORKDAY_ENDED = "workday_ended"
    ON_BREAK = "on_break"
    OFFLINE = "offline"
    NO_FREE_SLOT = "no_free_slot"
    CAP_REACHED = "cap_reached"
    LACKS_SKILL = "lacks_skill"
    JUST_HAD_IT = "just_had_it"


def absence(agent: AgentFacts, settings: QueueSettings) -> Refusal | None:
    """Why he is not there at all, whatever lies on his desk."""
    if not agent.active:
        return Refusal.DISMISSED
    return _away(agent) if settings.check_available else None


def _away(agent: AgentFacts) -> Refusal | None:
    """Also somebody whose day has started must be online: nobody gets anything who is not there."""
    if agent.on_leave:
        return Refusal.ON_LEAVE
    if agent.paused:
        return Refusal.PAUSED
    if agent.workday is Workday.ENDED:
        return Refusal.WORKDAY_ENDED
    if agent.workday is Workday.ON_BREAK:
        return Refusal.ON_BREAK
    return None if agent.online else Refusal.OFFLINE


def overload(
    load: int, held: int, settings: QueueSettings
) -> Literal[Refusal.NO_FREE_SLOT, Refusal.CAP_REACHED] | None:
    """Why one more does not fit: the slots of the queue are taken, or he holds as many open sessions as anybody may."""
    if load >= settings.capacity:
        return Refusal.NO_FREE_SLOT
    return Refusal.CAP_REACHED if held >= SESSIONS_PER_AGENT else None
