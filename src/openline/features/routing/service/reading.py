"""Read marks of both sides, and what typing needs to know."""

from typing import Any

from openline.features.conversations.events import ConversationRead, CustomerRead
from openline.features.conversations.service import CONVERSATIONS, Conversation, access_conversation
from openline.features.messages.service import MESSAGES
from openline.features.people.types import Actor, Need
from openline.features.routing.service.access import conversation_wants, hold_conversation
from openline.features.routing.service.guard import guard_wants, hold_of
from openline.features.routing.service.life.prolonging import prolong
from openline.store import UnitOfWork, View, wants


@wants(conversation_wants)
async def agent_reads(uow: UnitOfWork, actor: Actor, conversation_id: int, up_to: int) -> None:
    """Mark as read up to a message; only the owner's reading counts, since only he answers for it.

    Raises ConversationNotFound.
    """
    conversation = await hold_conversation(uow, actor, conversation_id)
    message = await MESSAGES.get(uow, up_to)
    is_his = conversation.owner_id == actor.person_id
    if message is None or message.conversation_id != conversation.id or not is_his:
        return
    if conversation.session_open and conversation.session_id is not None:
        await prolong(uow, conversation.session_id)
        conversation = await CONVERSATIONS.get(uow, conversation.id) or conversation
    if message.id <= conversation.agent_read:
        return
    is_last = conversation.last_message_id is None or message.id >= conversation.last_message_id
    unread = 0 if is_last else conversation.unread
    conversation = CONVERSATIONS.change(uow, conversation, agent_read=message.id, unread=unread)
    _tell_customer(uow, conversation, actor.person_id, message.number or 0)


def read_all(uow: UnitOfWork, conversation: Conversation, person_id: int) -> Conversation:
    """Whoever answers has read what was asked. The queue is held."""
    if not conversation.unread or conversation.last_message_id is None:
        return conversation
    up_to = conversation.last_number
    conversation = CONVERSATIONS.change(uow, conversation, agent_read=conversation.last_message_id, unread=0)
    return _tell_customer(uow, conversation, person_id, up_to)


def _tell_customer(uow: UnitOfWork, conversation: Conversation, person_id: int, up_to: int) -> Conversation:
    conversation = CONVERSATIONS.change(uow, conversation, last_number=conversation.last_number + 1)
    uow.log(ConversationRead(**_head(conversation), actor_id=person_id, number=conversation.last_number, up_to=up_to))
    return conversation


@wants(lambda peek, conversation_id, *_, **__: guard_wants(peek, conversation_id))
async def customer_sees(uow: UnitOfWork, conversation_id: int, up_to: int, *, state: str) -> None:
    """The customer's side has shown (`delivered`) or read (`read`) what it got, up to a number."""
    conversation = await hold_of(uow, conversation_id)
    if conversation is None:
        return
    up_to = min(up_to, conversation.last_number)
    if up_to <= (conversation.customer_read if state == "read" else conversation.customer_delivered):
        return
    conversation = CONVERSATIONS.change(
        uow, conversation, customer_delivered=max(up_to, conversation.customer_delivered),
        customer_read=up_to if state == "read" else conversation.customer_read,
    )  # fmt: skip
    uow.log(CustomerRead(**_head(conversation), up_to=up_to, state=state))


def _head(conversation: Conversation) -> dict[str, Any]:
    return {
        "account_id": conversation.account_id, "conversation_id": conversation.id,
        "session_id": conversation.session_id, "channel_id": conversation.channel_id,
        "audience": conversation.audience,
    }  # fmt: skip


async def may_type(view: View, actor: Actor, conversation_id: int) -> Conversation:
    """The conversation whose customer may learn that this agent is typing: the owner's only.

    Raises ConversationNotFound, NotAllowed.
    """
    return await access_conversation(view, actor, conversation_id, need=Need.CONVERSATIONS_WRITE)
