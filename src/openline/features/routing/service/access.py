"""The door to sessions, and the order in which a use case comes to a session: link, queue's lock, row, right."""

from collections.abc import Iterator
from typing import Any

from openline.features.channels.service import CHANNELS, CONNECTIONS
from openline.features.contacts.service import CONTACTS
from openline.features.conversations.errors import ConversationNotFound
from openline.features.conversations.service import CONVERSATIONS, Conversation, access_conversation, may_see
from openline.features.people.service import PEOPLE
from openline.features.people.types import Actor, Need
from openline.features.routing.errors import SessionNotFound
from openline.features.routing.repository import QUEUES, SESSION_LINK, SESSIONS, Session
from openline.features.routing.service.guard import guard_wants, hold_for, hold_of
from openline.kit.errors import NotAllowed
from openline.store import Load, UnitOfWork, View


async def access_session(
    view: View, actor: Actor, session_id: int, *, need: Need = Need.CONVERSATIONS_READ
) -> tuple[Session, Conversation]:
    """A session and its conversation; somebody else's looks the same as none.

    Raises NotAllowed, SessionNotFound.
    """
    if not actor.may(need):
        raise NotAllowed(need=need)
    session = await SESSIONS.get(view, session_id)
    if session is None or session.account_id != actor.account_id:
        raise SessionNotFound
    conversation = await CONVERSATIONS.get(view, session.conversation_id)
    assert conversation is not None
    if not await may_see(view, actor, conversation):
        raise SessionNotFound
    return session, conversation


async def session_of(view: View, session_id: int) -> Session | None:
    """A session for the product itself, where the conversation's door was passed."""
    return await SESSIONS.get(view, session_id)


def session_wants(peek: Any, actor: Actor, session_id: int) -> Iterator[tuple[Any, Any]]:
    """The rows of `hold_session`, for prefetching."""
    yield SESSION_LINK, (session_id,)
    link = peek(SESSION_LINK, (session_id,))
    if link is None or link[0] != actor.account_id:
        return
    _, channel_id, conversation_id = link
    yield QUEUES.held, (channel_id,)
    if peek(QUEUES.held, (channel_id,)):
        yield SESSIONS.load, (session_id,)
        yield from guard_wants(peek, conversation_id)


async def hold_session(uow: UnitOfWork, actor: Actor, session_id: int) -> tuple[Session, Conversation]:
    """The session for changing: its queue is locked first, so what is read after it is the truth.

    Raises NotAllowed, SessionNotFound.
    """
    link = await uow.get(SESSION_LINK, session_id)
    if link is None or link[0] != actor.account_id:
        raise SessionNotFound
    await hold_for(uow, session_id)
    return await access_session(uow, actor, session_id, need=Need.CONVERSATIONS_WRITE)


def conversation_wants(
    peek: Any, actor: Actor, conversation_id: int, *_args: Any, **_kwargs: Any
) -> Iterator[tuple[Any, Any]]:
    """The rows of `hold_conversation`, for prefetching."""
    yield CONVERSATIONS.load, (conversation_id,)
    conversation = peek(CONVERSATIONS.load, (conversation_id,))
    if conversation is None or conversation.account_id != actor.account_id:
        return
    yield QUEUES.held, (conversation.channel_id,)
    if peek(QUEUES.held, (conversation.channel_id,)) and conversation.session_open:
        yield SESSIONS.load, (conversation.session_id,)


def shown_wants(conversation: Conversation) -> Iterator[tuple[Any, Any]]:
    """What the frame of a message shows besides: with it sockets are told from memory, else by one more read."""
    yield CONNECTIONS.load, (conversation.connection_id,)
    yield CHANNELS.load, (conversation.channel_id,)
    yield CONTACTS.load, (conversation.contact_id,)
    if conversation.owner_id is not None:
        yield PEOPLE.load, (conversation.owner_id,)


BESIDE: list[Load[Any]] = []
"""Rows by session that slices above keep of its messages: read with the message's own, not one by one after it."""


def beside(peek: Any, conversation: Conversation) -> Iterator[tuple[Any, Any]]:
    """Those of an open session, once its queue is held."""
    if conversation.session_open and peek(QUEUES.held, (conversation.channel_id,)):
        for load in BESIDE:
            yield load, (conversation.session_id,)


async def hold_conversation(uow: UnitOfWork, actor: Actor, conversation_id: int) -> Conversation:
    """The conversation for changing: its queue is locked first.

    Raises NotAllowed, ConversationNotFound.
    """
    conversation = await CONVERSATIONS.get(uow, conversation_id)
    if conversation is None or conversation.account_id != actor.account_id:
        raise ConversationNotFound
    await hold_of(uow, conversation_id)
    return await access_conversation(uow, actor, conversation_id, need=Need.CONVERSATIONS_WRITE)
