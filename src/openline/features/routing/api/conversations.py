"""Routes of conversations and their messages."""

from typing import Annotated, Literal

from litestar import get, post
from litestar.params import Parameter

from openline.features.channels.types import AbilitiesOf
from openline.features.messages.service import Draft
from openline.features.messages.types import MAX_BUTTONS, MAX_LABEL, MAX_PAYLOAD, ButtonsPart, Content
from openline.features.people.types import Actor
from openline.features.routing import requests, schemas
from openline.features.routing.service import beginning, desk, lists, reading
from openline.features.routing.service.typing import agent_types
from openline.features.routing.types import TellTyping
from openline.kit.errors import InvalidField
from openline.kit.ids import id_in, ids_in, parse_id
from openline.kit.paging import DEFAULT_LIMIT, MAX_LIMIT
from openline.store import Commit, Store

Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]


@get("/api/v1/conversations")
async def list_conversations(
    store: Store, actor: Actor, abilities: AbilitiesOf, view: Literal["new", "mine", "all"] = "all",
    limit: Limit = DEFAULT_LIMIT, cursor: str | None = None,
) -> schemas.ConversationPage:  # fmt: skip
    """One list of the inbox, the latest activity first."""
    return await store.read(lists.list_conversations, actor, lists.Inbox(view, cursor, limit), abilities)


@get("/api/v1/conversations/counts")
async def count_conversations(store: Store, actor: Actor) -> schemas.Counts:
    """How many conversations each list has."""
    return await store.read(lists.counts, actor)


@get("/api/v1/conversations/{conversation_id:str}")
async def show_conversation(
    store: Store, actor: Actor, abilities: AbilitiesOf, conversation_id: str
) -> schemas.Conversation:
    """One conversation."""
    return await store.read(lists.show_conversation, actor, parse_id(conversation_id), abilities)


@post("/api/v1/conversations/{conversation_id:str}/start")
async def start_session(commit: Commit, actor: Actor, conversation_id: str) -> schemas.Session:
    """Begin a session of one's own, without a word yet."""
    return await commit(beginning.start, actor, parse_id(conversation_id))


@post("/api/v1/messages/{message_id:str}/start")
async def start_from_message(commit: Commit, actor: Actor, message_id: str) -> schemas.Session:
    """Begin a session about a message; the open one is finished first."""
    return await commit(beginning.start_from, actor, parse_id(message_id))


@get("/api/v1/conversations/{conversation_id:str}/messages")
async def list_messages(
    store: Store, actor: Actor, conversation_id: str, limit: Limit = DEFAULT_LIMIT, cursor: str | None = None,
    before: str | None = None,
) -> schemas.MessagePage:  # fmt: skip
    """Messages, oldest first; the cursor leads to older ones, `before` starts at a message."""
    return await store.read(
        lists.list_messages, actor, parse_id(conversation_id), lists.older_than(cursor, before), limit
    )


@post("/api/v1/conversations/{conversation_id:str}/messages")
async def send_message(
    commit: Commit, actor: Actor, conversation_id: str, data: requests.NewMessage
) -> schemas.Message:
    """Answer the customer, or leave a note for colleagues."""
    draft = Draft(
        text=data.text, file_ids=ids_in("files", data.files), note=data.note, client_id=data.client_id,
        reply_to=id_in("reply_to", data.reply_to) if data.reply_to else None, content=_buttons(data),
    )  # fmt: skip
    return await commit(desk.send, actor, parse_id(conversation_id), draft)


def _buttons(data: requests.NewMessage) -> Content | None:
    if not data.buttons:
        return None
    if len(data.buttons) > MAX_BUTTONS:
        raise InvalidField(field="buttons", reason=f"at most {MAX_BUTTONS}")
    for button in data.buttons:
        if not (0 < len(button.label) <= MAX_LABEL and 0 < len(button.payload) <= MAX_PAYLOAD):
            raise InvalidField(field="buttons", reason=f"label 1…{MAX_LABEL}, payload 1…{MAX_PAYLOAD} characters")
    return Content(parts=[ButtonsPart(buttons=data.buttons)])


@post("/api/v1/conversations/{conversation_id:str}/read", status_code=204)
async def mark_read(store: Store, actor: Actor, conversation_id: str, data: requests.ReadUpTo) -> None:
    """Mark as read up to a message."""
    await store.commit(reading.agent_reads, actor, parse_id(conversation_id), id_in("up_to", data.up_to))


@post("/api/v1/conversations/{conversation_id:str}/typing", status_code=204)
async def tell_typing(
    store: Store, actor: Actor, typing: TellTyping, conversation_id: str, data: requests.TypingNow
) -> None:
    """Let the other side see that the agent is typing."""
    await typing(await agent_types(store, actor, parse_id(conversation_id), on=data.on))


HANDLERS = [
    list_conversations, count_conversations, show_conversation, list_messages, send_message, start_session,
    start_from_message, mark_read, tell_typing,
]  # fmt: skip
