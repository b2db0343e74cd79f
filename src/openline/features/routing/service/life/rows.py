"""What a session's row keeps of its life, and the way to read and change it. The queue is held."""

from typing import Any, Literal

import msgspec

from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.routing.repository import SESSIONS, Session
from openline.store import UnitOfWork


class Life(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the queue need not know of a session. `…_at` are instants in ms.

    `off_hours_at`, `no_answer_at`: when the text was said. `moved_at`: when it was last pinned, let go or looked at.
    `reminded`: reminders said since the agent's message `reminded_for`.
    """

    mode: Literal["input", "output"] = "input"
    worktime: bool = True
    first: bool = False
    off_hours_at: int | None = None
    no_answer_at: int | None = None
    moved_at: int = 0
    closing_until: int | None = None
    finished_at: int | None = None
    finished_by: int | None = None
    asks_rating: bool = False
    vote_until: int | None = None
    voted_at: int | None = None
    comment: str = ""
    reviewed_by: int | None = None
    reviewed_at: int | None = None
    reminded: int = 0
    reminded_for: int = 0


NEW = Life()


def life_in(session: Session) -> Life:
    """What is kept of a session's life."""
    return msgspec.json.decode(session.life, type=Life) if session.life else NEW


def write_life(uow: UnitOfWork, session: Session, **changes: Any) -> Session:
    """Change some of it; nothing new: nothing written."""
    before = life_in(session)
    after = msgspec.structs.replace(before, **changes)
    return session if after == before else SESSIONS.change(uow, session, life=encoded(after))


def encoded(life: Life) -> str:
    """As it is stored."""
    return msgspec.json.encode(life).decode()


async def both(uow: UnitOfWork, session_id: int) -> tuple[Session, Conversation]:
    """A session and its conversation as this batch knows them now: after the engine has answered, other than before."""
    session = await SESSIONS.get(uow, session_id)
    assert session is not None
    conversation = await CONVERSATIONS.get(uow, session.conversation_id)
    assert conversation is not None
    return session, conversation


def is_with_bot(session: Session) -> bool:
    """A program answers first."""
    return session.phase == "bot"
