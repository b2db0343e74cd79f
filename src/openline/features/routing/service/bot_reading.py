"""What a bot reads: its sessions, what was said in them, and what has happened since it last asked."""

from typing import Any

from openline.features.bots.types import BotCaller
from openline.features.conversations.service import CONVERSATIONS
from openline.features.messages.events import MessageAdded
from openline.features.messages.service import MESSAGES, latest
from openline.features.messages.types import Author
from openline.features.routing import bot_schemas as schemas
from openline.features.routing.errors import SessionNotFound
from openline.features.routing.events import BotJoined, BotLeft, SessionClosed
from openline.features.routing.repository import SESSIONS, Session, sessions_of_bot
from openline.features.routing.schemas import Message
from openline.features.routing.service.views import message_view
from openline.features.routing.types import Phase
from openline.kit.wire import instant, instant_or_none
from openline.store import Logged, View
from openline.store import log as log_queries

MESSAGES_SHOWN = 100
LOG_PAGE = 500
MOST_PAGES = 4  # of the account's log that one question looks through


def shown(session: Session) -> schemas.BotSession:
    """A session as its bot sees it."""
    speaks = session.phase == Phase.BOT
    return schemas.BotSession(
        id=str(session.id), number=session.number, channel_id=str(session.channel_id),
        conversation_id=str(session.conversation_id), phase=Phase(session.phase).value, may_speak=speaks,
        until=instant_or_none(session.expires_at if speaks else None), opened_at=instant(session.opened_at),
    )  # fmt: skip


async def my_sessions(view: View, caller: BotCaller) -> schemas.BotSessions:
    """The bot's open sessions."""
    rows = await sessions_of_bot(view, caller.account_id, caller.bot_id)
    return schemas.BotSessions(items=[shown(row) for row in rows])


async def messages(view: View, caller: BotCaller, session_id: int) -> schemas.BotMessages:
    """The last messages of a session, without what colleagues noted for each other.

    Raises SessionNotFound, also once it neither speaks nor listens there.
    """
    session = await SESSIONS.get(view, session_id)
    conversation = None if session is None else await CONVERSATIONS.get(view, session.conversation_id)
    if session is None or conversation is None or session.account_id != caller.account_id:
        raise SessionNotFound
    if conversation.session_id != session.id or caller.bot_id not in (conversation.bot_id, conversation.listener_id):
        raise SessionNotFound
    rows = await latest(view, conversation.id, MESSAGES_SHOWN)
    said = sorted((row for row in rows if row.session_id == session.id and not row.note), key=lambda row: row.id)
    return schemas.BotMessages(items=[await message_view(view, conversation, row) for row in said])


async def events(view: View, caller: BotCaller, since: int | None, limit: int) -> schemas.BotEvents:
    """What concerns the bot after a number of the account's log; without one, from now on."""
    (last,) = await view.list(log_queries.LAST, account_id=caller.account_id)
    if since is None or since >= last:
        return schemas.BotEvents(items=[], next=last)
    items: list[schemas.BotEvent] = []
    at = since
    for _ in range(MOST_PAGES):
        page = await view.list(log_queries.AFTER, account_id=caller.account_id, since=at, limit=LOG_PAGE)
        if page and page[0].seq != at + 1:
            return schemas.BotEvents(items=[], next=last, missed=True)
        for logged in page:
            at = logged.seq
            if (event := await _event(view, caller, logged)) is not None:
                items.append(event)
            if len(items) >= limit:
                return schemas.BotEvents(items=items, next=at)
        if items or len(page) < LOG_PAGE:
            break
    return schemas.BotEvents(items=items, next=at)


async def _event(view: View, caller: BotCaller, logged: Logged) -> schemas.BotEvent | None:
    fact = logged.fact
    if caller.bot_id not in (fact.audience or ()) or fact.session_id is None or fact.conversation_id is None:
        return None
    head: dict[str, Any] = {
        "number": logged.seq, "at": instant(logged.at), "session_id": str(fact.session_id),
        "conversation_id": str(fact.conversation_id),
    }  # fmt: skip
    match fact:
        case BotJoined(message_id=message_id):
            message = await _message(view, message_id) if message_id is not None else None
            return schemas.BotEvent(kind="began", message=message, **head)
        case MessageAdded(message_id=message_id, author=author) if author != Author.BOT:
            message = await _message(view, message_id)
            return schemas.BotEvent(kind="message", message=message, **head) if message else None
        case BotLeft(bot_id=bot_id, reason=reason, stays=stays) if bot_id == caller.bot_id:
            return schemas.BotEvent(kind="left", reason=reason, stays=stays, **head)
        case SessionClosed():
            return schemas.BotEvent(kind="closed", **head)
        case _:
            return None


async def _message(view: View, message_id: int) -> Message | None:
    row = await MESSAGES.get(view, message_id)
    if row is None or row.note:
        return None
    conversation = await CONVERSATIONS.get(view, row.conversation_id)
    assert conversation is not None
    return await message_view(view, conversation, row)
