"""Consent in the widget: asked before anything that the customer writes is kept (W27, L22)."""

import msgspec

from openline.features.channels.service import CHANNELS, CONNECTIONS, Channel
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.routing.service.inbound import Sender, find_or_begin
from openline.features.routing.service.life.consent import agreed, asks_first
from openline.features.routing.service.queue import hold
from openline.features.settings.service import form_of, life_of
from openline.features.webchat import schemas
from openline.features.webchat.errors import ConsentChanged, ConsentNeeded
from openline.features.webchat.repository import VISITORS, VisitorRow
from openline.features.webchat.service.visitors import access_visitor, thread_of
from openline.features.webchat.types import Visitor
from openline.store import UnitOfWork, View

_Given = list[tuple[str, str]]


def asked_by(channel: Channel) -> schemas.AskedConsent | None:
    """What the widget asks for by itself."""
    rules = life_of(channel)
    if not asks_first(rules, form_of(channel)):
        return None
    return schemas.AskedConsent(text=rules.consent_first, url=rules.consent_url)


async def check_agreed(view: View, visitor: Visitor, row: VisitorRow) -> None:
    """Of a visitor who has not written yet.

    Raises ConsentNeeded.
    """
    if row.consent_at is None and await _asked(view, visitor) is not None:
        raise ConsentNeeded


async def agree(uow: UnitOfWork, visitor: Visitor, seen: schemas.Agreement) -> None:
    """Keep that he agreed; the register has it with his first message. Whoever has written is not asked any more.

    Raises VisitorTokenRefused, WidgetNotFound, ConsentChanged.
    """
    await access_visitor(uow, visitor)
    asked = await _asked(uow, visitor)
    if asked is None or await thread_of(uow, visitor) is not None:
        return
    if (seen.text, seen.url) != (asked.text, asked.url):
        raise ConsentChanged
    held = await VISITORS.hold(uow, visitor.visitor_id)
    if held is not None and held.consent_at is None:
        VISITORS.change(uow, held, consent_at=uow.now, consent=_stored([(asked.text, asked.url)]))


def ticked(row: VisitorRow, given: _Given, *, at: int) -> dict[str, object]:
    """How the row of a visitor changes who has ticked this in a form."""
    if not given:
        return {}
    return {"consent_at": row.consent_at or at, "consent": _stored([*_given(row), *given])}


async def register_first(uow: UnitOfWork, row: VisitorRow, sender: Sender) -> None:
    """Before his first message is stored: so he is not asked again by a line after it."""
    await VISITORS.hold(uow, row.id)
    connection = await CONNECTIONS.get(uow, row.connection_id)
    assert connection is not None
    await hold(uow, connection.channel_id)
    conversation = await find_or_begin(uow, sender, connection)
    last = await register(uow, row, conversation)
    if last and conversation.session_id is None:
        CONVERSATIONS.change(uow, await CONVERSATIONS.get(uow, conversation.id) or conversation, consent=last)


async def register(uow: UnitOfWork, row: VisitorRow, conversation: Conversation) -> int:
    """Give what a visitor agreed to to the register; the id of the last entry, 0 where there is none."""
    held = await VISITORS.hold(uow, row.id)
    if held is None or held.consent is None:
        return 0
    VISITORS.change(uow, held, consent=None)
    at, last = held.consent_at or uow.now, 0
    for text, url in _given(held):
        last = agreed(uow, conversation, text=text, url=url, at=at).id
    return last


def _given(row: VisitorRow) -> _Given:
    return msgspec.json.decode(row.consent, type=_Given) if row.consent else []


def _stored(given: _Given) -> str:
    return msgspec.json.encode(given).decode()


async def _asked(view: View, visitor: Visitor) -> schemas.AskedConsent | None:
    connection = await CONNECTIONS.get(view, visitor.connection_id)
    channel = await CHANNELS.get(view, connection.channel_id) if connection is not None else None
    return asked_by(channel) if channel is not None else None
