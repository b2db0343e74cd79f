"""What a mode may know about the session it ranks candidates for."""

from __future__ import annotations

from dataclasses import dataclass

from openline.engine.words import AgentId, SessionId


@dataclass(frozen=True, slots=True)
class Request:
    """`last_holder` has just let the session go: he comes last, whatever the mode says (R22)."""

    session_id: SessionId
    last_holder: AgentId | None
