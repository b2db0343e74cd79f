"""What the customer sees: messages, and where his session stands."""

from collections.abc import Mapping
from typing import Literal

from openline.engine.life import LIKE
from openline.engine.words import WAIT
from openline.features.bots.service import name_of_bot
from openline.features.conversations.service import Conversation
from openline.features.files.service import customer_urls, files_of
from openline.features.messages.service import MESSAGES, Message
from openline.features.messages.types import Author, ButtonsPart
from openline.features.routing.service.access import session_of
from openline.features.routing.service.cards import author_seen, seen_as
from openline.features.routing.service.life.ratings import may_rate
from openline.features.routing.service.life.rules import rules_of
from openline.features.routing.service.views import state_of
from openline.features.routing.types import Phase
from openline.features.webchat import schemas
from openline.kit.secrets import Keyring
from openline.kit.text import preview
from openline.kit.wire import instant, instant_or_none
from openline.store import View

_SIDES: Mapping[Author, Literal["customer", "agent", "system"]] = {
    Author.CUSTOMER: "customer", Author.AGENT: "agent", Author.BOT: "agent", Author.SYSTEM: "system",
}  # fmt: skip
"""Whose side an author is on: a bot is one of ours."""


async def message_view(view: View, conversation: Conversation, message: Message, keyring: Keyring) -> schemas.Message:
    """A message on the customer's wire. The caller gives only messages that have a number."""
    assert message.number is not None
    name = await author_seen(view, conversation.channel_id, message)
    quoted = await MESSAGES.get(view, message.reply_to) if message.reply_to else None
    if quoted is not None and quoted.number is None:
        quoted = None  # a note is quoted: the customer must not learn of it
    files = await files_of(view, message.account_id, message.file_ids, url=customer_urls(keyring, view.now))
    return schemas.Message(
        number=message.number, id=str(message.id), author=_SIDES[Author(message.author)], name=name, avatar_url=None,
        text=message.text, files=files,
        reply_to=schemas.Quote(number=quoted.number, text=preview(quoted.text)) if quoted else None,
        client_id=message.client_id if message.author == Author.CUSTOMER else None,
        state=state_of(conversation, message).value, at=instant(message.at), buttons=_buttons(message),
    )  # fmt: skip


async def episode_of(view: View, conversation: Conversation) -> schemas.Episode | None:
    """The open or last session; an offer is none of the customer's business, so he waits until somebody accepts."""
    session = await session_of(view, conversation.session_id) if conversation.session_id else None
    if session is None:
        return None
    if session.phase == Phase.CLOSED:
        return schemas.Episode(phase="closed", agent=None, waiting=False, rating=await _rating(view, session.id))
    if session.phase == Phase.BOT:
        bot = await name_of_bot(view, session.account_id, session.bot_id)
        return schemas.Episode(
            phase="active", agent=schemas.Agent(name=bot or ""), waiting=False, closing=session.status == WAIT,
            rating=await _rating(view, session.id),
        )  # fmt: skip
    if session.phase != Phase.ACTIVE or session.owner_id is None:
        return schemas.Episode(phase="waiting", agent=None, waiting=True)
    seen = await seen_as(view, session.channel_id, session.account_id, session.owner_id)
    return schemas.Episode(
        phase="active", agent=schemas.Agent(name=seen.name or "", position=seen.position), waiting=False,
        closing=session.status == WAIT, rating=await _rating(view, session.id),
    )  # fmt: skip


async def _rating(view: View, session_id: int) -> schemas.Rating | None:
    """What he is shown of rating; None where there is nothing to show."""
    session = await session_of(view, session_id)
    assert session is not None
    asked, until = await may_rate(view, session)
    rules = (await rules_of(view, session.channel_id)).rating
    if rules is None or not (asked or session.vote):
        return None
    vote: Literal["like", "dislike"] | None = None
    if session.vote is not None:
        vote = "like" if session.vote == LIKE else "dislike"
    return schemas.Rating(
        asked=asked, vote=vote, until=instant_or_none(until if asked else None),
        text=rules.widget_text, like=rules.widget_like, dislike=rules.widget_dislike,
    )  # fmt: skip


def _buttons(message: Message) -> list[schemas.Button]:
    """What may be pressed instead of writing."""
    parts = message.contents.parts if message.content else []
    found = next((part.buttons for part in parts if isinstance(part, ButtonsPart)), [])
    return [schemas.Button(label=button.label, payload=button.payload) for button in found if button.payload]


async def conversation_view(view: View, conversation: Conversation) -> schemas.Conversation:
    """The visitor's thread."""
    read_up_to = 0
    if conversation.agent_read:
        message = await MESSAGES.get(view, conversation.agent_read)
        read_up_to = message.number or 0 if message else 0
    return schemas.Conversation(
        number=conversation.last_number, session=await episode_of(view, conversation), read_up_to=read_up_to,
        unread=max(0, conversation.last_number - max(conversation.customer_read, 0)),
    )  # fmt: skip
