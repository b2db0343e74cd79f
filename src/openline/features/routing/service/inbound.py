"""A customer writes: dedupe, contact, conversation, session, message, and the queue is asked; one transaction."""

from collections.abc import Awaitable, Callable, Generator, Iterator
from typing import Any

import msgspec

from openline.engine import events as engine
from openline.features.channels.service import CHANNELS, CONNECTIONS, Connection
from openline.features.contacts.service import IdentityKey, Profile, find_or_add
from openline.features.conversations.service import CONVERSATION_BY_THREAD, CONVERSATIONS, Conversation, changed
from openline.features.messages.service import MESSAGE_BY_CLIENT_ID, Draft, Message, add, check, repeat_of
from openline.features.messages.types import Author
from openline.features.routing.events import SessionOpened
from openline.features.routing.repository import QUEUES, SESSIONS, Session
from openline.features.routing.service import bots
from openline.features.routing.service.access import beside, shown_wants
from openline.features.routing.service.forwarding import responsible_for
from openline.features.routing.service.guard import hold_of
from openline.features.routing.service.life import closing, consent, opening, ratings, reminders
from openline.features.routing.service.queue import happen, hold
from openline.features.routing.types import Phase
from openline.store import UnitOfWork, wants

Attach = Callable[[UnitOfWork, Conversation, tuple[int, ...]], Awaitable[Any]]


class Page(msgspec.Struct, frozen=True):
    """Where on the site the customer is."""

    url: str | None = None
    title: str | None = None


class Sender(msgspec.Struct, frozen=True, kw_only=True):
    """Who writes, and where. `thread` is the connector's name of the conversation, `route` how to answer there."""

    account_id: int
    connection_id: int
    thread: str
    identities: tuple[IdentityKey, ...]
    profile: Profile = Profile()
    page: Page = Page()
    route: str = ""


class Inbound(Sender, frozen=True, kw_only=True):
    """A customer's message as its connection received it."""

    draft: Draft


def receive_wants(peek: Any, inbound: Inbound, **_: Any) -> Iterator[tuple[Any, Any]]:
    """The rows of `receive`, for prefetching."""
    _held, conversation_id = yield from thread_wants(peek, inbound.connection_id, inbound.thread)
    if conversation_id is not None and inbound.draft.client_id is not None:
        yield MESSAGE_BY_CLIENT_ID.load, (conversation_id, Author.CUSTOMER.value, inbound.draft.client_id)


def thread_wants(
    peek: Any, connection_id: int, thread: str
) -> Generator[tuple[Any, Any], None, tuple[bool, int | None]]:
    """The rows of a conversation by its thread; returns whether its queue is held by now, and its id if it is known."""
    yield CONNECTIONS.load, (connection_id,)
    yield CONVERSATION_BY_THREAD.load, (connection_id, thread)
    connection = peek(CONNECTIONS.load, (connection_id,))
    if connection is None:
        return False, None
    yield QUEUES.held, (connection.channel_id,)
    if not peek(QUEUES.held, (connection.channel_id,)):
        return False, None
    conversation_id: int | None = peek(CONVERSATION_BY_THREAD.load, (connection_id, thread))
    if conversation_id is None:
        return True, None
    yield CONVERSATIONS.load, (conversation_id,)
    conversation = peek(CONVERSATIONS.load, (conversation_id,))
    if conversation is not None:
        if conversation.session_open:
            yield SESSIONS.load, (conversation.session_id,)
        yield from shown_wants(conversation)
        yield from beside(peek, conversation)
    return True, conversation_id


@wants(receive_wants)
async def receive(uow: UnitOfWork, inbound: Inbound, *, attach: Attach | None = None) -> tuple[Conversation, Message]:
    """Store what the customer wrote and let the queue know. The same client id gives the same message again.

    Raises TextEmpty, TextTooLong, TooLarge, InvalidField.
    """
    draft = check(inbound.draft)
    connection = await CONNECTIONS.get(uow, inbound.connection_id)
    assert connection is not None
    await hold(uow, connection.channel_id)
    conversation = await find_or_begin(uow, inbound, connection)
    repeat = await repeat_of(uow, conversation.id, Author.CUSTOMER, draft.client_id)
    if repeat is not None:
        return conversation, repeat
    if attach is not None and draft.file_ids:
        await attach(uow, conversation, draft.file_ids)
        # Attaching locks files, and what was read before a lock is read again.
        conversation = await CONVERSATIONS.get(uow, conversation.id) or conversation
    return await customer_says(uow, conversation, draft)


async def customer_says(uow: UnitOfWork, conversation: Conversation, draft: Draft) -> tuple[Conversation, Message]:
    """Store a checked draft as the customer's, in a session that it opens if none is, and ask the engine.

    The queue is held. The conversation that is returned is the one before the engine answered.
    """
    instead = await ratings.take(uow, conversation, draft)
    if instead is None and draft.content is not None:
        instead = await reminders.pressed(uow, conversation, draft)
        conversation = await CONVERSATIONS.get(uow, conversation.id) or conversation
    if instead is not None:
        return instead
    if conversation.consent and conversation.session_id is not None:
        conversation = await consent.wrote_on(uow, conversation)
    if conversation.session_open:
        said = await _go_on(uow, conversation, draft)
    else:
        said = await _begin(uow, conversation, draft)
    if draft.content is not None:
        await reminders.answer(uow, said[0], draft)
    return said


async def _begin(uow: UnitOfWork, conversation: Conversation, draft: Draft) -> tuple[Conversation, Message]:
    opened = open_session(uow, conversation)
    opened = await opening.born(uow, opened, first=conversation.session_id is None)
    conversation = _in_session(uow, conversation, opened)
    conversation, message = await add(uow, conversation, draft, author=Author.CUSTOMER)
    conversation = announce(uow, conversation, opened)
    first: dict[str, Any] = await bots.first_to_answer(uow, conversation, opened)
    if not first:
        first["responsible"] = await responsible_for(uow, conversation)
    await happen(uow, conversation.channel_id, engine.SessionQueued, session_id=opened.id, **first)
    await opening.opened(uow, opened.id)
    return conversation, message


async def _go_on(uow: UnitOfWork, conversation: Conversation, draft: Draft) -> tuple[Conversation, Message]:
    session_id, channel_id = conversation.session_id, conversation.channel_id
    assert session_id is not None
    was_closing = opening.is_closing(uow, channel_id, session_id)
    conversation, message = await add(uow, conversation, draft, author=Author.CUSTOMER)
    await happen(uow, channel_id, engine.CustomerWrote, session_id=session_id)
    if was_closing:
        await closing.cancelled(uow, session_id)
    if opening.waits(uow, channel_id, session_id):
        await opening.wrote_again(uow, channel_id, session_id)
        await bots.asks_for_person(uow, conversation, session_id, draft)
    return conversation, message


async def find_or_begin(uow: UnitOfWork, inbound: Sender, connection: Connection) -> Conversation:
    """The conversation of a thread; a new one belongs to the contact with one of the identities.

    The queue of the connection's channel is held; where the conversation was moved, its queue is held as well.
    """
    known = await CONVERSATION_BY_THREAD.get(uow, connection.id, inbound.thread)
    if known is not None:
        conversation = await hold_of(uow, known)
        assert conversation is not None
        return conversation
    contact, _ = await find_or_add(uow, inbound.account_id, inbound.identities, inbound.profile)
    channel = await CHANNELS.get(uow, connection.channel_id)
    assert channel is not None
    conversation = Conversation(
        id=uow.new_id(), account_id=inbound.account_id, number=uow.number(inbound.account_id, "conversation"),
        connection_id=connection.id, channel_id=channel.id, contact_id=contact.id, thread=inbound.thread,
        session_id=None, session_open=0, session_messages=0, owner_id=None, offered_to=None, last_owner_id=None,
        last_number=0, last_message_id=None, last_author=None, last_text=None, last_files=0, last_at=uow.now,
        last_part=None, unread=0, agent_read=0, customer_read=0, customer_delivered=0, page_url=inbound.page.url,
        page_title=inbound.page.title, created_at=uow.now, route=inbound.route,
    )  # fmt: skip
    CONVERSATIONS.add(uow, conversation)
    CONVERSATION_BY_THREAD.learn(uow, (connection.id, inbound.thread), conversation.id)
    return conversation


def open_session(uow: UnitOfWork, conversation: Conversation) -> Session:
    """A new session row; the engine is told after the first message is stored."""
    return SESSIONS.add(
        uow,
        Session(
            id=uow.new_id(), account_id=conversation.account_id, number=uow.number(conversation.account_id, "session"),
            channel_id=conversation.channel_id, conversation_id=conversation.id, contact_id=conversation.contact_id,
            status=0, phase=Phase.WAITING.value, owner_id=None, offered_to=None, since=uow.now, expires_at=None,
            queued_at=uow.now, returned_from=None, opened_at=uow.now, accepted_at=None, first_answer_at=None,
            closed_at=None, message_count=0, source=conversation.source,
        ),
    )  # fmt: skip


def _in_session(uow: UnitOfWork, conversation: Conversation, session: Session) -> Conversation:
    return CONVERSATIONS.change(uow, conversation, session_id=session.id, session_open=1, session_messages=0)


def announce(uow: UnitOfWork, conversation: Conversation, session: Session) -> Conversation:
    """Tell that a session began; the customer sees that he is waiting."""
    conversation = CONVERSATIONS.change(uow, conversation, last_number=conversation.last_number + 1)
    uow.log(
        SessionOpened(
            account_id=session.account_id, conversation_id=conversation.id, session_id=session.id,
            channel_id=session.channel_id, number=conversation.last_number, audience=conversation.audience,
        )
    )  # fmt: skip
    return conversation


async def note_source(uow: UnitOfWork, conversation: Conversation, source: str) -> None:
    """Where the customer came from: known of the conversation from now on, and of the session that is open."""
    if conversation.source != source:
        conversation = CONVERSATIONS.change(uow, conversation, source=source)
        changed(uow, conversation)
    session = await SESSIONS.get(uow, conversation.session_id) if conversation.session_open else None
    if session is not None and session.source is None:
        SESSIONS.change(uow, session, source=source)
