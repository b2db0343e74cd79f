"""What people say to customers: an agent's reply or note, and the message that the outbox asks for."""

from collections.abc import Iterator
from typing import Any

from openline.engine import events as engine
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.files.service import FILES
from openline.features.messages.service import MESSAGE_BY_CLIENT_ID, MESSAGES, Draft, Message, add, check, repeat_of
from openline.features.messages.types import Author
from openline.features.people.types import Actor
from openline.features.routing.errors import AcceptFirst, NotOwner
from openline.features.routing.repository import QUEUES, SESSIONS, Session
from openline.features.routing.service.access import conversation_wants, hold_conversation, shown_wants
from openline.features.routing.service.agents import seat_guest
from openline.features.routing.service.guard import guard_wants, hold_of
from openline.features.routing.service.inbound import Attach, announce, open_session
from openline.features.routing.service.queue import happen
from openline.features.routing.service.reading import read_all
from openline.features.routing.service.speaking import may_go_out, say
from openline.features.routing.types import Phase
from openline.store import UnitOfWork, wants


def reply_wants(peek: Any, actor: Actor, conversation_id: int, draft: Draft, **_: Any) -> Iterator[tuple[Any, Any]]:
    yield from conversation_wants(peek, actor, conversation_id)
    yield from ((FILES.held, (file_id,)) for file_id in draft.file_ids)
    conversation = peek(CONVERSATIONS.load, (conversation_id,))
    if conversation is not None:
        yield from shown_wants(conversation)
        if draft.client_id is not None:
            yield MESSAGE_BY_CLIENT_ID.load, (conversation_id, Author.AGENT.value, draft.client_id)


@wants(reply_wants)
async def reply(
    uow: UnitOfWork, actor: Actor, conversation_id: int, draft: Draft, *, attach: Attach | None = None
) -> tuple[Conversation, Message]:
    """Say something to the customer, or leave a note for colleagues.

    Only the owner answers an open session (docs/behaviour/desk.md D4); writing into a closed one starts a session of
    the writer's own. Raises TextEmpty, TextTooLong, AcceptFirst, NotOwner, ConversationNotFound, and what `say` raises.
    """
    draft = check(draft)
    conversation = await hold_conversation(uow, actor, conversation_id)
    repeat = await repeat_of(uow, conversation.id, Author.AGENT, draft.client_id)
    if repeat is not None:
        return conversation, repeat
    if attach is not None and draft.file_ids:
        await attach(uow, conversation, draft.file_ids)
        conversation = await reread(uow, conversation)
    if draft.note:
        return await add(uow, conversation, draft, author=Author.AGENT, author_id=actor.person_id)
    await may_go_out(uow, conversation)
    if conversation.session_open:
        return await _answer(uow, actor, conversation, draft)
    return await _start(uow, actor, conversation, draft)


async def reread(uow: UnitOfWork, conversation: Conversation) -> Conversation:
    """The same row: whoever takes a lock after it was read has to read it again."""
    found = await CONVERSATIONS.get(uow, conversation.id)
    assert found is not None
    return found


def message_wants(peek: Any, conversation_id: int, message_id: int) -> Iterator[tuple[Any, Any]]:
    """The rows of `hold_message`, for prefetching."""
    yield from guard_wants(peek, conversation_id)
    conversation = peek(CONVERSATIONS.load, (conversation_id,))
    if conversation is not None and peek(QUEUES.held, (conversation.channel_id,)):
        yield MESSAGES.load, (message_id,)


async def hold_message(uow: UnitOfWork, conversation_id: int, message_id: int) -> tuple[Conversation, Message] | None:
    """A message and its conversation, held for changing by the product itself, where nobody asks."""
    conversation = await hold_of(uow, conversation_id)
    message = await MESSAGES.get(uow, message_id)
    if conversation is None or message is None or message.conversation_id != conversation_id:
        return None
    return conversation, message


async def _answer(
    uow: UnitOfWork, actor: Actor, conversation: Conversation, draft: Draft
) -> tuple[Conversation, Message]:
    if conversation.owner_id is None:
        raise AcceptFirst
    if conversation.owner_id != actor.person_id:
        raise NotOwner
    assert conversation.session_id is not None
    session = await SESSIONS.get(uow, conversation.session_id)
    assert session is not None
    if session.first_answer_at is None:
        SESSIONS.change(uow, session, first_answer_at=uow.now)
    conversation = read_all(uow, conversation, actor.person_id)
    conversation, message = await say(uow, conversation, draft, author=Author.AGENT, author_id=actor.person_id)
    await happen(uow, conversation.channel_id, engine.AgentReplied, session_id=session.id, agent_id=actor.person_id)
    return conversation, message


async def _start(
    uow: UnitOfWork, actor: Actor, conversation: Conversation, draft: Draft
) -> tuple[Conversation, Message]:
    """A session that the agent begins is his at once, even over his limit."""
    session: Session = open_session(uow, conversation)
    SESSIONS.change(
        uow, session, phase=Phase.ACTIVE.value, owner_id=actor.person_id, accepted_at=uow.now, first_answer_at=uow.now
    )
    conversation = CONVERSATIONS.change(
        uow, conversation, session_id=session.id, session_open=1, session_messages=0, owner_id=actor.person_id,
        last_owner_id=actor.person_id,
    )  # fmt: skip
    conversation, message = await say(uow, conversation, draft, author=Author.AGENT, author_id=actor.person_id)
    announce(uow, conversation, session)
    await happen(uow, conversation.channel_id, engine.SessionStarted, session_id=session.id, agent_id=actor.person_id)
    await seat_guest(uow, conversation.channel_id, actor)
    await happen(uow, conversation.channel_id, engine.AgentReplied, session_id=session.id, agent_id=actor.person_id)
    now = await CONVERSATIONS.get(uow, conversation.id)
    assert now is not None
    return now, message
