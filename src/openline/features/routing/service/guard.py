"""Which queue guards a conversation or a session now: the one of the channel it is in (docs/adr/0081)."""

from collections.abc import Iterator
from typing import Any

from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.routing.repository import QUEUES, SESSION_LINK, SESSIONS, Session
from openline.features.routing.service.queue import hold
from openline.store import UnitOfWork


async def hold_of(uow: UnitOfWork, conversation_id: int) -> Conversation | None:
    """A conversation, held by the queue that it is in at this moment; None if there is none.

    It may have moved before the lock was got, so what is read after it decides: else the other queue is held as well.
    Nobody moves it away from then on, since whoever does so holds the queue that it leaves.
    """
    conversation = await CONVERSATIONS.get(uow, conversation_id)
    while conversation is not None:
        held = conversation.channel_id
        await hold(uow, held)
        conversation = await CONVERSATIONS.get(uow, conversation_id)
        if conversation is None or conversation.channel_id == held:
            return conversation
    return None


async def hold_for(uow: UnitOfWork, session_id: int) -> tuple[Session, Conversation] | None:
    """A session and its conversation, both held; None if there is no such session.

    They differ in their channel when the session was closed in one that its conversation only visited.
    """
    link = await uow.get(SESSION_LINK, session_id)
    if link is None:
        return None
    _, held, conversation_id = link
    await hold(uow, held)
    while True:
        conversation = await hold_of(uow, conversation_id)
        session = await SESSIONS.get(uow, session_id)
        assert session is not None
        assert conversation is not None
        if session.channel_id in (held, conversation.channel_id):
            return session, conversation
        held = session.channel_id
        await hold(uow, held)


def guard_wants(peek: Any, conversation_id: int) -> Iterator[tuple[Any, Any]]:
    """The rows of `hold_of`, for prefetching."""
    yield CONVERSATIONS.load, (conversation_id,)
    conversation = peek(CONVERSATIONS.load, (conversation_id,))
    if conversation is not None:
        yield QUEUES.held, (conversation.channel_id,)
