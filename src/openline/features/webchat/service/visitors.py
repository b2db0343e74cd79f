"""Visitors: made when a widget opens, resumed by token or by a proved identity."""

import msgspec

from openline.features.channels.service import CONNECTIONS, Connection
from openline.features.contacts.service import Profile, update_profile
from openline.features.conversations.service import CONVERSATION_BY_THREAD, CONVERSATIONS, Conversation
from openline.features.messages.service import before_number
from openline.features.webchat import schemas
from openline.features.webchat.errors import VisitorTokenRefused, WidgetNotFound
from openline.features.webchat.repository import VISITOR_BY_USER, VISITORS, VisitorRow
from openline.features.webchat.service.views import conversation_view, message_view
from openline.features.webchat.types import CONNECTOR, HISTORY_FIRST, MAX_TITLE, MAX_URL, Visitor
from openline.kit.paging import cursor
from openline.kit.secrets import Keyring
from openline.kit.text import clean
from openline.store import UnitOfWork, View

_FAR_FUTURE = 1 << 62


class Hello(msgspec.Struct, frozen=True, kw_only=True):
    """A browser that opens the widget. `user_key` is a proved identity, `claimed_user` one that only says so."""

    account_id: int
    connection_id: int
    token: Visitor | None
    user_key: str | None
    claimed_user: str | None
    body: schemas.NewVisitor


async def open_visitor(uow: UnitOfWork, hello: Hello) -> Visitor:
    """The visitor of a browser: by proved identity, else by his token, else a new one.

    Raises WidgetNotFound.
    """
    connection = await CONNECTIONS.get(uow, hello.connection_id)
    if connection is None or not is_open(connection):
        raise WidgetNotFound
    known = await _known(uow, hello)
    if known is None:
        known = await _add(uow, hello)
    elif _profile(hello) != Profile():
        await _learn(uow, known, hello)
    return Visitor(known.account_id, known.connection_id, known.id)


def is_open(connection: Connection) -> bool:
    """Whether customers may come in by it."""
    return bool(connection.active) and connection.deleted_at is None


async def _known(uow: UnitOfWork, hello: Hello) -> VisitorRow | None:
    if hello.user_key is not None:
        visitor_id = await VISITOR_BY_USER.get(uow, hello.connection_id, hello.user_key)
        return await VISITORS.get(uow, visitor_id) if visitor_id else None
    if hello.token is None or hello.token.connection_id != hello.connection_id:
        return None
    return await VISITORS.get(uow, hello.token.visitor_id)


async def _add(uow: UnitOfWork, hello: Hello) -> VisitorRow:
    page = hello.body.page or schemas.SitePage()
    profile = _profile(hello).known()
    visitor = VISITORS.add(
        uow,
        VisitorRow(
            id=uow.new_id(), account_id=hello.account_id, connection_id=hello.connection_id, user_key=hello.user_key,
            claimed_user=hello.claimed_user, name=profile.get("name"), email=profile.get("email"),
            locale=profile.get("locale"), time_zone=profile.get("time_zone"), page_url=_cut(page.url, MAX_URL),
            page_title=_cut(page.title, MAX_TITLE), created_at=uow.now,
        ),
    )  # fmt: skip
    if hello.user_key is not None:
        VISITOR_BY_USER.learn(uow, (hello.connection_id, hello.user_key), visitor.id)
    return visitor


async def _learn(uow: UnitOfWork, visitor: VisitorRow, hello: Hello) -> None:
    """What a returning visitor adds: on his row until he writes, then also on his contact."""
    news = {name: value for name, value in _profile(hello).known().items() if getattr(visitor, name) is None}
    if not news:
        return
    held = await VISITORS.hold(uow, visitor.id)
    assert held is not None
    VISITORS.change(uow, held, **news)
    conversation_id = await CONVERSATION_BY_THREAD.get(uow, visitor.connection_id, str(visitor.id))
    conversation = await CONVERSATIONS.get(uow, conversation_id) if conversation_id else None
    if conversation is not None:
        await update_profile(uow, conversation.contact_id, Profile(**news))


def _profile(hello: Hello) -> Profile:
    body = hello.body
    said, claimed = body.profile or schemas.Profile(), body.identity
    return Profile(
        name=said.name or (claimed.name if claimed else None), email=said.email or (claimed.email if claimed else None),
        locale=body.locale, time_zone=body.time_zone,
    )  # fmt: skip


def _cut(text: str | None, most: int) -> str | None:
    return clean(text)[:most] or None if text else None


async def access_visitor(view: View, visitor: Visitor) -> VisitorRow:
    """The door to a visitor's own things.

    Raises VisitorTokenRefused when he is gone, WidgetNotFound when the widget was disconnected.
    """
    row = await VISITORS.get(view, visitor.visitor_id)
    if row is None or (row.account_id, row.connection_id) != (visitor.account_id, visitor.connection_id):
        raise VisitorTokenRefused
    connection = await CONNECTIONS.get(view, visitor.connection_id)
    if connection is None or not is_open(connection):
        raise WidgetNotFound
    return row


async def thread_of(view: View, visitor: Visitor) -> Conversation | None:
    """His conversation; None until his first message."""
    await access_visitor(view, visitor)
    conversation_id = await CONVERSATION_BY_THREAD.get(view, visitor.connection_id, visitor.thread)
    return await CONVERSATIONS.get(view, conversation_id) if conversation_id else None


async def visitor_of_conversation(view: View, conversation_id: int) -> int | None:
    """The visitor who has this conversation; None where it came another way."""
    conversation = await CONVERSATIONS.get(view, conversation_id)
    if conversation is None:
        return None
    connection = await CONNECTIONS.get(view, conversation.connection_id)
    return int(conversation.thread) if connection is not None and connection.connector == CONNECTOR else None


async def opened(view: View, visitor: Visitor, token: str, keyring: Keyring) -> schemas.Opened:
    """What the widget shows first."""
    conversation = await thread_of(view, visitor)
    if conversation is None:
        return schemas.Opened(token=token, visitor_id=str(visitor.visitor_id), conversation=None, number=0, messages=[])
    page = await history(view, visitor, _FAR_FUTURE, HISTORY_FIRST, keyring)
    return schemas.Opened(
        token=token, visitor_id=str(visitor.visitor_id), conversation=await conversation_view(view, conversation),
        number=conversation.last_number, messages=page.items,
    )  # fmt: skip


async def history(view: View, visitor: Visitor, before: int, limit: int, keyring: Keyring) -> schemas.MessagePage:
    """What he may see, older than a number, oldest first."""
    conversation = await thread_of(view, visitor)
    if conversation is None:
        return schemas.MessagePage(items=[])
    found = await before_number(view, conversation.id, before, limit + 1)
    more = len(found) > limit
    found = found[-limit:]
    return schemas.MessagePage(
        items=[await message_view(view, conversation, row, keyring) for row in found],
        next=cursor(found[0].number or 0) if more else None,
    )
