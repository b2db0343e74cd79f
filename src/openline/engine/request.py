"""What a session asks of whoever takes it, and what a mode may know of it when it ranks candidates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openline.engine.words import AgentId, Instant, Mode, QueueSettings, SessionId, SessionState

if TYPE_CHECKING:
    from openline.engine.roster import Seat


@dataclass(frozen=True, slots=True)
class Request:
    """`last_holder` has just let the session go: he comes last, whatever the mode says (R22).

    `tried` were asked in this round already (R26). `needs` are the levels that are still asked for (R34).
    """

    session_id: SessionId
    last_holder: AgentId | None
    tried: tuple[AgentId, ...]
    needs: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, session: SessionState, settings: QueueSettings, at: Instant) -> Request:
        """What is asked for a session that nobody holds."""
        needs: tuple[tuple[str, int], ...] = ()
        if settings.mode is Mode.SKILLS:
            less = _levels_less(session, settings, at)
            needs = tuple((name, level - less) for name, level in settings.needs if level > less)
        return cls(session.id, session.returned_from, session.tried, needs)

    def is_met_by(self, seat: Seat) -> bool:
        """Whether he has every skill at the level that is still asked for."""
        if not self.needs:
            return True
        has = dict(seat.facts.skills) if seat.facts else {}
        return all(has.get(name, 0) >= level for name, level in self.needs)


def next_look(session: SessionState, settings: QueueSettings, at: Instant) -> Instant:
    """When a waiting session is looked at again: after the retry time, or when it will ask for less."""
    due_at = at + settings.retry_ms
    relax_ms = settings.relax_after_s * 1_000
    less = _levels_less(session, settings, at)
    if settings.mode is Mode.SKILLS and relax_ms and any(level > less for _, level in settings.needs):
        return min(due_at, session.queued_at + (less + 1) * relax_ms)
    return due_at


def _levels_less(session: SessionState, settings: QueueSettings, at: Instant) -> int:
    """One for each time it has waited; a time of 0 never relaxes."""
    relax_ms = settings.relax_after_s * 1_000
    return (at - session.queued_at) // relax_ms if relax_ms else 0
