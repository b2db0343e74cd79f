"""What happens around messages: receipts, reactions, who the customer is, where he came from (I7 to I10)."""

import structlog

from openline.connectors.base import (
    AccountAlert,
    ContactShared,
    Deleted,
    IdentityChanged,
    Membership,
    MembershipState,
    Reaction,
    Receipt,
    ReceiptState,
    Referral,
)
from openline.features.channels.service import CONNECTIONS, Connection, tell_connection
from openline.features.contacts import service as contacts
from openline.features.contacts.service import CONTACTS, Contact, IdentityKey
from openline.features.conversations.service import CONVERSATION_BY_THREAD, CONVERSATIONS, Conversation, of_contact
from openline.features.conversations.service import changed as tell_changed
from openline.features.messages.service import last_until
from openline.features.messages.types import Author
from openline.features.messages.types import Reaction as StoredReaction
from openline.features.platforms.service import health, links
from openline.features.platforms.service.content import line
from openline.features.platforms.service.senders import conversation_with, keys_of, route_text, who
from openline.features.platforms.types import MAX_SOURCE, Early
from openline.features.routing.service.guard import hold_of
from openline.features.routing.service.inbound import note_source
from openline.features.routing.service.reading import customer_sees
from openline.store import UnitOfWork

MAX_NAMED = 1_000
MAX_EMOJI = 32
MAX_PHONE = 15
MAX_THREADS = 100
UNAUTHORIZED = "unauthorized"
log = structlog.get_logger(__name__)
_MARKS = {ReceiptState.DELIVERED: "delivered", ReceiptState.READ: "read"}


async def deleted(uow: UnitOfWork, connection: Connection, event: Deleted) -> None:
    """The customer took messages back: agents still see them, marked."""
    for external_id in event.external_ids[:MAX_NAMED]:
        await links.happened(uow, connection, external_id, Early(deleted_at=max(event.occurred_at, 1)))


async def reaction(uow: UnitOfWork, connection: Connection, event: Reaction) -> None:
    """The customer thinks something of a message, or no longer."""
    news = StoredReaction(
        emoji=(line(event.emoji) or "")[:MAX_EMOJI], by=Author.CUSTOMER.value, who=who(event.sender),
        at=event.occurred_at,
    )  # fmt: skip
    await links.happened(uow, connection, event.external_id, Early(reactions=(news,)))


async def receipt(uow: UnitOfWork, connection: Connection, event: Receipt) -> None:
    """Messages of ours arrived, were read, or failed: those named, and all up to a mark."""
    news = Early(state=event.state.value, failure=line(event.failure))
    for external_id in event.external_ids[:MAX_NAMED]:
        await links.happened(uow, connection, external_id, news)
    mark = _MARKS.get(event.state)
    if event.up_to is None or mark is None:
        return
    conversation = await _known(uow, connection, event.thread_ref)
    if conversation is None:
        return
    number = await _number_of(uow, conversation, event.up_to)
    if number:
        await customer_sees(uow, conversation.id, number, state=mark)


async def _number_of(uow: UnitOfWork, conversation: Conversation, up_to: str) -> int | None:
    """The place of a platform's mark: a message's name, or an instant in ms."""
    message = await links.message_of(uow, conversation.connection_id, up_to)
    if message is not None and message.conversation_id == conversation.id:
        return message.number
    if up_to.isascii() and up_to.isdigit() and len(up_to) <= len(str(uow.now)):
        return await last_until(uow, conversation.id, int(up_to))
    return None


async def contact_shared(uow: UnitOfWork, connection: Connection, event: ContactShared) -> None:
    """The customer gave his own number, and the platform vouches that it is his. The card itself is in a message."""
    phone = next(filter(None, map(_phone, event.contact.phones)), None)
    if not event.own or phone is None:
        return
    conversation = await conversation_with(uow, connection, event)
    contact = await CONTACTS.hold(uow, conversation.contact_id)
    assert contact is not None
    added = await contacts.add_identities(uow, contact, (IdentityKey("phone", "", phone, verified=True),))
    if contact.phone is None:
        contact = CONTACTS.change(uow, contact, phone=phone)
        added = True
    if added:
        contacts.announce(uow, contact)


def _phone(text: str) -> str | None:
    """A number as E.164 writes it; platforms leave the plus away."""
    digits = "".join(char for char in text if char.isascii() and char.isdigit())
    return f"+{digits}" if 5 <= len(digits) <= MAX_PHONE else None


async def referral(uow: UnitOfWork, connection: Connection, event: Referral) -> None:
    """Where the customer came from: kept with the conversation and with its session."""
    conversation = await conversation_with(uow, connection, event)
    source = line(event.ref) or line(event.url) or line(event.source)
    if source is not None:
        await note_source(uow, conversation, source[:MAX_SOURCE])


async def membership(uow: UnitOfWork, connection: Connection, event: Membership) -> None:
    """The customer shut the door, or opened it again."""
    conversation = await _known(uow, connection, event.thread_ref)
    blocked = int(event.state is not MembershipState.SUBSCRIBED)
    if conversation is not None and conversation.blocked != blocked:
        tell_changed(uow, CONVERSATIONS.change(uow, conversation, blocked=blocked))


async def identity_changed(uow: UnitOfWork, connection: Connection, event: IdentityChanged) -> None:
    """The same customer has another name from now on; the old one stays his. His thread may be another one too."""
    contact = await contacts.contact_with(uow, connection.account_id, keys_of(event.old))
    held = await CONTACTS.hold(uow, contact.id) if contact else None
    if held is None:
        return
    if await contacts.add_identities(uow, held, keys_of(event.new)):
        contacts.announce(uow, held)
    if event.thread_ref and await _known(uow, connection, event.thread_ref) is None:
        await _move(uow, connection, held, event)


async def _move(uow: UnitOfWork, connection: Connection, contact: Contact, event: IdentityChanged) -> None:
    """His conversation here goes on under the new thread. With several of them nobody could say which."""
    threads = await of_contact(uow, connection.account_id, contact.id, MAX_THREADS)
    here = [thread.id for thread in threads if thread.connection_id == connection.id]
    conversation = await hold_of(uow, here[0]) if len(here) == 1 else None
    if conversation is None:
        return
    CONVERSATION_BY_THREAD.learn(uow, (connection.id, conversation.thread), None)
    CONVERSATION_BY_THREAD.learn(uow, (connection.id, event.thread_ref), conversation.id)
    CONVERSATIONS.change(uow, conversation, thread=event.thread_ref, route=route_text(event.thread_ref, event.new))


async def _known(uow: UnitOfWork, connection: Connection, thread_ref: str) -> Conversation | None:
    conversation_id = await CONVERSATION_BY_THREAD.get(uow, connection.id, thread_ref)
    return await hold_of(uow, conversation_id) if conversation_id else None


async def account_alert(uow: UnitOfWork, connection: Connection, event: AccountAlert) -> None:
    """The platform tells the owner of the account something. That our credentials are refused, a person must mend."""
    if event.code == UNAUTHORIZED:
        await health.refused(uow, connection.id, UNAUTHORIZED)
        return
    log.warning("platform alert", connection_id=connection.id, code=line(event.code))


async def first_event(uow: UnitOfWork, connection: Connection) -> None:
    """The platform has reached us for the first time: whoever sets it up waits for that."""
    held = await CONNECTIONS.hold(uow, connection.id)
    if held is not None and held.first_event_at is None:
        tell_connection(uow, CONNECTIONS.change(uow, held, first_event_at=uow.now), None)
