"""Automatic messages: whether they may be said now, with their macros filled, in the channel's language."""

from openline.features.channels.service import CONNECTIONS
from openline.features.contacts.service import CONTACTS
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.messages.service import Draft, add, last_of
from openline.features.messages.types import MAX_TEXT, Author, Content
from openline.features.routing.repository import Session
from openline.features.routing.service.cards import seen_as
from openline.features.routing.service.speaking import may_go_out, say
from openline.kit.errors import AppError
from openline.kit.macros import fill, macros_in
from openline.kit.text import clean
from openline.store import UnitOfWork, View


async def may_speak(uow: UnitOfWork, conversation: Conversation) -> bool:
    """Whether automatic messages belong here and would get through (L19)."""
    try:
        await may_go_out(uow, conversation)
    except AppError:
        return False
    connection = await CONNECTIONS.get(uow, conversation.connection_id)
    if connection is None or connection.quiet:
        return False
    if not connection.window_s:
        return True
    last = await last_of(uow, conversation.id, Author.CUSTOMER, 0)
    return last is not None and uow.now < last.at + connection.window_s * 1_000


async def tell(
    uow: UnitOfWork, conversation: Conversation, session: Session, text: str, content: Content | None = None
) -> Conversation:
    """Say something of its own to the customer; the conversation as it is afterwards."""
    filled = clean(await filled_in(uow, conversation, session, text))[:MAX_TEXT]
    if not filled:
        return conversation
    conversation, _ = await say(uow, conversation, Draft(text=filled, content=content), author=Author.SYSTEM)
    return conversation


async def remark(uow: UnitOfWork, conversation: Conversation, text: str) -> Conversation:
    """Something for colleagues only."""
    conversation, _ = await add(uow, conversation, Draft(text=text, note=True), author=Author.SYSTEM)
    return conversation


async def filled_in(view: View, conversation: Conversation, session: Session, text: str) -> str:
    """A text with its macros filled; what we do not know stays as it was written (L20)."""
    wanted = macros_in(text)
    if not wanted:
        return text
    contact = await CONTACTS.get(view, conversation.contact_id) if "CUSTOMER_NAME" in wanted else None
    owner_id = session.owner_id if "OPERATOR" in wanted else None
    known = {
        "SESSION_ID": str(session.number),
        "DIALOG": str(session.number),
        "OPERATOR": (await seen_as(view, session.channel_id, session.account_id, owner_id)).name or "",
        "CUSTOMER_NAME": (contact.name if contact else None) or "",
    }
    return fill(text, known)


async def now(uow: UnitOfWork, conversation: Conversation) -> Conversation:
    """The conversation after somebody else has changed it."""
    return await CONVERSATIONS.get(uow, conversation.id) or conversation
