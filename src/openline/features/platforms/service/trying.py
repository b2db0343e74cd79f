"""A test reply: the last step of setting up, sent by an administrator whoever owns the session."""

from openline.features.channels import schemas
from openline.features.channels.service import Connection
from openline.features.conversations.errors import ConversationNotFound
from openline.features.messages.service import Draft, check
from openline.features.messages.types import Author
from openline.features.people.types import Actor
from openline.features.routing.service.access import hold_conversation
from openline.features.routing.service.speaking import may_go_out, say
from openline.store import UnitOfWork


async def send_test(
    uow: UnitOfWork, actor: Actor, connection: Connection, text: str, conversation_id: int
) -> schemas.Test:
    """Say something to a customer of this connection. The session, its owner and its queue stay as they are.

    Raises ConversationNotFound, TextEmpty, TextTooLong, and what `may_go_out` raises.
    """
    draft = check(Draft(text=text))
    conversation = await hold_conversation(uow, actor, conversation_id)
    if conversation.connection_id != connection.id:
        raise ConversationNotFound
    await may_go_out(uow, conversation)
    conversation, message = await say(uow, conversation, draft, author=Author.AGENT, author_id=actor.person_id)
    return schemas.Test(conversation_id=str(conversation.id), message_id=str(message.id))
