"""Somebody decides that a message which failed, or may not have arrived, is sent again."""

from collections.abc import Iterator
from typing import Any

from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.messages.errors import MessageNotFound
from openline.features.messages.service import MESSAGES, Message, change_message
from openline.features.messages.types import Author, State
from openline.features.people.types import Actor
from openline.features.platforms.errors import NotFailed
from openline.features.platforms.repository import links_of
from openline.features.platforms.service.links import NOT_DELIVERED
from openline.features.routing import schemas
from openline.features.routing.errors import NotOwner
from openline.features.routing.service.access import conversation_wants, hold_conversation
from openline.features.routing.service.speaking import may_go_out, put_out
from openline.features.routing.service.views import message_view
from openline.store import UnitOfWork, outbox, wants

_MAY = frozenset({State.FAILED.value, State.UNKNOWN.value})


def again_wants(peek: Any, actor: Actor, message_id: int) -> Iterator[tuple[Any, Any]]:
    """The rows of `send_again`, for prefetching."""
    yield MESSAGES.load, (message_id,)
    message = peek(MESSAGES.load, (message_id,))
    if message is not None:
        yield from conversation_wants(peek, actor, message.conversation_id)


@wants(again_wants)
async def send_again(uow: UnitOfWork, actor: Actor, message_id: int) -> schemas.Message:
    """Send it from the first part that nobody has confirmed (docs/behaviour/sending.md, O7).

    Raises MessageNotFound, NotOwner, NotFailed, and what `may_go_out` raises.
    """
    seen = await MESSAGES.get(uow, message_id)
    if seen is None or seen.account_id != actor.account_id:
        raise MessageNotFound
    conversation = await hold_conversation(uow, actor, seen.conversation_id)
    message = await MESSAGES.get(uow, message_id)
    if message is None:
        raise MessageNotFound
    if not actor.sees_all and actor.person_id != (conversation.owner_id or conversation.last_owner_id):
        raise NotOwner
    if message.state not in _MAY or message.author == Author.CUSTOMER or not conversation.route:
        raise NotFailed
    await may_go_out(uow, conversation)
    await _out(uow, conversation, message)
    message = change_message(uow, conversation, message, state=State.SENDING.value, failure=None)
    now = await CONVERSATIONS.get(uow, conversation.id)
    return await message_view(uow, now or conversation, message)


async def _out(uow: UnitOfWork, conversation: Conversation, message: Message) -> None:
    """What the outbox still holds goes on from there, and so does what it has forgotten.

    What the platform had taken, and then could not deliver, is sent anew.
    """
    if await outbox.again(uow, message.id):
        return
    if await outbox.find(uow, message.id) is not None:
        raise NotFailed
    confirmed = [] if _came_back(message) else await links_of(uow, message.id)
    put_out(uow, conversation, message, part=1 + max((link.part for link in confirmed), default=-1))


def _came_back(message: Message) -> bool:
    return message.failed is not None and message.failed.code == NOT_DELIVERED
