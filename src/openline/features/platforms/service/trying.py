"""A test reply: the last step of setting up, sent by an administrator whoever owns the session."""

from openline.features.channels import schemas
from openline.features.channels.errors import ChannelInactive
from openline.features.channels.service import CHANNELS, Connection
from openline.features.conversations.errors import ConversationNotFound
from openline.features.messages.service import Draft, add, check
from openline.features.messages.types import Author, State
from openline.features.people.types import Actor
from openline.features.routing.service.access import hold_conversation
from openline.store import UnitOfWork, outbox


async def send_test(
    uow: UnitOfWork, actor: Actor, connection: Connection, text: str, conversation_id: int
) -> schemas.Test:
    """Say something to a customer of this connection. The session, its owner and its queue stay as they are.

    Raises ConversationNotFound, ChannelInactive, TextEmpty, TextTooLong.
    """
    draft = check(Draft(text=text, state=State.SENDING))
    conversation = await hold_conversation(uow, actor, conversation_id)
    if conversation.connection_id != connection.id:
        raise ConversationNotFound
    channel = await CHANNELS.get(uow, conversation.channel_id)
    if channel is None or not channel.active:
        raise ChannelInactive
    conversation, message = await add(uow, conversation, draft, author=Author.AGENT, author_id=actor.person_id)
    outbox.send(
        uow,
        outbox.outgoing(
            uow, account_id=connection.account_id, connection_id=connection.id, conversation_id=conversation.id,
            message_id=message.id,
        ),
    )  # fmt: skip
    return schemas.Test(conversation_id=str(conversation.id), message_id=str(message.id))
