"""Who may be offered a session, and if not, why. The order of the questions is the order of the answers (R10)."""

from __future__ import annotations

from enum import StrEnum

from openline.engine.words import SESSIONS_PER_AGENT, AgentFacts, QueueSettings


class Refusal(StrEnum):
    """Why somebody was passed over."""

    DISMISSED = "dismissed"
    OFFLINE = "offline"
    NO_FREE_SLOT = "no_free_slot"
    JUST_HAD_IT = "just_had_it"


def absence(agent: AgentFacts, settings: QueueSettings) -> Refusal | None:
    """Why he is not there at all, whatever lies on his desk."""
    if not agent.active:
        return Refusal.DISMISSED
    if settings.check_available and not agent.online:
        return Refusal.OFFLINE
    return None


def has_free_slot(load: int, held: int, settings: QueueSettings) -> bool:
    """Whether one more fits: into the slots of the queue, and under the cap that counts every open session."""
    return load < settings.capacity and held < SESSIONS_PER_AGENT
