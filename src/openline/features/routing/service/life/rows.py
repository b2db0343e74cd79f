"""What a session's row keeps of its life, and the way to read and change it. The queue is held."""

from typing import Any

import msgspec

from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.routing.repository import SESSIONS, Session
from openline.features.routing.types import Life, Phase
from openline.store import UnitOfWork


def life_in(session: Session) -> Life:
    """What is kept of a session's life."""
    return session.lived


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
    return session.phase == Phase.BOT
