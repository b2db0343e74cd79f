"""The one door by which anything of ours goes out to a customer, whoever says it."""

import msgspec

from openline.features.channels.errors import ChannelInactive
from openline.features.channels.service import CHANNELS, CONNECTIONS
from openline.features.conversations.service import Conversation
from openline.features.messages.service import Draft, Message, add
from openline.features.messages.types import Author, State
from openline.features.routing.errors import ConnectionInactive, CustomerBlocked
from openline.kit.errors import InvalidField
from openline.store import UnitOfWork, outbox


async def may_go_out(uow: UnitOfWork, conversation: Conversation) -> None:
    """Whether the customer can be told anything now (docs/behaviour/sending.md, O3).

    Raises ChannelInactive, ConnectionInactive, CustomerBlocked.
    """
    channel = await CHANNELS.get(uow, conversation.channel_id)
    if channel is None or not channel.active or channel.deleted_at:
        raise ChannelInactive
    if not conversation.route:
        return
    connection = await CONNECTIONS.get(uow, conversation.connection_id)
    if connection is None or not connection.active or connection.deleted_at:
        raise ConnectionInactive
    if conversation.blocked:
        raise CustomerBlocked


async def say(
    uow: UnitOfWork, conversation: Conversation, draft: Draft, *, author: Author, author_id: int | None = None
) -> tuple[Conversation, Message]:
    """Tell the customer a checked draft; the queue is held. Where a platform has to be called, the outbox does it.

    A conversation with a route is one whose platform is called; our own widget's has none.
    """
    if not conversation.route:
        if draft.content is not None and author is Author.AGENT:
            raise InvalidField(field="buttons", reason="the widget has none")
        return await add(uow, conversation, draft, author=author, author_id=author_id)
    sending = msgspec.structs.replace(draft, state=State.SENDING)
    conversation, message = await add(uow, conversation, sending, author=author, author_id=author_id)
    put_out(uow, conversation, message)
    return conversation, message


def put_out(uow: UnitOfWork, conversation: Conversation, message: Message, *, part: int = 0) -> None:
    """Let a stored message go out by its platform, from a part on."""
    row = outbox.outgoing(
        uow, account_id=conversation.account_id, connection_id=conversation.connection_id,
        conversation_id=conversation.id, message_id=message.id,
    )  # fmt: skip
    outbox.send(uow, msgspec.structs.replace(row, part=part))
