"""Messages: checked, stored once by client id, listed. Who may write, routing decides."""

from typing import Any

import msgspec

from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.messages.errors import ReplyTargetNotFound, TextEmpty, TextTooLong
from openline.features.messages.events import MessageAdded, MessageChanged
from openline.features.messages.repository import (
    MESSAGE_BY_CLIENT_ID,
    MESSAGES,
    Message,
    before_id,
    before_number,
    last_of,
    last_until,
    latest,
)
from openline.features.messages.types import MAX_CLIENT_ID, MAX_FILES, MAX_TEXT, Author, Content, State
from openline.kit.errors import InvalidField, TooLarge
from openline.kit.text import clean, preview
from openline.store import UnitOfWork

__all__ = [
    "MESSAGES",
    "MESSAGE_BY_CLIENT_ID",
    "Draft",
    "Message",
    "add",
    "before_id",
    "before_number",
    "change_message",
    "check",
    "last_of",
    "last_until",
    "latest",
    "repeat_of",
]


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants to say. `state` is where it starts: `sending` where a platform has to take it first.

    `at` is when it was said, where that is not now: a platform may tell us later.
    """

    text: str = ""
    file_ids: tuple[int, ...] = ()
    reply_to: int | None = None
    note: bool = False
    client_id: str | None = None
    content: Content | None = None
    album: str | None = None
    state: State = State.SENT
    at: int | None = None


def check(draft: Draft) -> Draft:
    """The draft cleaned.

    Raises TextEmpty, TextTooLong, TooLarge, InvalidField.
    """
    text = clean(draft.text)
    if not text and not draft.file_ids and not (draft.content and draft.content.parts):
        raise TextEmpty
    if len(text) > MAX_TEXT:
        raise TextTooLong(limit=MAX_TEXT)
    if len(draft.file_ids) > MAX_FILES:
        raise TooLarge(limit=MAX_FILES)
    if draft.client_id is not None and not 1 <= len(draft.client_id) <= MAX_CLIENT_ID:
        raise InvalidField(field="client_id", reason=f"1…{MAX_CLIENT_ID} characters")
    return msgspec.structs.replace(draft, text=text)


async def repeat_of(uow: UnitOfWork, conversation_id: int, author: Author, client_id: str | None) -> Message | None:
    """The message that this side has already sent under this client id."""
    if client_id is None:
        return None
    message_id = await MESSAGE_BY_CLIENT_ID.get(uow, conversation_id, author.value, client_id)
    return await MESSAGES.get(uow, message_id) if message_id else None


async def add(
    uow: UnitOfWork, conversation: Conversation, draft: Draft, *, author: Author, author_id: int | None = None,
) -> tuple[Conversation, Message]:  # fmt: skip
    """Store a checked draft at the end of the conversation, and announce it. The queue of the channel is held."""
    if draft.reply_to is not None:
        target = await MESSAGES.get(uow, draft.reply_to)
        if target is None or target.conversation_id != conversation.id:
            raise ReplyTargetNotFound
    number = None if draft.note else conversation.last_number + 1
    message = Message(
        id=uow.new_id(), account_id=conversation.account_id, conversation_id=conversation.id,
        session_id=conversation.session_id, number=number, author=author.value, author_id=author_id, text=draft.text,
        files=msgspec.json.encode(draft.file_ids).decode(), reply_to=draft.reply_to, note=int(draft.note),
        client_id=draft.client_id, state=draft.state.value, at=draft.at or uow.now,
        content=None if draft.content is None else msgspec.json.encode(draft.content).decode(), album=draft.album,
    )  # fmt: skip
    MESSAGES.add(uow, message)
    if draft.client_id is not None:
        MESSAGE_BY_CLIENT_ID.learn(uow, (conversation.id, author.value, draft.client_id), message.id)
    conversation = CONVERSATIONS.change(uow, conversation, **_after(conversation, message, uow.now))
    uow.log(
        MessageAdded(
            account_id=conversation.account_id, conversation_id=conversation.id, session_id=conversation.session_id,
            channel_id=conversation.channel_id, actor_id=author_id, number=number, audience=conversation.audience,
            message_id=message.id, author=author.value,
        )
    )  # fmt: skip
    return conversation, message


def change_message(uow: UnitOfWork, conversation: Conversation, message: Message, **changes: Any) -> Message:
    """Write what has become of a message, and tell. The queue of the channel is held; nothing new: nothing told."""
    if all(getattr(message, name) == value for name, value in changes.items()):
        return message
    changed = MESSAGES.change(uow, message, **changes)
    uow.log(
        MessageChanged(
            account_id=conversation.account_id, conversation_id=conversation.id, session_id=message.session_id,
            channel_id=conversation.channel_id, audience=conversation.audience, message_id=message.id,
        )
    )  # fmt: skip
    return changed


def _after(conversation: Conversation, message: Message, now: int) -> dict[str, Any]:
    """What a message changes in its conversation. A note is no news for the list, an automatic text no preview: it
    would hide the customer's question from whoever is offered it.
    """
    if message.number is None:
        return {"session_messages": conversation.session_messages}
    if message.author == Author.SYSTEM and conversation.last_message_id is not None:
        return {"last_number": message.number, "session_messages": conversation.session_messages + 1}
    changes: dict[str, Any] = {
        "last_number": message.number, "last_message_id": message.id, "last_author": message.author,
        "last_text": preview(message.text), "last_files": len(message.file_ids), "last_at": now,
        "last_part": message.first_part,
        "session_messages": conversation.session_messages + 1,
    }  # fmt: skip
    if message.author == Author.CUSTOMER:
        changes["unread"] = conversation.unread + 1
        if not conversation.route:
            # What he writes in our own widget, he has seen all before it. Platforms send receipts, or tell nothing.
            changes["customer_read"] = changes["customer_delivered"] = message.number
    elif message.author == Author.AGENT:
        changes["unread"], changes["agent_read"] = 0, message.id
    return changes
