"""What was said on a platform: messages, edits, pressed buttons, remarks, and our own words coming back (I4, I5)."""

from collections.abc import Sequence

import msgspec

from openline.connectors.base import CallMissed, Comment, Echo, Edited, Head, Message, Postback, Unsupported
from openline.connectors.base import Part as PlatformPart
from openline.features.channels.service import Connection
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.messages import service as messages
from openline.features.messages.service import MESSAGES, Draft, add, change_message, latest
from openline.features.messages.types import Author, Content, Part, PressedPart, State, UnsupportedPart
from openline.features.platforms.service import links
from openline.features.platforms.service.content import known_files, line, read_parts
from openline.features.platforms.service.senders import conversation_with, other_name
from openline.features.platforms.types import MAX_LATE_MS
from openline.features.routing.service import bots
from openline.features.routing.service.guard import hold_of
from openline.features.routing.service.inbound import customer_says
from openline.kit.text import preview
from openline.store import UnitOfWork

LOOK_BACK = 20


async def message(uow: UnitOfWork, connection: Connection, event: Message) -> None:
    """The customer wrote. One whose edit came first is there already."""
    if await links.message_of(uow, connection.id, event.external_id) is not None:
        return
    conversation = await _open(uow, connection, event)
    reading = await read_parts(uow, conversation, event.parts)
    content = reading.content(forwarded_from=line(event.forwarded_from), sender=other_name(conversation, event))
    quoted = await links.message_of(uow, connection.id, event.reply_to)
    draft = Draft(
        text=reading.text, file_ids=reading.file_ids, content=content, album=line(event.album),
        at=when(uow, event), reply_to=_here(conversation, quoted),
    )  # fmt: skip
    await _say(uow, conversation, draft, event.external_id)


async def comment(uow: UnitOfWork, connection: Connection, event: Comment) -> None:
    """A public remark: shown as a message. What it stands under, the platform's own page shows."""
    if await links.message_of(uow, connection.id, event.external_id) is not None:
        return
    conversation = await _open(uow, connection, event)
    reading = await read_parts(uow, conversation, event.parts)
    quoted = await links.message_of(uow, connection.id, event.parent_id)
    draft = Draft(
        text=reading.text, file_ids=reading.file_ids, content=reading.content(),
        at=when(uow, event), reply_to=_here(conversation, quoted),
    )  # fmt: skip
    await _say(uow, conversation, draft, event.external_id)


async def postback(uow: UnitOfWork, connection: Connection, event: Postback) -> None:
    """The customer pressed a button of ours."""
    pressed = PressedPart(payload=line(event.payload) or "", label=line(event.title))
    quoted = await links.message_of(uow, connection.id, event.external_id)
    await part(uow, connection, event, pressed, reply_to=quoted)


async def unsupported(uow: UnitOfWork, connection: Connection, event: Unsupported) -> None:
    """Something we cannot read: the agent sees that there was something. Of nobody's, there is nothing to show."""
    if event.sender and event.thread_ref:
        await part(uow, connection, event, UnsupportedPart(kind=line(event.kind) or "unknown"))


async def call_missed(uow: UnitOfWork, connection: Connection, event: CallMissed) -> None:
    """The customer called; nobody here can answer a call, so the agent should know."""
    await part(uow, connection, event, UnsupportedPart(kind="video_call" if event.video else "call"))


async def part(
    uow: UnitOfWork, connection: Connection, event: Head, shown: Part, *, reply_to: messages.Message | None = None
) -> None:
    """A message of the customer's that consists of one part."""
    conversation = await _open(uow, connection, event)
    draft = Draft(content=Content(parts=[shown]), at=when(uow, event), reply_to=_here(conversation, reply_to))
    await _say(uow, conversation, draft, None)


async def edited(uow: UnitOfWork, connection: Connection, event: Edited) -> None:
    """A message has another text now. One that we never saw is shown as it is, and an older edit changes nothing."""
    known = await links.message_of(uow, connection.id, event.external_id)
    if known is None:
        await _edited_unseen(uow, connection, event)
        return
    conversation = await hold_of(uow, known.conversation_id)
    known = await MESSAGES.get(uow, known.id) or known
    if conversation is None or event.occurred_at < (known.edited_at or 0):
        return
    reading = await read_parts(uow, conversation, event.parts, known=known_files(known))
    before = known.contents
    content = reading.content(
        forwarded_from=line(event.forwarded_from) or before.forwarded_from, external=before.external,
        sender=before.sender,
    )  # fmt: skip
    changed = change_message(
        uow, conversation, known, text=reading.text, files=msgspec.json.encode(reading.file_ids).decode(),
        content=_json(content), edited_at=max(event.occurred_at, 1),
    )  # fmt: skip
    if conversation.last_message_id == changed.id:
        CONVERSATIONS.change(
            uow, conversation, last_text=preview(changed.text), last_files=len(reading.file_ids),
            last_part=changed.first_part,
        )  # fmt: skip


async def _edited_unseen(uow: UnitOfWork, connection: Connection, event: Edited) -> None:
    conversation = await _open(uow, connection, event)
    reading = await read_parts(uow, conversation, event.parts)
    content = reading.content(forwarded_from=line(event.forwarded_from))
    draft = Draft(text=reading.text, file_ids=reading.file_ids, content=content, at=when(uow, event))
    stored = await _say(uow, conversation, draft, event.external_id)
    now = await CONVERSATIONS.get(uow, conversation.id)
    change_message(uow, now or conversation, stored, edited_at=max(event.occurred_at, 1))


async def echo(uow: UnitOfWork, connection: Connection, event: Echo) -> None:
    """Our side wrote in the platform's own app, or our own message comes back: that one only gets its name."""
    if await links.message_of(uow, connection.id, event.external_id) is not None:
        return
    conversation = await conversation_with(uow, connection, event)
    own = await _own(uow, conversation, event)
    if own is not None:
        changed = await links.learn(uow, conversation, own, (event.external_id,))
        if changed.state == State.UNKNOWN:
            change_message(uow, conversation, changed, state=State.SENT.value, failure=None)
        return
    reading = await read_parts(uow, conversation, event.parts)
    content = reading.content(external=True)
    draft = Draft(text=reading.text, file_ids=reading.file_ids, content=content, at=when(uow, event))
    conversation, stored = await add(uow, conversation, draft, author=Author.AGENT)
    await bots.person_spoke(uow, conversation)
    await links.learn(uow, conversation, stored, (event.external_id,))


async def _own(uow: UnitOfWork, conversation: Conversation, event: Echo) -> messages.Message | None:
    """The message of ours that this is: by what we sent along, else the one just being sent with the same words."""
    if event.correlation and event.correlation.isascii() and event.correlation.isdigit():
        found = await MESSAGES.get(uow, int(event.correlation[:19]))
        if found is not None and found.conversation_id == conversation.id:
            return found
    text = _words(event.parts)
    for one in await latest(uow, conversation.id, LOOK_BACK):
        ours = one.author in (Author.AGENT, Author.BOT)
        on_its_way = ours and one.state in (State.SENDING, State.UNKNOWN)
        if on_its_way and one.text == text and text:
            return one
    return None


def _words(parts: Sequence[PlatformPart]) -> str:
    return "\n".join(getattr(one, "text", None) or "" for one in parts).strip()


async def _open(uow: UnitOfWork, connection: Connection, event: Head) -> Conversation:
    """The conversation; whoever writes has not shut us out."""
    conversation = await conversation_with(uow, connection, event)
    return CONVERSATIONS.change(uow, conversation, blocked=0) if conversation.blocked else conversation


async def _say(
    uow: UnitOfWork, conversation: Conversation, draft: Draft, external_id: str | None
) -> messages.Message:  # fmt: skip
    if not draft.text and not draft.file_ids and not (draft.content and draft.content.parts):
        draft = msgspec.structs.replace(draft, content=Content(parts=[UnsupportedPart(kind="empty")]))
    _, stored = await customer_says(uow, conversation, draft)
    if external_id is None:
        return stored
    now = await CONVERSATIONS.get(uow, conversation.id)
    return await links.learn(uow, now or conversation, stored, (external_id,))


def when(uow: UnitOfWork, event: Head) -> int:
    """When it was said: the platform's word, unless that is in the future or long ago."""
    return event.occurred_at if uow.now - MAX_LATE_MS <= event.occurred_at <= uow.now else uow.now


def _here(conversation: Conversation, quoted: messages.Message | None) -> int | None:
    return quoted.id if quoted is not None and quoted.conversation_id == conversation.id else None


def _json(content: Content | None) -> str | None:
    return None if content is None else msgspec.json.encode(content).decode()
