"""What people say to customers: an agent's reply or note, and the message that the outbox asks for."""

from collections.abc import Iterator
from typing import Any

import msgspec

from openline.engine import events as engine
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.files.service import FILES
from openline.features.messages.service import MESSAGE_BY_CLIENT_ID, MESSAGES, Draft, Message, add, check, repeat_of
from openline.features.messages.types import Author
from openline.features.people.types import Actor
from openline.features.routing.errors import AcceptFirst, NotOwner
from openline.features.routing.repository import QUEUES, SESSIONS
from openline.features.routing.service.access import beside, conversation_wants, hold_conversation, shown_wants
from openline.features.routing.service.agents import seat_guest
from openline.features.routing.service.beginning import begun, own_session
from openline.features.routing.service.guard import guard_wants, hold_of
from openline.features.routing.service.hands import INTERCEPTED
from openline.features.routing.service.inbound import Attach
from openline.features.routing.service.life import closing
from openline.features.routing.service.queue import happen
from openline.features.routing.service.reading import read_all
from openline.features.routing.service.speaking import may_go_out, say
from openline.store import UnitOfWork, wants


def reply_wants(peek: Any, actor: Actor, conversation_id: int, draft: Draft, **_: Any) -> Iterator[tuple[Any, Any]]:
    yield from conversation_wants(peek, actor, conversation_id)
    yield from ((FILES.held, (file_id,)) for file_id in draft.file_ids)
    conversation = peek(CONVERSATIONS.load, (conversation_id,))
    if conversation is not None:
        yield from shown_wants(conversation)
        yield from beside(peek, conversation)
        if draft.client_id is not None:
            yield MESSAGE_BY_CLIENT_ID.load, (conversation_id, Author.AGENT.value, draft.client_id)


@wants(reply_wants)
async def reply(
    uow: UnitOfWork, actor: Actor, conversation_id: int, draft: Draft, *, attach: Attach | None = None
) -> tuple[Conversation, Message]:
    """Say something to the customer, or leave a note for colleagues: while the team whispers everything is one.

    Only the owner and who joined answer an open session (docs/behaviour/desk.md D4, D26); writing into a closed one
    starts a session of the writer's own. Raises TextEmpty, TextTooLong, AcceptFirst, NotOwner, ConversationNotFound,
    and what `say` raises.
    """
    draft = check(draft)
    conversation = await hold_conversation(uow, actor, conversation_id)
    repeat = await repeat_of(uow, conversation.id, Author.AGENT, draft.client_id)
    if repeat is not None:
        return conversation, repeat
    if attach is not None and draft.file_ids:
        await attach(uow, conversation, draft.file_ids)
        conversation = await reread(uow, conversation)
    if draft.note or conversation.whisper:
        draft = msgspec.structs.replace(draft, note=True)
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
    owner_id = conversation.owner_id
    if owner_id is None and conversation.bot_id is not None:
        owner_id, conversation = actor.person_id, await _take_from_bot(uow, actor, conversation)
    if owner_id is None:
        raise AcceptFirst
    if actor.person_id not in (owner_id, *conversation.joined_ids):
        raise NotOwner
    assert conversation.session_id is not None
    session = await SESSIONS.get(uow, conversation.session_id)
    assert session is not None
    if session.first_answer_at is None:
        SESSIONS.change(uow, session, first_answer_at=uow.now)
    conversation = read_all(uow, conversation, actor.person_id)
    conversation, message = await say(uow, conversation, draft, author=Author.AGENT, author_id=actor.person_id)
    await happen(uow, conversation.channel_id, engine.AgentReplied, session_id=session.id, agent_id=owner_id)
    await closing.agent_wrote(uow, session.id)
    return conversation, message


async def _take_from_bot(uow: UnitOfWork, actor: Actor, conversation: Conversation) -> Conversation:
    """A person's words take the session from its bot at once (docs/behaviour/bots.md B4)."""
    await happen(
        uow, conversation.channel_id, engine.SessionHanded,
        session_id=conversation.session_id, agent_id=actor.person_id, by=actor.person_id, how=INTERCEPTED,
    )  # fmt: skip
    await seat_guest(uow, conversation.channel_id, actor)
    return await reread(uow, conversation)


async def _start(
    uow: UnitOfWork, actor: Actor, conversation: Conversation, draft: Draft
) -> tuple[Conversation, Message]:
    """A session that the agent begins is his at once, even over his limit."""
    conversation, session = own_session(uow, actor, conversation, first_answer_at=uow.now)
    conversation, message = await say(uow, conversation, draft, author=Author.AGENT, author_id=actor.person_id)
    await begun(uow, actor, conversation, session)
    await happen(uow, conversation.channel_id, engine.AgentReplied, session_id=session.id, agent_id=actor.person_id)
    now = await CONVERSATIONS.get(uow, conversation.id)
    assert now is not None
    return now, message
