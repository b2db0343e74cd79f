"""Rows as the wire shows them: sessions, conversations, messages. All by key, so live frames need no query."""

from functools import lru_cache
from typing import Any, Literal

import msgspec

from openline.engine.life import LIKE
from openline.engine.words import WAIT
from openline.features.bots.service import name_of_bot
from openline.features.channels.service import CHANNELS, CONNECTIONS
from openline.features.channels.types import AbilitiesOf
from openline.features.contacts.schemas import ContactBrief
from openline.features.contacts.service import CONTACTS
from openline.features.conversations.service import Conversation
from openline.features.files.service import files_of
from openline.features.messages.service import MESSAGES, Message
from openline.features.messages.types import Author, State
from openline.features.routing import schemas
from openline.features.routing.repository import SESSIONS, Session
from openline.features.routing.service.names import name_of
from openline.features.routing.types import Life, Phase
from openline.kit.text import preview
from openline.kit.wire import instant, instant_or_none
from openline.store import View

MAY_SEND_AGAIN = frozenset({State.FAILED, State.UNKNOWN})
_SPEAKERS: dict[str, Literal["bot", "human"]] = {Phase.BOT.value: "bot", Phase.ACTIVE.value: "human"}
_MAY_ADVANCE = frozenset({State.SENT, State.DELIVERED, State.READ})


async def session_view(view: View, session: Session) -> schemas.Session:
    """A session on the wire."""
    channel = await CHANNELS.get(view, session.channel_id)
    assert channel is not None
    life, account_id = session.lived, session.account_id
    names = _Names(
        channel=channel.name,
        owner=await name_of(view, account_id, session.owner_id) if session.owner_id else None,
        bot=None if session.bot_id is None else await name_of_bot(view, account_id, session.bot_id) or "",
        reviewer=await name_of(view, account_id, life.reviewed_by) if life.reviewed_by else None,
    )
    late = life.vote_until and life.vote_until < view.now
    return _shown(session, names, asks=life.asks_rating and session.status >= WAIT and not late)


class _Names(msgspec.Struct, frozen=True, kw_only=True):
    """What a session shows of other rows: names."""

    channel: str
    owner: str | None
    bot: str | None
    reviewer: str | None


@lru_cache(1_024)
def _shown(session: Session, names: _Names, *, asks: bool) -> schemas.Session:
    """Kept: every message of a session is shown with it, and hardly any changes it."""
    offer = None
    if session.phase == Phase.OFFERED:
        offer = schemas.Offer(
            agent_id=_id(session.offered_to), offered_at=instant(session.since),
            expires_at=instant_or_none(session.expires_at), to_all=session.offered_to is None,
        )  # fmt: skip
    return schemas.Session(
        id=str(session.id), number=session.number, channel_id=str(session.channel_id), channel_name=names.channel,
        conversation_id=str(session.conversation_id), status=session.status, phase=Phase(session.phase).value,
        owner_id=_id(session.owner_id), owner_name=names.owner, offer=offer, opened_at=instant(session.opened_at),
        queued_at=instant(session.queued_at), accepted_at=instant_or_none(session.accepted_at),
        first_answer_at=instant_or_none(session.first_answer_at), closed_at=instant_or_none(session.closed_at),
        message_count=session.message_count, source=session.source, pinned=bool(session.pinned),
        parent_id=_id(session.parent_id), speaker=_SPEAKERS.get(session.phase, "nobody"),
        bot=None if names.bot is None else schemas.BotBrief(id=str(session.bot_id), name=names.bot),
        **_life(session, session.lived, names, asks=asks),
    )  # fmt: skip


async def author_of(view: View, message: Message) -> str | None:
    """The name of whoever wrote it for us."""
    if message.author == Author.BOT:
        return await name_of_bot(view, message.account_id, message.author_id)
    return await name_of(view, message.account_id, message.author_id) if message.author_id else None


def _life(session: Session, life: Life, names: _Names, *, asks: bool) -> dict[str, Any]:
    """What a session's life adds to it."""
    review = None
    if session.review is not None and life.reviewed_at is not None:
        review = schemas.Review(
            rating=session.review, comment=life.comment, by=_id(life.reviewed_by), by_name=names.reviewer,
            at=instant(life.reviewed_at),
        )  # fmt: skip
    return {
        "mode": life.mode, "worktime": life.worktime, "first": life.first,
        "unanswered": session.unanswered_at is not None and session.accepted_at is None,
        "closing_until": instant_or_none(life.closing_until if session.status == WAIT else None),
        "asks_rating": asks, "vote_until": instant_or_none(life.vote_until if asks else None),
        "vote": None if session.vote is None else "like" if session.vote == LIKE else "dislike", "review": review,
    }  # fmt: skip


async def conversation_view(view: View, conversation: Conversation, abilities: AbilitiesOf) -> schemas.Conversation:
    """A conversation on the wire, with its open or last session."""
    connection = await CONNECTIONS.get(view, conversation.connection_id)
    channel = await CHANNELS.get(view, conversation.channel_id)
    contact = await CONTACTS.get(view, conversation.contact_id)
    assert connection is not None
    assert channel is not None
    assert contact is not None
    session = await SESSIONS.get(view, conversation.session_id) if conversation.session_id else None
    shown = await session_view(view, session) if session else None
    return schemas.Conversation(
        id=str(conversation.id), number=conversation.number, connection_id=str(connection.id),
        connector=connection.connector, channel_id=str(channel.id), channel_name=channel.name,
        contact=ContactBrief.of(contact), session=_counted(shown, conversation), last_message=_last(conversation),
        last_message_at=instant(conversation.last_at) if conversation.last_message_id else None,
        unread=conversation.unread, agent_read_up_to=_id(conversation.agent_read or None),
        customer_read_up_to=conversation.customer_read, customer_delivered_up_to=conversation.customer_delivered,
        page=_page(conversation), created_at=instant(conversation.created_at),
        capabilities=abilities(connection.connector), blocked=bool(conversation.blocked), source=conversation.source,
        participants=[
            schemas.Participant(id=str(person_id), name=await name_of(view, conversation.account_id, person_id))
            for person_id in conversation.joined_ids
        ],
        whisper=bool(conversation.whisper),
    )  # fmt: skip


def _page(conversation: Conversation) -> schemas.PageOfSite | None:
    if conversation.page_url is None:
        return None
    return schemas.PageOfSite(url=conversation.page_url, title=conversation.page_title)


def _counted(session: schemas.Session | None, conversation: Conversation) -> schemas.Session | None:
    """While a session is open its messages are counted on the conversation, which every message writes anyway."""
    if session is None or not conversation.session_open:
        return session
    return msgspec.structs.replace(session, message_count=conversation.session_messages)


def _last(conversation: Conversation) -> schemas.LastMessage | None:
    if conversation.last_message_id is None or conversation.last_author is None:
        return None
    return schemas.LastMessage(
        text=conversation.last_text or "", author=conversation.last_author, at=instant(conversation.last_at),
        has_files=bool(conversation.last_files), part=conversation.last_part,
    )  # fmt: skip


async def message_view(view: View, conversation: Conversation, message: Message) -> schemas.Message:
    """A message on the wire; how far it has come follows from the marks of the other side."""
    name = await author_of(view, message)
    quoted = await MESSAGES.get(view, message.reply_to) if message.reply_to else None
    state = state_of(conversation, message)
    contents = message.contents
    name = name or contents.sender
    return schemas.Message(
        id=str(message.id), conversation_id=str(message.conversation_id), session_id=_id(message.session_id),
        number=message.number, author=Author(message.author).value, author_id=_id(message.author_id), author_name=name,
        text=message.text, files=await files_of(view, message.account_id, message.file_ids),
        reply_to=schemas.Quote(id=str(quoted.id), author=quoted.author, text=preview(quoted.text)) if quoted else None,
        note=bool(message.note), state=state.value, client_id=message.client_id, at=instant(message.at),
        parts=contents.parts, forwarded_from=contents.forwarded_from, album=message.album, external=contents.external,
        edited_at=instant_or_none(message.edited_at), deleted_at=instant_or_none(message.deleted_at),
        reactions=[schemas.Reaction(emoji=r.emoji, by=_side(r.by)) for r in message.reacted if r.emoji],
        failure=_failure(message), may_send_again=state in MAY_SEND_AGAIN,
    )  # fmt: skip


def _side(by: str) -> Literal["customer", "agent"]:
    return "customer" if by == Author.CUSTOMER else "agent"


def _failure(message: Message) -> schemas.Failure | None:
    failed = message.failed
    if failed is None:
        return None
    return schemas.Failure(
        code=failed.code, text=failed.text, blame=failed.blame,
        lost=[schemas.Lost(loss=lost.loss, name=lost.name) for lost in failed.lost],
    )  # fmt: skip


def state_of(conversation: Conversation, message: Message) -> State:
    """How far it has come: by its own state, or by the marks that one side sets for all before it."""
    state = State(message.state)
    if state not in _MAY_ADVANCE or message.number is None:
        return state
    if message.author == Author.CUSTOMER:
        return State.READ if message.id <= conversation.agent_read else State.DELIVERED
    if state is State.READ or message.number <= conversation.customer_read:
        return State.READ
    return State.DELIVERED if message.number <= conversation.customer_delivered else state


def _id(value: int | None) -> str | None:
    return None if value is None else str(value)
