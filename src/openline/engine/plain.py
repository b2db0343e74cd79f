"""Events and states as plain numbers, strings, lists and dicts, for whoever stores or compares them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any

from openline.engine.words import (
    Active,
    AgentFacts,
    Mode,
    Offered,
    OfferedToAll,
    OnBreak,
    Phase,
    QueueSettings,
    SessionState,
    SlotRule,
    Waiting,
    WithBot,
    Workday,
)


def plain(value: Any) -> Any:
    """Any of our dataclasses, tuples and enums, with nothing of ours left in it."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return value


def settings_from(data: Mapping[str, Any]) -> QueueSettings:
    words: dict[str, Callable[[Any], Any]] = {
        "mode": Mode, "slot_rule": SlotRule, "on_break": OnBreak, "needs": _levels,
    }  # fmt: skip
    return QueueSettings(**{**data, **{name: word(data[name]) for name, word in words.items() if name in data}})


def facts_from(data: Mapping[str, Any]) -> AgentFacts:
    workday = data.get("workday")
    skills = _levels(data.get("skills", ()))
    return AgentFacts(**{**data, "workday": None if workday is None else Workday(workday), "skills": skills})


def _levels(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple((name, level) for name, level in pairs)


def session_to_dict(session: SessionState) -> dict[str, Any]:
    """With the name of its phase inside the phase."""
    return {**plain(session), "phase": {"is": _NAMES[type(session.phase)], **plain(session.phase)}}


def session_from_dict(data: Mapping[str, Any]) -> SessionState:
    phase = {name: value for name, value in data["phase"].items() if name != "is"}
    tried = tuple(data.get("tried", ()))
    return SessionState(**{**data, "phase": _PHASES[data["phase"]["is"]](**phase), "tried": tried})


_PHASES: Mapping[str, type[Phase]] = {
    "waiting": Waiting,
    "offered": Offered,
    "offered_to_all": OfferedToAll,
    "active": Active,
    "with_bot": WithBot,
}
_NAMES: Mapping[type[Phase], str] = {phase: name for name, phase in _PHASES.items()}
