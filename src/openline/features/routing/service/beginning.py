"""Sessions that an agent begins: his at once, even over his limit (docs/behaviour/desk.md D5, D28, D29)."""

from collections.abc import Iterator
from typing import Any

from openline.engine import events as engine
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.messages.errors import MessageNotFound
from openline.features.messages.service import MESSAGES
from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.errors import AcceptFirst, NotOwner, SessionOpenAlready
from openline.features.routing.repository import SESSIONS, Session
from openline.features.routing.service.access import conversation_wants, hold_conversation
from openline.features.routing.service.agents import seat_guest
from openline.features.routing.service.guard import hold_of
from openline.features.routing.service.inbound import announce, open_session
from openline.features.routing.service.life import opening
from openline.features.routing.service.queue import happen
from openline.features.routing.service.speaking import may_go_out
from openline.features.routing.service.views import session_view
from openline.features.routing.types import CLOSED_STATUS, Phase
from openline.store import UnitOfWork, wants


@wants(conversation_wants)
async def start(uow: UnitOfWork, actor: Actor, conversation_id: int) -> schemas.Session:
    """Begin a session without a word yet; for whoever sees the conversation.

    Raises SessionOpenAlready, ConversationNotFound, and what `may_go_out` raises.
    """
    conversation = await hold_conversation(uow, actor, conversation_id)
    if conversation.session_open:
        raise SessionOpenAlready
    return await _begin(uow, actor, conversation, parent_id=None)


def message_start_wants(peek: Any, actor: Actor, message_id: int) -> Iterator[tuple[Any, Any]]:
    """The rows of `start_from`, for prefetching."""
    yield MESSAGES.load, (message_id,)
    message = peek(MESSAGES.load, (message_id,))
    if message is not None and message.account_id == actor.account_id:
        yield from conversation_wants(peek, actor, message.conversation_id)


@wants(message_start_wants)
async def start_from(uow: UnitOfWork, actor: Actor, message_id: int) -> schemas.Session:
    """Begin a session about a message; the open one ends first, by whoever may end it.

    Raises MessageNotFound, AcceptFirst, NotOwner, ConversationNotFound, and what `may_go_out` raises.
    """
    message = await MESSAGES.get(uow, message_id)
    if message is None or message.account_id != actor.account_id:
        raise MessageNotFound
    conversation = await hold_conversation(uow, actor, message.conversation_id)
    await may_go_out(uow, conversation)
    if conversation.session_open:
        if not actor.sees_all and conversation.owner_id != actor.person_id:
            raise AcceptFirst if conversation.owner_id is None else NotOwner
        await happen(
            uow, conversation.channel_id, engine.SessionFinished,
            session_id=conversation.session_id, status=CLOSED_STATUS,
        )  # fmt: skip
    at_home = await hold_of(uow, conversation.id)
    assert at_home is not None
    return await _begin(uow, actor, at_home, parent_id=message.session_id)


async def _begin(
    uow: UnitOfWork, actor: Actor, conversation: Conversation, *, parent_id: int | None
) -> schemas.Session:
    await may_go_out(uow, conversation)
    conversation, session = own_session(uow, actor, conversation, parent_id=parent_id)
    await begun(uow, actor, conversation, session)
    now = await SESSIONS.get(uow, session.id)
    return await session_view(uow, now or session)


def own_session(
    uow: UnitOfWork, actor: Actor, conversation: Conversation, *,
    parent_id: int | None = None, first_answer_at: int | None = None,
) -> tuple[Conversation, Session]:  # fmt: skip
    """The rows of a session that is the agent's from the beginning. The queue is held and learns of it in `begun`."""
    session = SESSIONS.change(
        uow, open_session(uow, conversation), phase=Phase.ACTIVE.value, owner_id=actor.person_id,
        accepted_at=uow.now, first_answer_at=first_answer_at, parent_id=parent_id,
    )  # fmt: skip
    conversation = CONVERSATIONS.change(
        uow, conversation, session_id=session.id, session_open=1, session_messages=0, owner_id=actor.person_id,
        last_owner_id=actor.person_id,
    )  # fmt: skip
    return conversation, session


async def begun(uow: UnitOfWork, actor: Actor, conversation: Conversation, session: Session) -> None:
    """Tell the customer and the queue."""
    await opening.born(uow, session, first=False)
    announce(uow, conversation, session)
    await happen(uow, conversation.channel_id, engine.SessionStarted, session_id=session.id, agent_id=actor.person_id)
    await seat_guest(uow, conversation.channel_id, actor)
