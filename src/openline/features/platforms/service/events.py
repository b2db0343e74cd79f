"""Events of platforms become rows: one use case takes in one event, and a second one of its name nothing (I1, I2)."""

from collections.abc import Iterator
from typing import Any, assert_never

from openline.connectors.base import (
    MAX_EVENT_KEY,
    AccountAlert,
    CallMissed,
    Comment,
    ContactShared,
    Deleted,
    Echo,
    Edited,
    IdentityChanged,
    InboundEvent,
    Membership,
    Message,
    Postback,
    Reaction,
    Receipt,
    Referral,
    TemplateStatus,
    Typing,
    Unsupported,
)
from openline.features.channels.service import CONNECTIONS, Connection
from openline.features.conversations.service import CONVERSATION_BY_THREAD
from openline.features.files.service import FILES
from openline.features.messages.service import MESSAGES
from openline.features.messages.service import Message as StoredMessage
from openline.features.people.service import PEOPLE
from openline.features.platforms.errors import HookNotFound
from openline.features.platforms.repository import EARLY_EVENTS, MESSAGE_LINKS, SEEN, Seen
from openline.features.platforms.service import around, said
from openline.features.platforms.types import MAX_THREAD, Taken
from openline.features.routing.service.guard import hold_of
from openline.features.routing.service.inbound import thread_wants
from openline.features.routing.service.queue import hold
from openline.store import UnitOfWork, wants


def take_wants(peek: Any, connection_id: int, event: InboundEvent) -> Iterator[tuple[Any, Any]]:
    """The rows of `take_in`, for prefetching: what other writers change only after the queue is held."""
    is_held, _ = yield from thread_wants(peek, connection_id, event.thread_ref)
    if not is_held:
        return
    yield SEEN.load, (connection_id, event.event_key)
    for name in _names(event):
        yield MESSAGE_LINKS.load, (connection_id, name)
        link = peek(MESSAGE_LINKS.load, (connection_id, name))
        if link is None:
            yield EARLY_EVENTS.load, (connection_id, name)
        else:
            yield MESSAGES.load, (link.message_id,)
            yield from _shown_with(peek(MESSAGES.load, (link.message_id,)))


def _shown_with(message: StoredMessage | None) -> Iterator[tuple[Any, Any]]:
    """What the frame of a changed message shows besides."""
    if message is None:
        return
    if message.reply_to is not None:
        yield MESSAGES.load, (message.reply_to,)
    if message.author_id is not None:
        yield PEOPLE.load, (message.author_id,)
    for file_id in message.file_ids:
        yield FILES.load, (file_id,)


def _names(event: InboundEvent) -> tuple[str, ...]:
    """The platform's names of messages in an event."""
    match event:
        case Message(external_id=external_id, reply_to=reply_to):
            return (external_id, reply_to) if reply_to else (external_id,)
        case Edited() | Echo() | Reaction() | Comment():
            return (event.external_id,)
        case Receipt() | Deleted():
            return event.external_ids[: around.MAX_NAMED]
        case Postback(external_id=str(external_id)):
            return (external_id,)
        case _:
            return ()


@wants(take_wants)
async def take_in(uow: UnitOfWork, connection_id: int, event: InboundEvent) -> Taken:
    """Apply an event that is not known yet.

    Raises HookNotFound when the connection is gone, ValueError for what no platform may send.
    """
    connection = await CONNECTIONS.get(uow, connection_id)
    if connection is None or connection.deleted_at or not connection.active:
        raise HookNotFound
    if not 1 <= len(event.event_key) <= MAX_EVENT_KEY or len(event.thread_ref) > MAX_THREAD:
        raise ValueError(f"an event of {connection.connector} has no sound name")
    await hold(uow, connection.channel_id)
    known = await CONVERSATION_BY_THREAD.get(uow, connection.id, event.thread_ref)
    if known is not None:
        await hold_of(uow, known)
    if await SEEN.get(uow, connection_id, event.event_key) is not None:
        return Taken.REPEAT
    SEEN.add(uow, Seen(connection_id, event.event_key, connection.account_id, uow.now))
    if connection.first_event_at is None and not isinstance(event, AccountAlert):
        await around.first_event(uow, connection)
    await apply(uow, connection, event)
    return Taken.APPLIED


async def apply(uow: UnitOfWork, connection: Connection, event: InboundEvent) -> None:  # noqa: C901, PLR0912 - one case per kind
    """What an event changes. The queue is held."""
    match event:
        case Message():
            await said.message(uow, connection, event)
        case Edited():
            await said.edited(uow, connection, event)
        case Echo():
            await said.echo(uow, connection, event)
        case Postback():
            await said.postback(uow, connection, event)
        case Comment():
            await said.comment(uow, connection, event)
        case CallMissed():
            await said.call_missed(uow, connection, event)
        case Unsupported():
            await said.unsupported(uow, connection, event)
        case Deleted():
            await around.deleted(uow, connection, event)
        case Reaction():
            await around.reaction(uow, connection, event)
        case Receipt():
            await around.receipt(uow, connection, event)
        case ContactShared():
            await around.contact_shared(uow, connection, event)
        case Referral():
            await around.referral(uow, connection, event)
        case Membership():
            await around.membership(uow, connection, event)
        case IdentityChanged():
            await around.identity_changed(uow, connection, event)
        case AccountAlert():
            await around.account_alert(uow, connection, event)
        case TemplateStatus() | Typing():
            pass  # nobody has templates yet; who types is told, not stored (hooks.py)
        case _:
            assert_never(event)
