"""A whole state as plain data and back, for tests, replays and what-if. The store keeps rows instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openline.engine.model import QueueRows, QueueState
from openline.engine.plain import facts_from, plain, session_from_dict, session_to_dict, settings_from
from openline.engine.words import Member


def state_to_dict(state: QueueState) -> dict[str, Any]:
    rows = state.rows
    return {
        "channel_id": rows.channel_id,
        "version": rows.version,
        "at": rows.at,
        "settings": plain(rows.settings),
        "members": [plain(member) for member in rows.members],
        "agents": [plain(agent) for agent in rows.agents],
        "sessions": [session_to_dict(session) for session in rows.sessions],
    }


def state_from_dict(data: Mapping[str, Any]) -> QueueState:
    return QueueState.build(
        QueueRows(
            channel_id=data["channel_id"],
            version=data["version"],
            at=data["at"],
            settings=settings_from(data["settings"]),
            members=[Member(**member) for member in data["members"]],
            agents=[facts_from(agent) for agent in data["agents"]],
            sessions=[session_from_dict(session) for session in data["sessions"]],
        )
    )
