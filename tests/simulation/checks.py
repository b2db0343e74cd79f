"""What must be true of the store whatever has happened: judged by the rows alone, without asking whoever wrote them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from openline.engine.invariants import broken_transitions, violations
from openline.engine.model import QueueRows, QueueSettings, QueueState
from openline.engine.step import Reject, step
from openline.features.conversations.tables import CONVERSATIONS
from openline.features.messages.tables import MESSAGES
from openline.features.people.tables import PEOPLE
from openline.features.routing import repository, tables
from openline.features.routing.service import queue
from openline.store import Query, View
from openline.store.tables import DEADLINES

PAGE = 500
WAIT = 50


def _text(value: str) -> Any:
    return sa.literal_column(f"'{value}'")


_OPEN_SESSIONS: Query[Any] = Query(
    "open sessions beside their conversations",
    sa.select(
        tables.SESSIONS.c.id, tables.SESSIONS.c.phase, tables.SESSIONS.c.owner_id, tables.SESSIONS.c.expires_at,
        tables.SESSIONS.c.status, CONVERSATIONS.c.session_id, CONVERSATIONS.c.session_open, CONVERSATIONS.c.owner_id,
        DEADLINES.c.kind, DEADLINES.c.due_at,
    )
    .join(CONVERSATIONS, CONVERSATIONS.c.id == tables.SESSIONS.c.conversation_id)
    .outerjoin(
        DEADLINES,
        sa.and_(
            DEADLINES.c.subject_id == tables.SESSIONS.c.id,
            DEADLINES.c.kind.in_([_text("offer"), _text("retry"), _text("bot")]),
        ),
    )
    .where(tables.SESSIONS.c.closed_at.is_(None))
    .order_by(tables.SESSIONS.c.id),
    lambda *row: row,
)  # fmt: skip
_SAID: Query[Any] = Query(
    "what was said",
    sa.select(CONVERSATIONS.c.thread, MESSAGES.c.author, MESSAGES.c.text, PEOPLE.c.name)
    .join(CONVERSATIONS, CONVERSATIONS.c.id == MESSAGES.c.conversation_id)
    .outerjoin(PEOPLE, PEOPLE.c.id == MESSAGES.c.author_id)
    .order_by(CONVERSATIONS.c.thread, MESSAGES.c.id),
    lambda *row: row,
)
_EPISODES: Query[Any] = Query(
    "how it went",
    sa.select(
        CONVERSATIONS.c.thread, tables.SESSIONS.c.status, tables.SESSIONS.c.phase, PEOPLE.c.name,
        tables.SESSIONS.c.pinned, tables.SESSIONS.c.message_count,
    )
    .join(CONVERSATIONS, CONVERSATIONS.c.id == tables.SESSIONS.c.conversation_id)
    .outerjoin(PEOPLE, PEOPLE.c.id == sa.func.coalesce(tables.SESSIONS.c.owner_id, tables.SESSIONS.c.offered_to))
    .order_by(CONVERSATIONS.c.thread, tables.SESSIONS.c.opened_at),
    lambda *row: row,
)  # fmt: skip


async def of_now(view: View, channels: Iterable[int]) -> list[str]:
    """Everything broken at this moment, as sentences."""
    queues = [await queue.look(view, channel_id) for channel_id in channels]
    return [*[text for state in queues for text in violations(state)], *[text async for text in _timers(view)]]


async def _timers(view: View) -> Any:
    """Each open session is its conversation's, with its owner, and has the one timer that its phase needs."""
    for session, phase, owner, expires_at, status, current, is_open, told_owner, kind, due_at in await view.list(
        _OPEN_SESSIONS
    ):
        if (current, is_open, told_owner) != (session, 1, owner):
            yield f"session {session} of {owner} is not what its conversation says: {current} of {told_owner}"
        wanted = {"waiting": "retry", "offered": "offer", "bot": "bot"}.get(phase)
        if wanted in {"offer", "bot"} and (expires_at is None or status == WAIT):
            wanted = None  # without a time: whose customer it is, a bot that may stay, or what is closing
        if kind != wanted or (kind in {"offer", "bot"} and due_at != expires_at):
            yield f"session {session} is {phase} until {expires_at} and has the timer {kind} at {due_at}"


async def once_each(view: View, acknowledged: set[tuple[str, str]]) -> list[str]:
    """What was acknowledged to a customer is there, and nothing of a customer's is there twice."""
    found = Counter((thread, text) for thread, author, text, _ in await view.list(_SAID) if author == "customer")
    return [
        *(f"lost: {said}" for said in sorted(acknowledged - found.keys())),
        *(f"{count} times: {said}" for said, count in sorted(found.items()) if count > 1),
    ]


async def replayed(view: View, channel_id: int, *, transitions: bool) -> list[str]:
    """The log of inputs, told again from nothing, breaks no promise and ends where the rows stand."""
    now = (await queue.look(view, channel_id)).rows
    state = QueueState.build(QueueRows(channel_id, 0, 0, QueueSettings(), (), (), ()))
    while entries := await repository.events_after(view, channel_id, state.version, PAGE):
        for entry in entries:
            event = entry.restore()
            result = step(state, event)
            if isinstance(result, Reject):
                return [f"version {entry.version} cannot be replayed: {event} is {result.reason}"]
            broken = [*broken_transitions(state, event, result)] if transitions else []
            if broken:
                return [f"version {entry.version}, {event}: {text}" for text in broken]
            state = result.state
    return [] if state.rows == now else [*_differences(state.rows, now)]


def _differences(told: QueueRows, stored: QueueRows) -> Iterator[str]:
    for name in ("version", "at", "settings", "members", "agents", "sessions"):
        first, second = getattr(told, name), getattr(stored, name)
        if first != second:
            yield f"{name}: the log says {first}, the rows say {second}"


async def story(view: View) -> list[Any]:
    """How it ended, in names: the same on every store and by any number of nodes."""
    return [await view.list(_SAID), await view.list(_EPISODES)]
