"""What a mode may know about the session it ranks candidates for."""

from __future__ import annotations

from dataclasses import dataclass

from openline.engine.words import AgentId, SessionId, SessionState


@dataclass(frozen=True, slots=True)
class Request:
    """`last_holder` has just let the session go: he comes last, whatever the mode says (R22).

    `tried` were asked in this round already (R26).
    """

    session_id: SessionId
    last_holder: AgentId | None
    tried: tuple[AgentId, ...]

    @classmethod
    def of(cls, session: SessionState) -> Request:
        """What is asked for a session that nobody holds."""
        return cls(session.id, session.returned_from, session.tried)
